/// <reference lib="esnext.disposable" preserve="true" />
import type { ClaimTest } from "./claims/test.js";
import type { TrustedIssuers } from "./issuers/types.js";
import type { Key, KeySet, RotatingKeys } from "./key.js";
import type {
  Algorithm,
  CheckName as CoreCheckName,
  SkipReason as CoreSkipReason,
  TokenProfile,
} from "./names.js";
import type { RemoteKeySet } from "./remote.js";
import type { Report } from "./report-types.js";
import type { JsonObject, JwtClaims, Verified } from "./token-types.js";

export type {
  AkpAlgorithm,
  Algorithm,
  EcAlgorithm,
  OkpAlgorithm,
  PublicKeyAlgorithm,
  RsaAlgorithm,
  SecretAlgorithm,
} from "./names.js";
export type { Check, Report } from "./report-types.js";
export type {
  ClaimsToSign,
  Confirmation,
  Decoded,
  JsonObject,
  JwtClaims,
  JwtHeader,
  RegisteredClaims,
  UnverifiedClaims,
  UnverifiedHeader,
  Verified,
  VerifiedJws,
  VerifiedKey,
} from "./token-types.js";

/** The name of a check. A report has `schema` only if the option `schema` was given. */
export type CheckName = CoreCheckName | "schema";

/**
 * Why a check was not made. `not_verified` is for the schema, which is asked only about tokens that passed every other
 * check.
 */
export type SkipReason = CoreSkipReason | "not_verified";

/**
 * What computes a public-key signature. The core always does everything else.
 *
 * - `"auto"`: the runtime's own cryptography, or a WebAssembly engine for what the runtime cannot do.
 * - `"wasm"`: a WebAssembly engine. Functions that return a promise load it; the others need `loadEngine` or an import
 *   before.
 * - `"host"`: only the runtime's own cryptography.
 */
export type Engine = "auto" | "wasm" | "host";

/** What verifies a signature: a secret, a public key, a set of keys, a set that is fetched, or a key ring. */
export type SignatureKey = Key<Algorithm, "secret" | "public"> | KeySet | RemoteKeySet | RotatingKeys;

/** What verifies a token: a {@link SignatureKey}, or trusted issuers, of which the token's `iss` names one. */
export type VerificationKey = SignatureKey | TrustedIssuers;

/** What signs a token: a secret or a private key. */
export type SigningKey = Key<Algorithm, "secret" | "private">;

/** What `decode` accepts. */
export interface DecodeOptions {
  /** Longest token to accept, in characters, as {@link VerifyOptions.maxTokenLength}. */
  maxTokenLength?: number;
  /** `true` accepts padded base64url, as {@link VerifyOptions.allowPadding}. */
  allowPadding?: boolean;
  /** `true` gives errors a stack trace, as {@link VerifyOptions.stackTraces}. */
  stackTraces?: boolean;
}

/** How signed content may be written, and where its payload is. Only the caller decides that, never the token. */
export interface VerifyJwsOptions extends DecodeOptions {
  /**
   * The payload of a detached signature, with text as UTF-8. The token must then have nothing between its two dots (RFC
   * 7515 appendix F). `maxTokenLength` does not count this payload.
   */
  payload?: string | Uint8Array | ArrayBuffer;
  /**
   * `false` accepts only an unencoded payload (RFC 7797), whose header has `b64: false` and `crit: ["b64"]`. Default
   * `true`, which refuses such a header.
   */
  b64?: boolean;
}

/** One exact value, a list of values, or `oneOf`. */
type OneOrMore = string | readonly string[] | ClaimTest<"oneOf", string>;

/**
 * What a token must fulfil. Every option is checked: an unknown name, a wrong type or `undefined` is `options_invalid`,
 * so that a misspelt option never switches a check off.
 */
