import { isJwtError, JwtError } from "../error.js";
import type { PublicKeyAlgorithm } from "../types.js";

const RSA = "RS256, PS256, RS384, PS384, RS512, PS512";
const EC = "ES256, ES384, ES512";

/** OpenSSL's names of the curves, which jsonwebtoken's messages use. */
const CURVES: { readonly [algorithm: string]: string } = {
  ES256: "prime256v1",
  ES384: "secp384r1",
  ES512: "secp521r1",
};

/** The core's names for a DSA key: its identifier in a public key (RFC 3279 §2.3.2), and the kind of file. */
const DSA = ["1.2.840.10040.4.1", "dsa_key"];

/**
 * The error for a key of the wrong kind, with jsonwebtoken's message, which programs look for. Any other error is
 * returned unchanged.
 */
export function mismatch(thrown: unknown, algorithm: PublicKeyAlgorithm): unknown {
  if (!isJwtError(thrown)) return thrown;
  const { reason, actual } = thrown;
  if (typeof actual !== "string") return thrown;
  if (DSA.includes(actual)) return unknownType("dsa");
  // The errors about keys for RSASSA-PSS have jsonwebtoken's messages already.
  if (reason !== "wrong_kind" || actual === "rsa-pss") return thrown;
  if (actual === "RSA")
    return wrongKind(`"alg" parameter for "rsa" key type must be one of: ${RSA}.`, thrown);
  if (!actual.startsWith("P-")) return unknownType(actual.toLowerCase());
  const message = algorithm.startsWith("ES")
    ? `"alg" parameter "${algorithm}" requires curve "${CURVES[algorithm]}".`
    : `"alg" parameter for "ec" key type must be one of: ${EC}.`;
  return wrongKind(message, thrown);
}

/** The error for a kind of key that no algorithm of jsonwebtoken uses. */
export function unknownType(type: string): JwtError {
  return new JwtError(`Unknown key type "${type}".`, {
    code: "key_invalid",
    reason: "wrong_kind",
    actual: type,
  });
}

function wrongKind(message: string, { expected, actual }: JwtError): JwtError {
  return new JwtError(message, { code: "key_invalid", reason: "wrong_kind", expected, actual });
}

/**
 * Whether the key is of another family (RSA or EC) than the algorithm. Then, if the caller has named no algorithms, the
 * token's algorithm is not one of the key's.
 */
export function isOtherFamily({ reason, expected, actual }: JwtError): boolean {
  return reason === "wrong_kind" && isRsa(expected) !== isRsa(actual);
}

const isRsa = (kind: unknown): boolean => kind === "RSA" || kind === "rsa-pss";
