import { core } from "../generated/core.js";
import { CLAIMS, TIME } from "./advice.js";
import { cloneJson, cloneOptions } from "./clone-json.js";
import { because, JwtError } from "./error.js";
import { handleOf, type KeyHandle } from "./keys/handle.js";
import { isObject, isPlainObject, kindOf } from "./kind.js";
import { textEncoder } from "./runtime/text.js";
import { begin, request, sign as run, signSync as runSync, type Signing } from "./signing.js";
import type { ClaimsToSign, SigningKey, SignOptions } from "./types.js";

/** What a token's header has by other means. */
const ELSEWHERE = { alg: "leave it out: the key decides it", typ: "write the option typ" };

/**
 * Signs claims and returns the token. Every claim must be a JSON value: for `undefined`, `NaN`, a `Date`, an `ObjectId`
 * and the like, the error names the claim and says what to give instead. The runtime's own cryptography computes RSA
 * signatures.
 * @throws {JwtError} `claim_invalid` if a claim is not JSON or has the wrong type, or if `exp`, `nbf` or `iat` is after
 *   the year 9999, which means that it is in milliseconds; `malformed` with the reason `not_object` if the claims are
 *   not a plain object; `options_invalid`, also if an option sets a claim that is already there; `key_invalid`
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
 * As {@link sign}, for claims as the text of a JSON object. The text is signed unchanged.
 * @internal
 */
export async function signText(json: string, key: SigningKey, options: SignOptions = {}): Promise<string> {
  return run(signing(handleOf(key), json, cloneOptions(options)));
}

/**
 * As {@link sign}, but returns the token instead of a promise.
 * @throws {JwtError} as {@link sign}, and `sync_unavailable` if the runtime signs only as a promise: always for RSA,
 *   and for other public-key algorithms until `loadEngine` or an import has loaded their engine
 * @example
 * ```ts
 * const token = signSync({ sub: "user-42", aud: "api" }, secretKey(secret, "HS256"), { expiresIn: 300 });
 * ```
 */
export function signSync(claims: ClaimsToSign, key: SigningKey, options: SignOptions = {}): string {
  return runSync(readArguments(claims, key, options));
}

/**
 * What {@link sign} signs with a private key: header and claims in base64url.
 * @internal
 */
export function signingInput(claims: ClaimsToSign, key: SigningKey, options: SignOptions): Uint8Array {
  const slot = begin(readArguments(claims, key, options));
  const { input } = request();
  core.dropSlot(slot);
  return input;
}

function readArguments(claims: ClaimsToSign, key: SigningKey, options: SignOptions): Signing {
  const handle = handleOf(key);
  const members = cloneJson(claims, "claims", invalidClaims, CLAIMS);
  if (!isPlainObject(members)) throw noClaims(kindOf(members));
  return signing(handle, JSON.stringify(members), cloneOptions(options));
}

/** What is signed, for claims that are JSON text. */
function signing(handle: KeyHandle, claims: string, options: SignOptions): Signing {
  checkHeader(options.header);
  return {
    handle,
    options,
    content: textEncoder().encode(claims),
    begin: (optionsLength, length) => core.sign(handle.number(), optionsLength, length, Date.now() / 1000),
  };
}

/** The core would find the name twice in one object, which says less. What is not an object is for the core to refuse. */
function checkHeader(header: unknown): void {
  for (const [name, instead] of Object.entries(ELSEWHERE)) {
    if (!isObject(header) || !Object.hasOwn(header, name)) continue;
    const facts = { code: "options_invalid", reason: "header_refused", part: "header" } as const;
    throw new JwtError(`options.header has ${name}; ${instead}`, facts);
  }
}

function invalidClaims(message: string, cause?: unknown, claim?: string, kind?: string): JwtError {
  if (kind === undefined) {
    const facts = { code: "claim_invalid", claim: claim ?? "" } as const;
    return new JwtError(message, facts, because(cause));
  }
  if (claim === undefined) return noClaims(kind);
  const wanted = CLAIMS[claim] ?? "a JSON value";
  const expected = wanted === TIME ? "a number" : wanted;
  return new JwtError(message, { code: "claim_invalid", claim, expected, actual: kind });
}

/** The error for claims that are not an object, in the same words as the core's. */
function noClaims(kind: string): JwtError {
  const facts = { code: "malformed", reason: "not_object", part: "payload" } as const;
  return new JwtError(`the claims must be a plain object, but they are ${kind}`, facts);
}
