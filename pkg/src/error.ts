import { isObject } from "./kind.js";
import type {
  CoreKeyReason,
  CoreOptionsReason,
  HeaderReason,
  JweAlgorithmReason,
  JweHeaderReason,
  JweKeyReason,
  JweMalformedReason,
  JwePart,
  JwtErrorCode,
  KeyFileReason,
  MalformedReason,
  SyncReason,
  TokenPart,
  WeakReason,
} from "./names.js";
import { ERROR_CODES } from "./names.js";
import type { SchemaIssue } from "./schema/standard.js";

/**
 * Why a key is `key_invalid`. The core finds most reasons. The scripts see earlier what is not a key or not JSON at
 * all, the runtime's cryptography refuses later what only it can check (`engine_refused`), and a signer outside of the
 * runtime can fail.
 */
export type KeyReason =
  | CoreKeyReason
  | JweKeyReason
  | KeyFileReason
  | "not_a_key"
  | "not_json"
  | "bytes_gone"
  | "lone_surrogate"
  | "freed"
  | "engine_refused"
  | "signer_failed"
  | "signer_timeout";

/** Why an option is `options_invalid`, if the fault has a name. */
export type OptionsReason = CoreOptionsReason | "not_json";

/** Why a token is `revoked`: it may be used once, and was used before. */
export type RevokedReason = "reused";

/**
 * Why keys are `jwks_unavailable`. `discovery_failed` is about an issuer's metadata, or the function that looks an
 * issuer up; the others are about a key set.
 */
export type JwksReason =
  | "aborted"
  | "timeout"
  | "network"
  | "redirect"
  | "status"
  | "too_large"
  | "utf8"
  | "key_set"
  | "key_set_refused"
  | "discovery_failed";

/** The codes of errors that name a claim. */
type ClaimCode =
  | "issuer_unknown"
  | "expired"
  | "not_yet_valid"
  | "claim_missing"
  | "claim_invalid"
  | "claim_mismatch"
  | "too_old";

/**
 * What an error of any code may have.
 *
 * @inline
 */
interface CommonFacts {
  /** The name of the claim that failed, if one did. */
  readonly claim?: string;
  /** A stable name that is more exact than `code`, if there is one. */
  readonly reason?: string;
  /** The part of the token, the member of the key or the option that is wrong. */
  readonly part?: string;
  /** What would have passed. Times are in seconds since 1970-01-01T00:00:00Z. */
  readonly expected?: unknown;
  /** What was found instead. It never holds key material or the token. */
  readonly actual?: unknown;
  /** What the schema finds wrong, at most 100 issues. Only `schema_mismatch` has them. */
  readonly issues?: readonly SchemaIssue[];
}

/** The facts of an error, by its code: `switch (error.code)` narrows to one member of the union. */
export type JwtErrorFacts = CommonFacts &
  (
    | {
        /** The stable name of what is wrong. */
        readonly code: "malformed";
        readonly reason: MalformedReason | JweMalformedReason;
        readonly part: TokenPart | JwePart;
      }
    | { readonly code: "header_rejected"; readonly reason: HeaderReason | JweHeaderReason }
    | { readonly code: "algorithm_not_allowed"; readonly reason?: JweAlgorithmReason }
    | { readonly code: "key_invalid"; readonly reason: KeyReason }
    | { readonly code: "key_too_weak"; readonly reason: WeakReason }
    | { readonly code: "options_invalid"; readonly reason?: OptionsReason }
    | { readonly code: "sync_unavailable"; readonly reason?: SyncReason }
    | { readonly code: "revoked"; readonly reason?: RevokedReason }
    | { readonly code: "jwks_unavailable"; readonly reason: JwksReason }
    | { readonly code: ClaimCode; readonly claim: string }
    | { readonly code: "schema_mismatch"; readonly issues: readonly SchemaIssue[] }
    | {
        readonly code: Exclude<
          JwtErrorCode,
          | "malformed"
          | "header_rejected"
          | "algorithm_not_allowed"
          | "key_invalid"
          | "key_too_weak"
          | "options_invalid"
          | "sync_unavailable"
          | "revoked"
          | "jwks_unavailable"
          | "schema_mismatch"
          | ClaimCode
        >;
      }
  );

/**
 * The only error that this package throws, as a union discriminated by `code`. `cause` is the underlying error, if
 * there is one. No part of the error holds the token or the key.
 */
export type JwtError = Error & JwtErrorFacts;

/**
 * Whether this copy of the package made the error. Unlike `instanceof`, the check runs no code of the thrown value,
 * which can be a caller's proxy.
 * @internal
 */
export let isJwtError: (thrown: unknown) => thrown is JwtError;

const FACTS = ["claim", "reason", "part", "expected", "actual", "issues"] as const;

