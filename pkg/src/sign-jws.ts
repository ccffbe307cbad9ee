import * as core from "../generated/core.js";
import { cloneOptions } from "./clone-json.js";
import { handleOf } from "./keys/handle.js";
import { payloadBytes } from "./payload.js";
import { type Signing, sign, signSync } from "./signing.js";
import type { SigningKey, SignJwsOptions } from "./types.js";

/**
 * Signs content of any kind (RFC 7515), text as UTF-8: the counterpart of `verifyJws`. If the content is a JSON object,
 * the token is a JWT, which `verify` takes: sign content that comes from others with a key of its own. RSA signs by the
 * runtime's own cryptography.
 * @throws {JwtError} `options_invalid`, also for an unencoded payload that cannot stand in the token; `key_invalid`;
 *   `too_large` for a payload of more than 2^27 bytes.
 * @example
 * ```ts
 * const key = privateKey(privatePem, "ES256");
 * const token = await signJws("any content", key);
 * // A signature beside the content that it is about, which is signed as it is.
 * const signature = await signJws("any content", key, { detached: true, b64: false });
 * console.log(token.length > signature.length);
 * ```
 */
export async function signJws(
  payload: string | Uint8Array | ArrayBuffer,
  key: SigningKey,
  options: SignJwsOptions = {},
): Promise<string> {
  return sign(signing(payload, key, options));
}

/**
 * As {@link signJws}, at once.
 * @throws {JwtError} also `sync_unavailable`, as `signSync`.
 */
export function signJwsSync(
  payload: string | Uint8Array | ArrayBuffer,
  key: SigningKey,
  options: SignJwsOptions = {},
): string {
  return signSync(signing(payload, key, options));
}

function signing(payload: unknown, key: SigningKey, options: SignJwsOptions): Signing {
  const handle = handleOf(key);
  const content = payloadBytes(payload);
  return {
    handle,
    options: cloneOptions(options),
    content,
    begin: (optionsLength, length) => core.signJws(handle.number(), optionsLength, length),
  };
}
