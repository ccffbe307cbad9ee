import { Key as Handle } from "../../generated/jwt.js";
import { checkAlgorithm, makeKey, type PrivateKey, type PublicKey, withBytes } from "../key.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { bytesOf } from "./bytes.js";
import { checkText } from "./text.js";
import { unfit } from "./unfit.js";

/**
 * A public key from a file: PEM text, or DER bytes. SPKI (RFC 5280 §4.1), PKCS#1 for RSA (RFC 8017 §A.1.1), or an X.509
 * certificate, of which only the key is read: neither its dates nor who issued it are checked.
 * @param algorithm the only algorithm the key is ever used with
 * @throws {JwtError} `key_invalid` if it is damaged, a private key, of another kind than the algorithm needs, or no
 *   sound key; `key_too_weak` for RSA below 2048 bits; `options_invalid` for an unknown algorithm.
 * @example
 * ```ts
 * const key = publicKey(await readFile("public.pem", "utf8"), "RS256");
 * ```
 */
export function publicKey<A extends PublicKeyAlgorithm>(
  file: string | Uint8Array | ArrayBuffer,
  algorithm: A,
): PublicKey<A> {
  checkAlgorithm(algorithm);
  const read = content(file);
  return typeof read === "string"
    ? withBytes(read, (pem) => makeKey(() => Handle.publicPem(pem, algorithm)))
    : makeKey(() => Handle.publicDer(read, algorithm));
}

/**
 * A private key from a file: PEM text, or DER bytes. PKCS#8 (RFC 5958), PKCS#1 for RSA (RFC 8017 §A.1.2) or SEC 1 for
 * EC (RFC 5915); not encrypted. It signs and does not verify.
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
  const read = content(file);
  return typeof read === "string"
    ? withBytes(read, (pem) => makeKey(() => Handle.privatePem(pem, algorithm)))
    : makeKey(() => Handle.privateDer(read, algorithm));
}

function content(file: unknown): string | Uint8Array {
  if (typeof file === "string") {
    checkText(file, "the PEM text");
    return file;
  }
  const bytes = bytesOf(file);
  if (bytes === undefined) throw unfit("the key must be PEM text or DER bytes", file);
  return bytes;
}