const JwtErrorClass = class JwtError extends Error {
  readonly #isOurs = true;
  readonly code: JwtErrorCode;
  declare readonly claim?: string;
  declare readonly reason?: string;
  declare readonly part?: string;
  declare readonly expected?: unknown;
  declare readonly actual?: unknown;
  declare readonly issues?: readonly SchemaIssue[];

  constructor(message: string, facts: JwtErrorFacts, options?: ErrorOptions) {
    super(message, options);
    this.code = facts.code;
    const self = this as { -readonly [name in keyof CommonFacts]: unknown };
    for (const name of FACTS) if (facts[name] !== undefined) self[name] = facts[name];
  }

  static {
    const isOurs = (thrown: unknown): boolean => isObject(thrown) && #isOurs in thrown && thrown.#isOurs;
    isJwtError = isOurs as typeof isJwtError;
    // On the prototype, so that printing an error does not list the name among the facts.
    const name = { value: "JwtError", configurable: true, writable: true };
    Object.defineProperty(JwtError.prototype, "name", name);
  }
};

/** The class of {@link JwtError}. */
export interface JwtErrorConstructor {
  new (message: string, facts: JwtErrorFacts, options?: ErrorOptions): JwtError;
  readonly prototype: JwtError;
}

/**
 * The class of every error of this package.
 * @example
 * ```ts
 * try {
 *   await verify(token, secretKey(secret, "HS256"), { audience: "other" });
 * } catch (error) {
 *   if (!(error instanceof JwtError)) throw error;
 *   console.log(error.code, error.claim); // claim_mismatch aud
 * }
 * ```
 */
export const JwtError = JwtErrorClass as unknown as JwtErrorConstructor;

/**
 * The code of an error that any copy of this package made, in any realm: a caller's function may use another copy.
 * @internal
 */
export function codeOf(thrown: unknown): JwtErrorCode | undefined {
  if (isJwtError(thrown)) return thrown.code;
  try {
    const { name, code } = Object(thrown) as { readonly name?: unknown; readonly code?: unknown };
    return name === "JwtError" ? ERROR_CODES.find((known) => known === code) : undefined;
  } catch {
    return undefined;
  }
}

/** Codes that are about the calling program, and not about a token. */
const FAULTS: readonly JwtErrorCode[] = [
  "key_invalid",
  "key_too_weak",
  "options_invalid",
  "sync_unavailable",
];

/** An error as the core returns it. The cause says why an entry of a key set was left out. */
export type CoreError = JwtErrorFacts & {
  readonly message: string;
  readonly cause?: JwtErrorFacts & { readonly message: string };
};

let leavesStackOut: boolean | undefined;

/**
 * The error for what the core refused. The error of a token has no stack, unless the caller asks for one: making a
 * stack takes longer than three verifications, and anybody could cause that work by sending bad tokens.
 * @internal
 */
export function coreError(facts: CoreError, isTraced: boolean): JwtError {
  const { message, cause } = facts;
  const make = () => new JwtError(message, facts, cause && { cause: new JwtError(cause.message, cause) });
  if (isTraced || FAULTS.includes(facts.code)) return make();
  const v8: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const limit = v8.stackTraceLimit;
  // Where the intrinsic objects are frozen, the limit cannot be set.
  if (typeof limit !== "number" || !Reflect.set(v8, "stackTraceLimit", 0)) return make();
  try {
    const error = make();
    // Safari and Bun then leave `stack` out, but loggers expect a string. Only the first error is asked, because
    // reading `stack` makes V8 format it, which takes as long as the rest of a refusal.
    leavesStackOut ??= error.stack === undefined;
    if (leavesStackOut) {
      Object.defineProperty(error, "stack", { value: String(error), writable: true, configurable: true });
    }
    return error;
  } finally {
    v8.stackTraceLimit = limit;
  }
}

/** The option `cause` of an error, if there is a cause. */
export const because = (cause: unknown): ErrorOptions | undefined =>
  cause === undefined ? undefined : { cause };

/** The error for a wrong argument or option. */
export function invalidOptions(message: string, cause?: unknown): JwtError {
  return new JwtError(message, { code: "options_invalid" }, because(cause));
}

/** The error for a key that cannot be used. Give no `cause` that could hold a part of the key. */
export function invalidKey(message: string, reason: KeyReason, cause?: unknown): JwtError {
  return new JwtError(message, { code: "key_invalid", reason }, because(cause));
}

/** The error for what the runtime does not have, forbids, or can only do as a promise. */
export function unavailableHere(message: string, cause?: unknown, reason?: SyncReason): JwtError {
  return new JwtError(message, { code: "sync_unavailable", reason } as JwtErrorFacts, because(cause));
}
