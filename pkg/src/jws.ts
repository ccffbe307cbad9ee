import type { Pending } from "../generated/core.js";
import { answersAtOnce, loadMissing } from "./engines/index.js";
import { exchange, readHeader, readPayloadBytes, readRefusal, writeToken } from "./exchange.js";
import { type JwsForm, readJwsOptions } from "./jws-options.js";
import { type Held, heldOf } from "./key.js";
import { setAtHand, sourceOf, withSet } from "./remote.js";
import type { VerificationKey, VerifiedJws, VerifyJwsOptions } from "./types.js";
import { asksEngine, asksEngineFrom, judge, judgeSync, reaches } from "./verifier/judge.js";

/**
 * Verifies the signature alone (RFC 7515), for signed content that need not be a JWT: no claim is looked at. The payload
 * may be beside the token, or unencoded (RFC 7797), if the caller says so.
 * @throws {JwtError} the codes of form, header, key and signature; `options_invalid`; `jwks_unavailable` if the keys cannot be
 *   fetched.
 * @example
 * ```ts
 * const { payload } = await verifyJws(token, publicKey(publicPem, "ES256"));
 * console.log(new TextDecoder().decode(payload));
 * ```
 */
export async function verifyJws(
  token: string,
  key: VerificationKey,
  options?: VerifyJwsOptions,
): Promise<VerifiedJws> {
  const form = readJwsOptions(options);
  const source = sourceOf(key);
  return source
    ? withSet(source, (set) => verifyWith(token, heldOf(set), form))
    : verifyWith(token, heldOf(key), form);
}

/**
 * As {@link verifyJws}, at once.
 * @throws {JwtError} also `sync_unavailable`, as `verifySync`.
 */
export function verifyJwsSync(token: string, key: VerificationKey, options?: VerifyJwsOptions): VerifiedJws {
  const form = readJwsOptions(options);
  const source = sourceOf(key);
  return verifyWithSync(token, heldOf(source ? setAtHand(source) : key), form);
}

function verifyWithSync(token: string, held: Held, form: JwsForm): VerifiedJws {
  if (!reaches(token, asksEngineFrom("auto", held) - form.beside)) return verifyInCore(token, held, form);
  ask(token, held, form);
  const isGood = judgeSync("auto", held);
  return isGood === undefined ? verifyInCore(token, held, form) : result(exchange().finish(isGood), form);
}

async function verifyWith(token: string, held: Held, form: JwsForm): Promise<VerifiedJws> {
  if (answersAtOnce("auto") || !asksEngine(held)) {
    try {
      return verifyWithSync(token, held, form);
    } catch (thrown) {
      await loadMissing(thrown);
      return verifyWithSync(token, held, form);
    }
  }
  ask(token, held, form);
  const pending = exchange().take() as Pending;
  const isGood = await judge("auto", pending, held);
  return isGood === undefined
    ? verifyInCore(token, held, form)
    : result(pending.finish(exchange(), isGood), form);
}

function verifyInCore(token: string, held: Held, form: JwsForm): VerifiedJws {
  ask(token, held, form);
  return result(exchange().finish(undefined), form);
}

/** Writes token and payload where the core reads them, and has it look at everything before the signature. */
function ask(token: string, { handle }: Held, { limit, flags, payload, isTraced }: JwsForm): void {
  const written = writeToken(token, limit, payload);
  if (handle.askJws(exchange(), written, token.length, limit, flags, payload?.length ?? 0))
    throw readRefusal(isTraced);
}

function result(isRefused: boolean, { isTraced }: JwsForm): VerifiedJws {
  if (isRefused) throw readRefusal(isTraced);
  return { header: readHeader(), payload: readPayloadBytes() };
}
