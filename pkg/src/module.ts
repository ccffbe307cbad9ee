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
    memory = instantiate({ module: source() }).memory;
  } catch (cause) {
    const facts = { code: "sync_unavailable" } as const;
    throw new JwtError("the WebAssembly module could not be instantiated here", facts, { cause });
  }
  return memory;
}
