import type { Pending } from "../generated/jwt.js";
import {
  exchange,
  MAX_TOKEN_LENGTH,
  readHeader,
  readPayloadBytes,
  readRefusal,
  toJwtError,
  writeToken,
} from "./exchange.js";
import { answersAtOnce } from "./host/engine.js";
import { type Held, heldOf } from "./key.js";
import { setAtHand, sourceOf, withSet } from "./remote.js";
import type { VerificationKey, VerifiedJws } from "./types.js";
import { asksHost, asksHostFrom, judge, judgeSync, reaches } from "./verifier/judge.js";

/**
 * Verifies the signature alone (RFC 7515), for signed content that is no JWT: no claim is looked at.
 * @throws {JwtError} the codes of form, header, key and signature; `jwks_unavailable` if the keys cannot be fetched.
 * @example
 * ```ts
 * const { payload } = await verifyJws(token, publicKey(publicPem, "ES256"));
 * console.log(new TextDecoder().decode(payload));
 * ```
 */
export async function verifyJws(token: string, key: VerificationKey): Promise<VerifiedJws> {
  const source = sourceOf(key);
  return source ? withSet(source, (set) => verifyWith(token, heldOf(set))) : verifyWith(token, heldOf(key));
}

/**
 * As {@link verifyJws}, at once.
 * @throws {JwtError} also `sync_unavailable`, as `verifySync`.
 */
export function verifyJwsSync(token: string, key: VerificationKey): VerifiedJws {
  const source = sourceOf(key);
  return verifyWithSync(token, heldOf(source ? setAtHand(source) : key));
}

function verifyWithSync(token: string, held: Held): VerifiedJws {
  if (!reaches(token, asksHostFrom("auto", held))) return verifyInModule(token, held);
  const written = writeToken(token, MAX_TOKEN_LENGTH);
  if (held.handle.askJws(exchange(), written, token.length)) throw readRefusal(false);
  const isGood = judgeSync("auto", held);
  return isGood === undefined ? verifyInModule(token, held) : result(exchange().finish(isGood));
}

async function verifyWith(token: string, held: Held): Promise<VerifiedJws> {
  if (answersAtOnce() || !asksHost("auto", held, false)) return verifyWithSync(token, held);
  const pending = prepare(token, held);
  const isGood = await judge("auto", pending, held);
  return isGood === undefined ? verifyInModule(token, held) : result(pending.finish(exchange(), isGood));
}

function prepare(token: string, { handle }: Held): Pending {
  const written = writeToken(token, MAX_TOKEN_LENGTH);
  try {
    return handle.prepareJws(exchange(), written, token.length);
  } catch (thrown) {
    throw toJwtError(thrown, false);
  }
}

function verifyInModule(token: string, { handle }: Held): VerifiedJws {
  const written = writeToken(token, MAX_TOKEN_LENGTH);
  return result(handle.verifyJws(exchange(), written, token.length));
}

function result(isRefused: boolean): VerifiedJws {
  if (isRefused) throw readRefusal(false);
  return { header: readHeader(), payload: readPayloadBytes() };
}