export interface VerifyOptions {
  /** Algorithms to accept, of those that the key is bound to. Default: all of these. */
  algorithms?: readonly Algorithm[];
  /** The accepted issuers: `iss` must be one of these values. A token without `iss` is refused. */
  issuer?: OneOrMore;
  /**
   * The accepted audiences: `aud` must hold one of these values. Without this option, a token that has `aud` is
   * refused. `false` leaves the check to the caller; an `aud` of the wrong type is still an error.
   */
  audience?: OneOrMore | false;
  /** The accepted subjects: `sub` must be one of these values. A token without `sub` is refused. */
  subject?: OneOrMore;
  /** The media type that the header's `typ` must have. Case and the prefix `application/` do not matter (RFC 7515 §4.1.9). */
  typ?: string;
  /** The accepted identifiers: `jti` must be one of these values. A token without `jti` is refused. */
  jwtId?: OneOrMore;
  /** Greatest age in seconds, counted from `iat`. A token without `iat`, or with one in the future, is refused. 0 to 1e11. */
  maxAge?: number;
  /**
   * Seconds by which the issuer's clock may differ. They widen the checks of `exp`, `nbf`, `maxAge` and `maxAuthAge`. 0
   * to 1e11, default 0.
   */
  clockTolerance?: number;
  /**
   * The time to check the claims at, in seconds since 1970-01-01T00:00:00Z. Default: the clock. It must be above 0 and
   * at most 1e11: a clock that is not set says 0, such as the clock of a Worker at global scope, and a later time
   * is in milliseconds.
   */
  now?: number;
  /** Names of claims that the token must have, with any value. */
  requiredClaims?: readonly string[];
  /**
   * Claims that the token must have, by name. A JSON value must be equal to the claim: `{ token_type: "access" }`. A
   * test must accept it: `{ azp: oneOf("web", "app"), groups: contains("admin") }`. An object with a test anywhere
   * inside is a pattern: `{ realm_access: { roles: contains("admin") } }` accepts a claim with further members. An
   * object without a test must be equal as a whole. A dot is a part of the name, as in `https://site.example/roles`,
   * and never a path.
   */
  claims?: JsonObject;
  /**
   * Scopes that must all be granted, as a list or as one string with spaces. They are looked up in the claim `scope`
   * (RFC 8693 §4.2), or in `scp` if `scope` is absent or empty. Both claims may be a string or a list.
   */
  scope?: string | readonly string[];
  /**
   * The kind of token, whose rules must all hold: `"access_token"` (RFC 9068 §4), `"id_token"` (OpenID Connect Core
   * §3.1.3.7) or `"logout_token"` (Back-Channel Logout §2.6). It needs `issuer` and `audience`, and no other option
   * loosens it.
   */
  profile?: TokenProfile;
  /** The `nonce` of the authentication request, which the ID token must have. Needs `profile: "id_token"`. */
  nonce?: string;
  /**
   * The access token that came with the ID token, whose `at_hash` must be its hash. The ID token's `alg` names the hash
   * function; for Ed25519 it is SHA-512. Needs `profile: "id_token"`.
   */
  accessToken?: string;
  /** The authorization code that came with the ID token, whose `c_hash` must be its hash. Needs `profile: "id_token"`. */
  code?: string;
  /**
   * Greatest number of seconds since the login, which is `auth_time` of the ID token. A token without `auth_time`, or
   * with one in the future, is refused. 0 to 1e11. Needs `profile: "id_token"`.
   */
  maxAuthAge?: number;
  /** The accepted authentication classes: `acr` of the ID token must be one of these values. Needs `profile: "id_token"`. */
  acr?: OneOrMore;
  /** `false` accepts tokens without `exp`. An `exp` that is there is still checked. Default `true`. */
  requireExpiry?: boolean;
  /**
   * `true` accepts expired tokens, such as an `id_token_hint` (OpenID Connect RP-Initiated Logout §2) or the old token
   * of a silent renewal. An `exp` of the wrong type is still an error, and so is a missing one unless `requireExpiry`
   * is `false`. `nbf` and `maxAge` are still checked. Default `false`.
   */
  ignoreExpiry?: boolean;
  /** Longest token to accept, in characters. Default 16384. */
  maxTokenLength?: number;
  /**
   * `true` accepts only tokens with padded base64url, such as those of AWS load balancers: each segment must have
   * exactly the `=` that it needs (RFC 4648 §3.2). Default `false`: only tokens without padding (RFC 7515 §2).
   */
  allowPadding?: boolean;
  /** What computes public-key signatures. Default `"auto"`. */
  engine?: Engine;
  /**
   * `true` gives the error of a refused token a stack trace. Not for production: making one takes longer than
   * verifying an HS256 token, and anybody can send bad tokens. Default `false`. The error of a wrong call always has
   * one.
   */
  stackTraces?: boolean;
}

