import type { Key } from "./key.js";
import { handleOf } from "./key.js";
import type { JwtClaims, Verified, VerifyOptions } from "./types.js";
import { makeVerifier } from "./verifier.js";

/** As {@link verifySync}, as a promise. */
export async function verify<P = JwtClaims>(
  token: string,
  key: Key,
  options: VerifyOptions = {},
): Promise<Verified<P>> {
  return verifySync<P>(token, key, options);
}

/**
 * Verifies a token: form, signature, claims (RFC 7519 §7.2). For many tokens {@link createVerifier} is faster.
 * @returns the header and the claims; there is no falsy "invalid"
 * @throws {JwtError} with the code of the first check that fails.
 */
export function verifySync<P = JwtClaims>(token: string, key: Key, options: VerifyOptions = {}): Verified<P> {
  handleOf(key);
  const verifier = makeVerifier<P>(key, options);
  try {
    return verifier.verifySync(token);
  } finally {
    verifier.free();
  }
}
