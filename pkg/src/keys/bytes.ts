import { invalidKey } from "../error.js";
import { isObject } from "../kind.js";

// The original getters, taken at import, say reliably what a value is. Prototypes do not, because every realm has its
// own. Tags and lengths do not, because a subclass can state false ones, and a false length would write beyond the
// space reserved in the module's memory.
const view: object = Object.getPrototypeOf(Uint8Array.prototype);
const nameOf = getter(view, Symbol.toStringTag);
const bufferOf = getter(view, "buffer");
const offsetOf = getter(view, "byteOffset");
const lengthOf = getter(view, "byteLength");
const bufferLengthOf = getter(ArrayBuffer.prototype, "byteLength");

/**
 * The bytes of a `Uint8Array`, which includes Node's `Buffer`, or of an `ArrayBuffer`, of any realm. It is not a copy,
 * because a copy of a secret would have to be cleared. `undefined` for anything else: the numbers of a `Uint16Array`
 * are not meant as bytes.
 * @throws {JwtError} `key_invalid` if the buffer was transferred elsewhere
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
    // No `cause`: the runtime's error says nothing more.
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
