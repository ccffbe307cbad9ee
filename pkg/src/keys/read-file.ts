import { algorithmBits } from "../algorithm-bits.js";
import { toJwtError } from "../core/door.js";
import { type Buffered, bufferOf } from "../load/buffer.js";
import { exportsOf } from "../load/registry.js";
import { needed } from "../runtime/needs.js";
import type { Algorithm } from "../types.js";

/** The exports of the module of key files (`pkg/bindings/src/keyfile`). */
interface Exports extends Buffered {
  readonly toJwk: (length: number, isPrivate: number, algorithms: number) => number;
  readonly wipe: () => void;
}

/**
 * The key of the file as the bytes of a JWK.
 * @throws {JwtError} `key_invalid`, `key_too_weak`
 */
export function readFile(file: Uint8Array, isPrivate: boolean, names: readonly Algorithm[]): Uint8Array {
  const keyfile: Exports = exportsOf("keyfile");
  bufferOf(keyfile, file.length).set(file);
  try {
    const length = keyfile.toJwk(file.length, Number(isPrivate), algorithmBits(names));
    const read = bufferOf(keyfile, Math.abs(length)).slice();
    if (length < 0) throw toJwtError(textOf(read), true);
    return read;
  } finally {
    keyfile.wipe();
  }
}

/** Whether the JWK has the public half, `x`: no other part of a private one has an x between quotation marks. */
export function isWhole(json: Uint8Array): boolean {
  return json.some((byte, at) => byte === 0x78 && json[at - 1] === 0x22 && json[at + 1] === 0x22);
}

export function textOf(bytes: Uint8Array): string {
  return new (needed("TextDecoder"))().decode(bytes);
}
