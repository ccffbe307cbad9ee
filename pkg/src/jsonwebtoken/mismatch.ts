import { isJwtError, JwtError } from "../error.js";
import type { PublicKeyAlgorithm } from "../types.js";

const RSA = "RS256, PS256, RS384, PS384, RS512, PS512";
const EC = "ES256, ES384, ES512";

/** OpenSSL's names of the curves, which jsonwebtoken's messages have. */
const CURVES: { readonly [algorithm: string]: string } = {
  ES256: "prime256v1",
  ES384: "secp384r1",
  ES512: "secp521r1",
};

/** What the core calls a DSA key, by its identifier in a public key (RFC 3279 §2.3.2) and by the kind of file. */
const DSA = ["1.2.840.10040.4.1", "dsa_key"];

/**
 * The error for a key of another kind than the algorithm needs, in the words of jsonwebtoken, which programs look for; what
 * else was thrown stays as it is.
 */
export function mismatch(thrown: unknown, algorithm: PublicKeyAlgorithm): unknown {
  if (!isJwtError(thrown)) return thrown;
  const { reason, actual } = thrown;
  if (typeof actual !== "string") return thrown;
  if (DSA.includes(actual)) return unknownType("dsa");
  // What is only for RSASSA-PSS is told already.
  if (reason !== "wrong_kind" || actual === "rsa-pss") return thrown;
  if (actual === "RSA")
    return wrongKind(`"alg" parameter for "rsa" key type must be one of: ${RSA}.`, thrown);
  if (!actual.startsWith("P-")) return unknownType(actual.toLowerCase());
  const message = algorithm.startsWith("ES")
    ? `"alg" parameter "${algorithm}" requires curve "${CURVES[algorithm]}".`
    : `"alg" parameter for "ec" key type must be one of: ${EC}.`;
  return wrongKind(message, thrown);
}

/** For a key of a kind that no algorithm of jsonwebtoken uses. */
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
 * Whether the key is of another family, and not of another curve alone: without a list of algorithms, a token with that
 * algorithm has none of the key's.
 */
export function isOtherFamily({ reason, expected, actual }: JwtError): boolean {
  return reason === "wrong_kind" && isRsa(expected) !== isRsa(actual);
}

const isRsa = (kind: unknown): boolean => kind === "RSA" || kind === "rsa-pss";
