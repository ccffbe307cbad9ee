import { initSync as instantiate } from "../generated/jwt.js";
import { JwtError } from "./error.js";

let source: (() => BufferSource | WebAssembly.Module) | undefined;
let memory: WebAssembly.Memory | undefined;

/** Says where the module comes from. Nothing is compiled or instantiated before the first call needs it. */
export function provide(from: () => BufferSource | WebAssembly.Module): void {
  source = from;
}

/** The instance's memory; the first call instantiates. */
export function load(): WebAssembly.Memory {
  if (memory) return memory;
  if (!source) {
    throw new JwtError("the WebAssembly module is not there yet: await init(...) first", {
      code: "sync_unavailable",
    });
  }
  try {
    memory = instantiate({ module: ownModule(source()) }).memory;
  } catch (cause) {
    const facts = { code: "sync_unavailable" } as const;
    throw new JwtError("the WebAssembly module could not be instantiated here", facts, { cause });
  }
  return memory;
}

/** Whether it is a compiled module, of whichever realm. */
export function isModule(source: unknown): boolean {
  return Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
}

/** Next.js compiles in another realm than it runs in, and the glue would take what is no `instanceof` for bytes. */
function ownModule(given: BufferSource | WebAssembly.Module): BufferSource | WebAssembly.Module {
  if (isModule(given) && !(given instanceof WebAssembly.Module)) {
    Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  }
  return given;
}
