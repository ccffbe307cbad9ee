import { core } from "../generated/core.js";
import { cloneOptions } from "./clone-json.js";
import { handleOf } from "./keys/handle.js";
import { payloadBytes } from "./payload.js";
import { type Signing, sign, signSync } from "./signing.js";
import type { SigningKey, SignJwsOptions } from "./types.js";

/**
 * Signs content of any kind as a JWS (RFC 7515), with text as UTF-8. `verifyJws` verifies it. If the content is a JSON
 * object, the result is a JWT that `verify` accepts, so use a separate key for content that others wrote. The runtime's
 * own cryptography computes RSA signatures.
 * @throws {JwtError} `options_invalid`, also for an unencoded payload that cannot be a part of the token;
 *   `key_invalid`; `too_large` for a payload of more than 2^27 bytes
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
 * As {@link signJws}, but returns the result instead of a promise.
 * @throws {JwtError} as {@link signJws}, and `sync_unavailable` as {@link signSync}
 * @example
 * ```ts
 * const token = signJwsSync("any content", secretKey(secret, "HS256"));
 * console.log(token.split(".").length); // 3
 * ```
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
