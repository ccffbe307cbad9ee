import * as core from "../generated/core.js";
import { CLAIMS, wantedOf } from "./advice.js";
import { cloneJson, cloneOptions } from "./clone-json.js";
import { because, JwtError } from "./error.js";
import { handleOf, type KeyHandle } from "./keys/handle.js";
import { isPlainObject, kindOf } from "./kind.js";
import { textEncoder } from "./runtime/text.js";
import { sign as run, signSync as runSync, type Signing } from "./signing.js";
import type { ClaimsToSign, SigningKey, SignOptions } from "./types.js";

/**
 * Makes a signed token of the claims, which must be JSON values: `undefined`, `NaN`, a `Date`, an `ObjectId` and the like are
 * errors that name the claim, what it is and what to give. RSA signs by the runtime's own cryptography.
 * @throws {JwtError} `claim_invalid` if a claim cannot be put into a token, or if `exp`, `nbf` or `iat` is after the year
 *   9999, since it is then in milliseconds; `malformed`, with the reason `not_object`, if the claims are not a plain
 *   object; `options_invalid`, also if an option sets a claim that is there already; `key_invalid`.
 * @example
 * ```ts
 * const token = await sign({ sub: "user-42", aud: "api" }, privateKey(privatePem, "ES256"), { expiresIn: 300 });
 * ```
 */
export async function sign(
  claims: ClaimsToSign,
  key: SigningKey,
  options: SignOptions = {},
): Promise<string> {
  return run(readArguments(claims, key, options));
}

/**
 * As {@link sign}, for claims as the text of a JSON object, which is signed as it stands.
 * @internal
 */
export async function signText(json: string, key: SigningKey, options: SignOptions = {}): Promise<string> {
  return run(signing(handleOf(key), json, cloneOptions(options)));
}

/**
 * As {@link sign}, at once.
 * @throws {JwtError} also `sync_unavailable` where the runtime signs only as a promise: for RSA, and for other public-key
 *   algorithms as long as `loadEngine` has not loaded their engine.
 * @example
 * ```ts
 * const token = signSync({ sub: "user-42", aud: "api" }, secretKey(secret, "HS256"), { expiresIn: 300 });
 * ```
 */
export function signSync(claims: ClaimsToSign, key: SigningKey, options: SignOptions = {}): string {
  return runSync(readArguments(claims, key, options));
}

function readArguments(claims: ClaimsToSign, key: SigningKey, options: SignOptions): Signing {
  const handle = handleOf(key);
  const members = cloneJson(claims, "claims", invalidClaims, CLAIMS);
  if (!isPlainObject(members)) throw noClaims(kindOf(members));
  return signing(handle, JSON.stringify(members), cloneOptions(options));
}

/** The claims are a JSON text. */
function signing(handle: KeyHandle, claims: string, options: SignOptions): Signing {
  return {
    handle,
    options,
    content: textEncoder().encode(claims),
    begin: (optionsLength, length) => core.sign(handle.number(), optionsLength, length, Date.now() / 1000),
  };
}

function invalidClaims(message: string, cause?: unknown, claim?: string, kind?: string): JwtError {
  if (kind === undefined) {
    const facts = { code: "claim_invalid", claim: claim ?? "" } as const;
    return new JwtError(message, facts, because(cause));
  }
  if (claim === undefined) return noClaims(kind);
  const expected = wantedOf(CLAIMS, claim) ?? "a JSON value";
  return new JwtError(message, { code: "claim_invalid", claim, expected, actual: kind });
}

/** The same words as the core's for JSON that is not an object. */
function noClaims(kind: string): JwtError {
  const facts = { code: "malformed", reason: "not_object", part: "payload" } as const;
  return new JwtError(`the claims must be a plain object, not ${kind}`, facts);
}
