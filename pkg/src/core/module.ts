import { initSync as instantiate } from "../../generated/core.js";
import { instantiated, isModule } from "../load/registry.js";

let memory: WebAssembly.Memory | undefined;

/**
 * The memory of the core's instance; the first call instantiates.
 * @throws {JwtError} `sync_unavailable`, with what is in the way
 */
export function load(): WebAssembly.Memory {
  memory ??= instantiated("core", (given) => instantiate({ module: ownModule(given) }).memory);
  return memory;
}

/** Next.js compiles in another realm than it runs in, and the glue would take what is no `instanceof` for bytes. */
function ownModule(given: BufferSource | WebAssembly.Module): BufferSource | WebAssembly.Module {
  if (isModule(given) && !(given instanceof WebAssembly.Module)) {
    Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  }
  return given;
}
