import { nodeCrypto } from "../engines/node.js";
import { bytesOf } from "../keys/bytes.js";
import { isObject } from "../kind.js";
import { withoutPrototype } from "../read-options.js";
import { needed } from "../runtime/needs.js";
import { textEncoder } from "../runtime/text.js";
import type { KeyObjectLike } from "./types.js";

/**
 * A caller's key by its kind. Text and bytes with a PEM block are a key file, and other text and bytes are a secret, as
 * for `node:crypto`. A key file never becomes a secret, not even a damaged one.
 */
export type Material =
  | { readonly kind: "secret"; readonly secret: string | Uint8Array }
  | { readonly kind: "public" | "private"; readonly file: string | Uint8Array }
  | { readonly kind: "public" | "private"; readonly keyObject: KeyObjectLike }
  | { readonly kind: "public" | "private"; readonly jwk: object };

const BEGIN = "-----BEGIN";

/** The kind of a caller's key, or `undefined` if it is not a key. */
export function materialOf(given: unknown): Material | undefined {
  if (typeof given === "string")
    return given.includes(BEGIN) ? file(given) : { kind: "secret", secret: given };
  const bytes = bytesOf(given);
  if (bytes !== undefined) {
    const text = pemIn(bytes);
    return text === undefined ? { kind: "secret", secret: bytes } : file(text);
  }
  if (isKeyObject(given)) return keyObject(given);
  return isObject(given) && Object.hasOwn(given, "key") ? input(withoutPrototype(given)) : undefined;
}

/** Known by its members, because `instanceof` would need the class of `node:crypto`, and fails for keys of other realms. */
function isKeyObject(given: unknown): given is KeyObjectLike {
  if (!isObject(given)) return false;
  const { type, export: exported } = given as { type?: unknown; export?: unknown };
  return typeof exported === "function" && (type === "secret" || type === "public" || type === "private");
}

function keyObject(given: KeyObjectLike): Material | undefined {
  if (given.type === "secret") {
    const secret = bytesOf((given.export as () => unknown)());
    return secret && { kind: "secret", secret };
  }
  return { kind: given.type as "public" | "private", keyObject: given };
}

/** An object as for `createPublicKey` and `createPrivateKey` of `node:crypto`. It is never a secret. */
function input(given: {
  readonly key?: unknown;
  readonly format?: unknown;
  readonly type?: unknown;
  readonly passphrase?: unknown;
}) {
  const { key, format, passphrase } = given;
  if (isKeyObject(key)) return key.type === "secret" ? undefined : keyObject(key);
  if (format === "jwk") return isObject(key) ? jwk(key) : undefined;
  const bytes = typeof key === "string" ? textEncoder().encode(key) : bytesOf(key);
  if (bytes === undefined) return undefined;
  if (format === "der") return der(bytes, given);
  const text = pemIn(bytes);
  if (text === undefined) return undefined;
  return passphrase !== undefined && text.includes("ENCRYPTED") ? decrypted(text, passphrase) : file(text);
}

function file(text: string): Material {
  return { kind: text.includes("PRIVATE KEY-----") ? "private" : "public", file: text };
}

function jwk(given: object): Material {
  return { kind: Object.hasOwn(given, "d") ? "private" : "public", jwk: given };
}

/** A DER file. SPKI is public, SEC 1 and PKCS#8 are private, and PKCS#1 may be either. */
function der(bytes: Uint8Array, { type }: { readonly type?: unknown }): Material {
  // A PKCS#1 private key begins with the version 0, a public key with its modulus.
  const isPrivate = type === "pkcs8" || type === "sec1" || (type === "pkcs1" && startsWithVersion(bytes));
  return { kind: isPrivate ? "private" : "public", file: bytes };
}

function startsWithVersion(bytes: Uint8Array): boolean {
  const size = bytes[1] ?? 0;
  const at = 2 + (size > 0x80 ? size - 0x80 : 0);
  return bytes[at] === 2 && bytes[at + 1] === 1 && bytes[at + 2] === 0;
}

/**
 * Decrypts a key file with `node:crypto`. Without `node:crypto` the file is returned unchanged, and the error for it
 * says how to convert it.
 */
function decrypted(text: string, passphrase: unknown): Material | undefined {
  const crypto = nodeCrypto();
  if (crypto === undefined) return file(text);
  const create = crypto.createPrivateKey as (key: object) => unknown;
  try {
    return keyObject(create({ key: text, format: "pem", passphrase }) as KeyObjectLike);
  } catch {
    return undefined;
  }
}

/** The text of bytes that hold a PEM block, or `undefined`. Bytes that are not UTF-8 can only be around the block. */
function pemIn(bytes: Uint8Array): string | undefined {
  const text = new (needed("TextDecoder"))().decode(bytes);
  return text.includes(BEGIN) ? text : undefined;
}
