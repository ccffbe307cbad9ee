import type { Core } from "../../generated/core.js";
import { instantiated, moduleOf } from "../load/registry.js";
import { textEncoder, textOf } from "../runtime/text.js";

/** The core's exports, once {@link load} was called. */
export let core: Core;

/**
 * The memory of the core's instance. The first call creates the instance.
 * @throws {JwtError} `sync_unavailable`, with the reason in the message
 */
export function load(): WebAssembly.Memory {
  core ??= instantiated(
    "core",
    (given) => new WebAssembly.Instance(moduleOf(given), { host }).exports,
  ) as Core;
  return core.memory;
}

/**
 * What the core calls. No global function is called, because a caller can replace it, and theirs could call the core from
 * within a call.
 */
const host = {
  readNumber: (address: number, length: number): number => +textOf(core.memory, address >>> 0, length),

  writeNumber(number: number, address: number, room: number): number {
    const into = new Uint8Array(core.memory.buffer, address >>> 0, room);
    return textEncoder().encodeInto(`${number}`, into).written;
  },
};
