import { start } from "../../generated/core.js";
import { instantiated } from "../load/registry.js";
import { textEncoder, textOf } from "../runtime/text.js";

let memory: WebAssembly.Memory | undefined;

/**
 * The memory of the core's instance. The first call creates the instance.
 * @throws {JwtError} `sync_unavailable`, with the reason in the message
 */
export function load(): WebAssembly.Memory {
  memory ??= instantiated("core", (module) => start(module, { encode, textOf }));
  return memory;
}

const encode = (text: string): Uint8Array => textEncoder().encode(text);
