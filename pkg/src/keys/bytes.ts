import { invalidKey } from "../error.js";
import { isObject } from "../kind.js";

// Taken when the package is imported, so that the engine itself says what a value is. A prototype does not, since another
// realm has its own. Nor does a tag or a length, since a subclass can state a false one, and the module's memory would be
// written beyond the space that was reserved.
const view: object = Object.getPrototypeOf(Uint8Array.prototype);
const nameOf = getter(view, Symbol.toStringTag);
const bufferOf = getter(view, "buffer");
const offsetOf = getter(view, "byteOffset");
const lengthOf = getter(view, "byteLength");
const bufferLengthOf = getter(ArrayBuffer.prototype, "byteLength");

/**
 * The bytes of a `Uint8Array`, and so of Node's `Buffer`, or of an `ArrayBuffer`, of any realm; in place, since a copy of
 * a secret would have to be cleared. `undefined` for all else: the numbers of a `Uint16Array` are not meant as bytes.
 * @throws {JwtError} `key_invalid` if the bytes are gone
 */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (!isObject(value)) return undefined;
  const isView = nameOf.call(value) === "Uint8Array";
  if (!isView && !isArrayBuffer(value)) return undefined;
  try {
    return isView
      ? new Uint8Array(bufferOf.call(value), offsetOf.call(value), lengthOf.call(value))
      : new Uint8Array(value as ArrayBuffer);
  } catch {
    // No `cause`: there is nothing more to say.
    throw invalidKey("the bytes are gone: their buffer was transferred elsewhere", "bytes_gone");
  }
}

function isArrayBuffer(value: object): boolean {
  try {
    bufferLengthOf.call(value);
    return true;
  } catch {
    return false;
  }
}

function getter(owner: object, name: PropertyKey): () => never {
  return Object.getOwnPropertyDescriptor(owner, name)?.get as () => never;
}
