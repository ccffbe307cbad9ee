import { verifying } from "../engines/verifying.js";
import type { PrivateKey, PublicKey } from "../key.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { algorithmNames, checkAlgorithm, type Named, type OfOneKind } from "./algorithm-list.js";
import { bytesOf } from "./bytes.js";
import { keyFromFile } from "./key-file.js";
import { checkText, withBytes } from "./text.js";
import { unfit } from "./unfit.js";

/**
 * Reads a public key from a key file: PEM text, as a string or as bytes, or DER bytes. It may be SPKI (RFC 5280 §4.1),
 * PKCS#1 for RSA (RFC 8017 §A.1.1), or an X.509 certificate. Of a certificate chain, the first one counts. Only the key
 * of a certificate is read: its dates and its issuer are not checked. Text and other PEM blocks around the key are
 * skipped (RFC 7468 §2).
 * @param algorithm the only algorithm that the key is used with, or a list of algorithms for this kind of key
 * @throws {JwtError} `key_invalid` if the file is damaged, holds a private key or a key of another kind than the
 *   algorithm needs, or if the key is not sound. For a file of another format, the message has the command that
 *   converts it; `key_too_weak` for RSA below 2048 bits; `options_invalid` for an unknown algorithm, and for a list
 *   that is empty or names one twice; `sync_unavailable` in Workers without `import "jwt-wasm/keyfile"`
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
 * Reads a private key from a key file, as {@link publicKey}; `sync_unavailable` if the file lacks the public half and
 * nothing here computes it does: PKCS#8 (RFC 5958), PKCS#1 for RSA (RFC 8017 §A.1.2) or SEC 1 for EC (RFC 5915), not
 * encrypted. The key signs and does not verify.
 * @param algorithm the only algorithm that the key is used with
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

/** The bytes of a file that is given as text or as bytes. */
export function withContent<T>(file: unknown, use: (bytes: Uint8Array) => T): T {
  if (typeof file === "string") {
    checkText(file, "the PEM text");
    return withBytes(file, use);
  }
  const bytes = bytesOf(file);
  if (bytes === undefined) throw unfit("the key must be PEM text or DER bytes", file);
  return use(bytes);
}
