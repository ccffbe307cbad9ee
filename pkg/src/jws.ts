import { core } from "../generated/core.js";
import { readHeader, readKey, readPayloadBytes, writeToken } from "./core/door.js";
import { type JwsForm, readJwsOptions } from "./jws-options.js";
import { heldBy, isSource, type KeyHandle } from "./keys/handle.js";
import type { SignatureKey, VerifiedJws, VerifyJwsOptions } from "./types.js";
import { run, runSync, type Verification } from "./verification.js";

/**
 * Verifies only the signature of a JWS (RFC 7515), whose content need not be a JWT: no claim is read. The payload may
 * be detached or unencoded (RFC 7797) if the options say so.
 * @throws {JwtError} `malformed`, `too_large`, `encrypted`, `algorithm_not_allowed`, `header_rejected`, `key_invalid`,
 *   `key_not_found`, `key_ambiguous`, `signature_invalid`, `options_invalid`; `jwks_unavailable` if the keys cannot be
 *   fetched
 * @example
 * ```ts
 * const { payload } = await verifyJws(token, publicKey(publicPem, "ES256"));
 * console.log(new TextDecoder().decode(payload));
 * ```
 */
export async function verifyJws(
  token: string,
  key: SignatureKey,
  options?: VerifyJwsOptions,
): Promise<VerifiedJws> {
  const form = readJwsOptions(options);
  const held = heldBy(key);
  return isSource(held)
    ? held.use((handle) => verifyWith(token, handle, form))
    : verifyWith(token, held, form);
}

/**
 * As {@link verifyJws}, but returns the result instead of a promise.
 * @throws {JwtError} as {@link verifyJws}, and `sync_unavailable` as {@link verifySync}
 * @example
 * ```ts
 * const { header } = verifyJwsSync(token, secretKey(secret, "HS256"));
 * console.log(header.typ); // JWT
 * ```
 */
export function verifyJwsSync(token: string, key: SignatureKey, options?: VerifyJwsOptions): VerifiedJws {
  const form = readJwsOptions(options);
  const held = heldBy(key);
  return verifyWithSync(token, isSource(held) ? held.atHand() : held, form);
}

function verifyWithSync(token: string, handle: KeyHandle, form: JwsForm): VerifiedJws {
  runSync(verification(handle, form), token);
  return result(handle);
}

async function verifyWith(token: string, handle: KeyHandle, form: JwsForm): Promise<VerifiedJws> {
  return run(verification(handle, form), token, () => result(handle));
}

/** Writes the token and the payload for the core, which checks everything but the signature. */
function verification(handle: KeyHandle, form: JwsForm): Verification {
  const { limit, flags, payload, isTraced } = form;
  const begin = (token: string, hmacLimit: number) => {
    const written = writeToken(token, limit, "", payload);
    const size = payload?.length ?? 0;
    return core.beginJws(handle.number(), written.token, written.length, limit, flags, size, hmacLimit);
  };
  return { engine: "auto", handle, isTraced, payload, begin };
}

function result({ kids }: KeyHandle): VerifiedJws {
  return { header: readHeader(), payload: readPayloadBytes(), key: readKey(kids) };
}
