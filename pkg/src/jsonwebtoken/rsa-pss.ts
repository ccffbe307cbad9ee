import { JwtError } from "../error.js";
import type { Key } from "../key.js";
import { bytesOf } from "../keys/bytes.js";
import { privateKey, publicKey } from "../keys/file.js";
import type { PublicKeyAlgorithm } from "../types.js";
import type { KeyObjectLike } from "./types.js";

/** What `node:crypto` says about a key that is only for RSASSA-PSS. Its parameters may bind it to one hash (RFC 4055 §3.1). */
interface Details {
  readonly hashAlgorithm?: unknown;
  readonly mgf1HashAlgorithm?: unknown;
  readonly saltLength?: unknown;
}

const PREFIX = "Invalid key for this operation, its RSA-PSS";

/**
 * Makes a key from one that is only for RSASSA-PSS and has no JWK. Its numbers are those of any RSA key (RFC 4055
 * §1.2). Its parameters are checked here, with jsonwebtoken's messages.
 * @throws {JwtError} `key_invalid`, `key_too_weak`
 */
export function ofPssKey(
  given: KeyObjectLike & { asymmetricKeyDetails?: Details },
  name: PublicKeyAlgorithm,
): Key {
  if (!name.startsWith("PS")) {
    const list = "PS256, PS384, PS512";
    throw unfit(`"alg" parameter for "rsa-pss" key type must be one of: ${list}.`, name);
  }
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = given.asymmetricKeyDetails ?? {};
  const bits = Number(name.slice(2));
  if (hashAlgorithm !== `sha${bits}` || mgf1HashAlgorithm !== hashAlgorithm) {
    throw unfit(`${PREFIX} parameters do not meet the requirements of "alg" ${name}.`, name);
  }
  // The salt is as long as the hash (RFC 7518 §3.5).
  if (saltLength !== undefined && !(Number(saltLength) <= bits / 8)) {
    throw unfit(`${PREFIX} parameter saltLength does not meet the requirements of "alg" ${name}.`, name);
  }
  const isPrivate = given.type === "private";
  const exported = (given.export as (options: object) => unknown)({
    format: "der",
    type: isPrivate ? "pkcs8" : "spki",
  });
  const pkcs1 = withoutAlgorithm(bytesOf(exported) ?? new Uint8Array(0), isPrivate);
  try {
    return isPrivate ? privateKey(pkcs1, name) : publicKey(pkcs1, name);
  } finally {
    pkcs1.fill(0);
  }
}

function unfit(message: string, algorithm: PublicKeyAlgorithm): JwtError {
  const expected = algorithm.startsWith("ES") ? "EC" : "RSA";
  return new JwtError(message, { code: "key_invalid", reason: "wrong_kind", expected, actual: "rsa-pss" });
}

/** A copy of the PKCS#1 key inside PKCS#8 (RFC 5958) or SPKI (RFC 5280 §4.1), which `node:crypto` wrote. */
function withoutAlgorithm(der: Uint8Array, isPrivate: boolean): Uint8Array {
  const outer = contentAt(der, 0);
  const first = contentAt(der, outer.start);
  const inner = contentAt(der, isPrivate ? contentAt(der, first.end).end : first.end);
  // The first byte of a bit string is the number of unused bits.
  return der.slice(inner.start + (isPrivate ? 0 : 1), inner.end);
}

function contentAt(der: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  const count = first > 0x80 ? first - 0x80 : 0;
  const start = at + 2 + count;
  const length = count === 0 ? first : der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start, end: start + length };
}