/** The options of `createVerifier`: the key, and what a token must fulfil. */
export interface VerifierOptions extends VerifyOptions {
  /** What to verify with. */
  key: VerificationKey;
  /**
   * How many verified tokens to keep. A token that comes again is then looked up, and only its times are checked.
   * Results are then deeply frozen. Default 0.
   */
  cache?: number;
}

/** Verifies many tokens with one key and the same options, made by `createVerifier`. */
export interface Verifier<P = JwtClaims> {
  /**
   * Verifies a token: its form, its signature and its claims.
   * @throws {JwtError} as the function `verify`
   */
  verify(token: string): Promise<Verified<P>>;
  /**
   * As {@link verify}, but returns the result instead of a promise.
   * @throws {JwtError} as the function `verifySync`
   */
  verifySync(token: string): Verified<P>;
  /**
   * Reports the outcome of every check. A bad token is not an error here, but a report.
   * @throws {JwtError} as the function `explain`
   */
  explain(token: string): Promise<Report>;
  /**
   * As {@link explain}, but returns the report instead of a promise.
   * @throws {JwtError} as the function `explainSync`
   */
  explainSync(token: string): Report;
  /** Frees the verifier now, and not only when it is garbage-collected. Using it afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/** What to put into a token in addition to the claims. */
export interface SignOptions {
  /** The header's `typ` (RFC 7519 §5.1). `false` leaves it out. Default `"JWT"`. */
  typ?: string | false;
  /** The header's `kid`. Default: the key's own, if it has one. */
  kid?: string;
  /**
   * More header parameters (RFC 7515 §4), such as `x5t` or `jwk`, as JSON values. A parameter that is set already, such
   * as `alg`, or that `verify` would refuse, such as `crit`, is `options_invalid`.
   */
  header?: JsonObject;
  /** Sets `exp` to this many seconds from now. 0 to 1e11. */
  expiresIn?: number;
  /** Sets `nbf` to this many seconds from now. 0 to 1e11. */
  notBefore?: number;
  /** `false` leaves `iat` out. Default `true`: the present time in whole seconds. */
  issuedAt?: boolean;
  /** Sets `jti`. `"random"` makes one from 128 random bits, in hexadecimal. */
  jwtId?: string;
  /** The time to count from, in seconds since 1970-01-01T00:00:00Z, as {@link VerifyOptions.now}. Default: the clock. */
  now?: number;
}

/** What to put into the token of `signJws` in addition to the payload, and where the payload goes. */
export interface SignJwsOptions {
  /** The header's `typ`. Default: none. */
  typ?: string;
  /** The header's `kid`. Default: the key's own, if it has one. */
  kid?: string;
  /** More header parameters, as {@link SignOptions.header}. */
  header?: JsonObject;
  /** `true` leaves the payload out of the token (RFC 7515 appendix F). It must reach the verifier in another way. */
  detached?: boolean;
  /**
   * `false` signs the payload unencoded (RFC 7797), with `b64: false` and `crit: ["b64"]` in the header. A payload that
   * is not detached must then be printable ASCII without a dot. Default `true`.
   */
  b64?: boolean;
}
