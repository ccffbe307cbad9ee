import { readHeader, readPayloadBytes, toJwtError, writeToken } from "./exchange.js";
import { handleOf, type Key } from "./key.js";
import type { VerifiedJws } from "./types.js";

const MAX_TOKEN_LENGTH = 16_384;

/** As {@link verifyJwsSync}, as a promise. */
export async function verifyJws(token: string, key: Key): Promise<VerifiedJws> {
  return verifyJwsSync(token, key);
}

/**
 * Verifies the signature alone (RFC 7515), for signed content that is no JWT: no claim is looked at.
 * @throws {JwtError} the codes of form, header, key and signature.
 */
export function verifyJwsSync(token: string, key: Key): VerifiedJws {
  const handle = handleOf(key);
  const written = writeToken(token, MAX_TOKEN_LENGTH);
  const refusal = handle.verifyJws(written, token.length);
  if (refusal !== undefined) throw toJwtError(refusal);
  return { header: readHeader(), payload: readPayloadBytes() };
}
