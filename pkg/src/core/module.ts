import { core, start } from "../../generated/core.js";
import { instantiated } from "../load/registry.js";
import { textEncoder, textOf } from "../runtime/text.js";

/**
 * The memory of the core's instance. The first call creates the instance, so this must come before every other call into the core.
 * @throws {JwtError} `sync_unavailable`, with the reason in the message
 */
export function load(): WebAssembly.Memory {
  if (!core) instantiated("core", (module) => start(module, { textEncoder, textOf }));
  return core.memory;
}
