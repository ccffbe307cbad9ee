import { verifying } from "../engines/verifying.js";
import type { PrivateKey, PublicKey } from "../key.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { algorithmNames, checkAlgorithm, type Named, type OfOneKind } from "./algorithm-list.js";
import { bytesOf } from "./bytes.js";
import { keyFromFile } from "./key-file.js";
import { checkText, withBytes } from "./text.js";
import { unfit } from "./unfit.js";

/**
 * A public key from a file: PEM text, as a string or as bytes, or DER bytes. SPKI (RFC 5280 §4.1), PKCS#1 for RSA (RFC 8017
 * §A.1.1), or an X.509 certificate, of a chain the first, of which only the key is read: neither its dates nor who issued
 * it are checked. Other text and other blocks may stand around the one key (RFC 7468 §2).
 * @param algorithm the only algorithm the key is ever used with, or a list of them, each for this kind of key
 * @throws {JwtError} `key_invalid` if it is damaged, a private key, of another kind than an algorithm needs, or not a
 *   sound key, and for files of other kinds, with the command that converts them; `key_too_weak` for RSA below 2048 bits;
 *   `options_invalid` for an unknown algorithm, and for a list that is empty or names one twice.
 * @example
 * ```ts
 * const key = publicKey(await readFile("public.pem", "utf8"), "RS256");
 * ```
 */
export function publicKey<const A extends PublicKeyAlgorithm | readonly PublicKeyAlgorithm[]>(
  file: string | Uint8Array | ArrayBuffer,
  algorithm: A & OfOneKind<A>,
): PublicKey<Named<A>> {
  const algorithms = algorithmNames(algorithm);
  return withContent(file, (bytes) => keyFromFile(bytes, algorithms, verifying));
}

/**
 * A private key from a file, as {@link publicKey} reads one. PKCS#8 (RFC 5958), PKCS#1 for RSA (RFC 8017 §A.1.2) or SEC 1
 * for EC (RFC 5915); not encrypted. It signs and does not verify.
 * @param algorithm the only algorithm the key is ever used with
 * @throws {JwtError} as {@link publicKey}
 * @example
 * ```ts
 * const key = privateKey(await readFile("private.pem", "utf8"), "RS256");
 * console.log(key.toPublicJwk()); // its public half, to be published
 * ```
 */
export function privateKey<A extends PublicKeyAlgorithm>(
  file: string | Uint8Array | ArrayBuffer,
  algorithm: A,
): PrivateKey<A> {
  checkAlgorithm(algorithm);
  return withContent(file, (bytes) => keyFromFile(bytes, algorithm));
}

function withContent<T>(file: unknown, use: (bytes: Uint8Array) => T): T {
  if (typeof file === "string") {
    checkText(file, "the PEM text");
    return withBytes(file, use);
  }
  const bytes = bytesOf(file);
  if (bytes === undefined) throw unfit("the key must be PEM text or DER bytes", file);
  return use(bytes);
}
