import { jwsInput, signedToken, signJwsInput } from "../generated/core.js";
import { sign, signSync } from "./engines/index.js";
import { type Held, heldOf, inCore } from "./key.js";
import { payloadBytes } from "./payload.js";
import { plainOptions } from "./plain.js";
import { needed } from "./runtime/needs.js";
import { hostKey, isEngines } from "./sign.js";
import type { Algorithm, SigningKey, SignJwsOptions } from "./types.js";

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
  const { held, input, isDetached } = read(payload, key, options);
  const signature = isEngines(held)
    ? await sign(nameOf(held), hostKey(held), input)
    : signByCore(input, held);
  return tokenOf(input, isDetached, signature);
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
  const { held, input, isDetached } = read(payload, key, options);
  const signature = isEngines(held) ? signSync(nameOf(held), hostKey(held), input) : signByCore(input, held);
  return tokenOf(input, isDetached, signature);
}

function read(payload: unknown, key: SigningKey, options: SignJwsOptions) {
  const held = heldOf(key);
  const bytes = payloadBytes(payload);
  const read = plainOptions(options);
  const input = inCore(() => jwsInput(bytes, held.handle, read));
  return { held, input, isDetached: read.detached === true };
}

function nameOf({ algorithms }: Held): Algorithm {
  return algorithms[0] as Algorithm;
}

function signByCore(input: Uint8Array, { handle }: Held): Uint8Array {
  return inCore(() => signJwsInput(input, handle));
}

/** The core has checked that the text in a token is ASCII. */
function tokenOf(input: Uint8Array, isDetached: boolean, signature: Uint8Array): string {
  const header = input.subarray(0, input.indexOf(0x2e) + 1);
  const text = new (needed("TextDecoder"))().decode(isDetached ? header : input);
  return inCore(() => signedToken(text, signature));
}
