import { start } from "../../generated/core.js";
import { instantiated, moduleOf } from "../load/registry.js";
import { textEncoder, textOf } from "../runtime/text.js";

let memory: WebAssembly.Memory | undefined;

/**
 * The memory of the core's instance; the first call instantiates.
 * @throws {JwtError} `sync_unavailable`, with what is in the way
 */
export function load(): WebAssembly.Memory {
  memory ??= instantiated("core", (given) => start(moduleOf(given), { encode, textOf }));
  return memory;
}

const encode = (text: string): Uint8Array => textEncoder().encode(text);
