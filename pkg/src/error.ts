import { isObject } from "./kind.js";
import type {
  CoreKeyReason,
  CoreOptionsReason,
  HeaderReason,
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
 * Why a key is `key_invalid`. Most of these the core finds; what is not a key at all, or not JSON, JavaScript sees before,
 * and what only the host can check, after.
 */
export type KeyReason =
  | CoreKeyReason
  | KeyFileReason
  | "not_a_key"
  | "not_json"
  | "bytes_gone"
  | "lone_surrogate"
  | "freed"
  | "engine_refused";

/** Why an option is `options_invalid`, where there is a name for it. */
export type OptionsReason = CoreOptionsReason | "not_json";

/** How a refresh token is known to be revoked, where it is by itself: it was used before. */
export type RevokedReason = "reused";

/** Why keys are unavailable: a key set, or for `discovery_failed` an issuer's metadata or the function that looks it up. */
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

type ClaimCode =
  | "issuer_unknown"
  | "expired"
  | "not_yet_valid"
  | "claim_missing"
  | "claim_invalid"
  | "claim_mismatch"
  | "too_old";

interface CommonFacts {
  /** The name of the claim that failed, where one did. */
  readonly claim?: string;
  /** A finer, stable name below `code`, where there is one. */
  readonly reason?: string;
  /** Which part of the token, member of the key or option is wrong. */
  readonly part?: string;
  /** What would have passed. Times are in seconds since 1970-01-01T00:00:00Z. */
  readonly expected?: unknown;
  /** What the token had. Never key material, never the token. */
  readonly actual?: unknown;
  /** What the option `schema` finds wrong: of `schema_mismatch` alone, the first hundred. */
  readonly issues?: readonly SchemaIssue[];
}

/** The facts each code comes with; `switch (error.code)` narrows to one of them. */
export type JwtErrorFacts = CommonFacts &
  (
    | { readonly code: "malformed"; readonly reason: MalformedReason; readonly part: TokenPart }
    | { readonly code: "header_rejected"; readonly reason: HeaderReason }
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
 * The one error this package throws. It is a union discriminated on `code`; `cause` holds the underlying error
 * where there is one. It never holds the token, the key or any part of them.
 */
export type JwtError = Error & JwtErrorFacts;

let isOurs: (thrown: unknown) => boolean;

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
    const { claim, reason, part, expected, actual, issues } = facts;
    if (claim !== undefined) this.claim = claim;
    if (reason !== undefined) this.reason = reason;
    if (part !== undefined) this.part = part;
    if (expected !== undefined) this.expected = expected;
    if (actual !== undefined) this.actual = actual;
    if (issues !== undefined) this.issues = issues;
  }

  static {
    isOurs = (thrown) => isObject(thrown) && #isOurs in thrown && thrown.#isOurs;
  }
};

// On the prototype, so that it is not listed with the facts when an error is printed.
Object.defineProperty(JwtErrorClass.prototype, "name", {
  value: "JwtError",
  configurable: true,
  writable: true,
});

/** The type of {@link JwtError} as a value: `error instanceof JwtError`. */
export interface JwtErrorConstructor {
  new (message: string, facts: JwtErrorFacts, options?: ErrorOptions): JwtError;
  readonly prototype: JwtError;
}

export const JwtError = JwtErrorClass as unknown as JwtErrorConstructor;

/**
 * Whether it is an error of this copy of the package. Unlike `instanceof`, this runs no code of what was thrown, which
 * can be a caller's proxy.
 * @internal
 */
export const isJwtError = (thrown: unknown): thrown is JwtError => isOurs(thrown);

/**
 * The code of an error of this package, of whichever copy and realm: a caller's function may use one of its own.
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

/** What is wrong with the calling program, and not with a token, whatever was called. */
const FAULTS: readonly JwtErrorCode[] = [
  "key_invalid",
  "key_too_weak",
  "options_invalid",
  "sync_unavailable",
];

/** As it crosses. The cause is why an entry of a set was left out. */
export type CoreError = JwtErrorFacts & {
  readonly message: string;
  readonly cause?: JwtErrorFacts & { readonly message: string };
};

let leavesStackOut: boolean | undefined;

/**
 * The error for what the core refused. For a token it is made without a stack, unless the caller asks for one: a stack
 * takes longer than three verifications, and anybody could cause that work by sending bad tokens.
 * @internal
 */
export function coreError(facts: CoreError, isTraced: boolean): JwtError {
  const { message, cause } = facts;
  const make = () => new JwtError(message, facts, cause && { cause: new JwtError(cause.message, cause) });
  if (isTraced || FAULTS.includes(facts.code)) return make();
  const v8: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const limit = v8.stackTraceLimit;
  // It cannot be set where the intrinsic objects are frozen.
  if (typeof limit !== "number" || !Reflect.set(v8, "stackTraceLimit", 0)) return make();
  try {
    const error = make();
    // Safari and Bun leave it out then, and loggers expect a text. To ask each error would make V8 write its text, which
    // takes as long as all the rest of a refusal.
    leavesStackOut ??= error.stack === undefined;
    if (leavesStackOut) {
      Object.defineProperty(error, "stack", { value: String(error), writable: true, configurable: true });
    }
    return error;
  } finally {
    v8.stackTraceLimit = limit;
  }
}

/** The cause, if there is one. */
export const because = (cause: unknown): ErrorOptions | undefined =>
  cause === undefined ? undefined : { cause };

/** A wrong argument or option, which only the TypeScript side can see. */
export function invalidOptions(message: string, cause?: unknown): JwtError {
  return new JwtError(message, { code: "options_invalid" }, because(cause));
}

/** No `cause` where it could hold a part of the key. */
export function invalidKey(message: string, reason: KeyReason, cause?: unknown): JwtError {
  return new JwtError(message, { code: "key_invalid", reason }, because(cause));
}

/** What the runtime has not, does not let happen, or does not do at once. */
export function unavailableHere(message: string, cause?: unknown, reason?: SyncReason): JwtError {
  const facts = reason === undefined ? {} : { reason };
  return new JwtError(message, { code: "sync_unavailable", ...facts }, because(cause));
}
