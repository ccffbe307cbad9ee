/// <reference lib="esnext.disposable" preserve="true" />
import type { ClaimTest } from "./claims/test.js";
import type { TrustedIssuers } from "./issuers/types.js";
import type { Key, KeySet, RotatingKeys } from "./key.js";
import type {
  Algorithm,
  CheckName as CoreCheckName,
  SkipReason as CoreSkipReason,
  EcAlgorithm,
  OkpAlgorithm,
  RsaAlgorithm,
  TokenProfile,
} from "./names.js";
import type { RemoteKeySet } from "./remote.js";

export type { Algorithm, EcAlgorithm, OkpAlgorithm, RsaAlgorithm, SecretAlgorithm } from "./names.js";

/** A check that a token goes through. `schema` is there only if the option is. */
export type CheckName = CoreCheckName | "schema";

/** Why a check was not made. `not_verified` is the schema's: it is asked only about what has passed all else. */
export type SkipReason = CoreSkipReason | "not_verified";

/** The algorithms that sign with a private key and verify with its public half. */
export type PublicKeyAlgorithm = RsaAlgorithm | EcAlgorithm | OkpAlgorithm;

/**
 * Who does the arithmetic of a public-key signature; all else is always the core's.
 *
 * - `"auto"`: the runtime's own cryptography, and what it cannot do a WebAssembly engine.
 * - `"wasm"`: a WebAssembly engine. Promises load it; at once it computes if `loadEngine` or an import has brought it.
 * - `"host"`: the runtime's own cryptography.
 */
export type Engine = "auto" | "wasm" | "host";

/** What signatures are verified with: a secret, a public key, a set to choose from, one that is fetched, or a key ring. */
export type SignatureKey = Key<Algorithm, "secret" | "public"> | KeySet | RemoteKeySet | RotatingKeys;

/** What tokens are verified with: the keys of {@link SignatureKey}, or issuers of which the token names one. */
export type VerificationKey = SignatureKey | TrustedIssuers;

/** What tokens are signed with: a secret or a private key. */
export type SigningKey = Key<Algorithm, "secret" | "private">;

/** What a plain object does not have: a list, a map, a promise, a date or a function is not JSON object. */
interface NotPlain {
  readonly [Symbol.iterator]?: never;
  readonly [Symbol.toStringTag]?: never;
  readonly [Symbol.toPrimitive]?: never;
  readonly [Symbol.hasInstance]?: never;
}

/** An object of JSON values, also of an `interface`, which has no index signature. */
export type JsonObject = { readonly [name: string]: unknown } | (object & NotPlain);

/** A protected header after its strict checks (RFC 7515 §4). Members beyond these are kept as they are. */
export interface JwtHeader {
  alg: string;
  typ?: string;
  kid?: string;
  [name: string]: unknown;
}

/** The registered claims (RFC 7519 §4.1). Times are seconds since 1970-01-01T00:00:00Z. */
export interface RegisteredClaims {
  iss?: string;
  sub?: string;
  aud?: string | string[];
  exp?: number;
  nbf?: number;
  iat?: number;
  jti?: string;
}

/** Which key the sender must have (RFC 7800 §3.1). Only the issuer says so: its members are not checked. */
export interface Confirmation {
  /** The thumbprint of a DPoP key (RFC 9449 §6.1). */
  jkt?: string;
  /** The thumbprint of a TLS client certificate (RFC 8705 §3.1). */
  "x5t#S256"?: string;
  [name: string]: unknown;
}

/** The registered claims, `cnf`, and any other. */
export interface JwtClaims extends RegisteredClaims {
  cnf?: Confirmation;
  [name: string]: unknown;
}

/** Claims to sign: those of {@link JwtClaims}, or an object of your own type whose registered claims have the right types. */
export type ClaimsToSign = SoundClaims & JsonObject;

interface SoundClaims extends Readonly<Omit<RegisteredClaims, "aud">> {
  readonly aud?: string | readonly string[];
}

/** A header that is only known to be a JSON object: `alg` may be absent, and any member may be of any type. */
export interface UnverifiedHeader {
  alg?: unknown;
  typ?: unknown;
  kid?: unknown;
  [name: string]: unknown;
}

/** Claims that are only known to be a JSON object: each may be absent, or of any type. */
export type UnverifiedClaims = { [name in keyof RegisteredClaims]?: unknown } & { [name: string]: unknown };

/** What a token says. Nothing in it has been verified: anybody can have written it. */
export interface Decoded<P = UnverifiedClaims> {
  header: UnverifiedHeader;
  payload: P;
  /** The signature's bytes, unchecked. */
  signature: Uint8Array;
}

/** Which key verified a token. */
export interface VerifiedKey {
  /** The algorithm of the verification, by the name in the key: `EdDSA` and `Ed25519` are two names for one (RFC 9864). */
  readonly alg: Algorithm;
  /** The key's own `kid`, whatever the token says; missing if it has none. */
  readonly kid?: string;
  /** The issuer whose key it is; only with `trustedIssuers`. */
  readonly issuer?: string;
}

/** What a token says, after every check has passed. */
export interface Verified<P = JwtClaims> {
  header: JwtHeader;
  payload: P;
  /** What verified it. */
  key: VerifiedKey;
}

/** Signed content that need not be a JWT: the signature is good, the payload is not looked into. */
export interface VerifiedJws {
  header: JwtHeader;
  payload: Uint8Array;
  /** What verified it. */
  key: VerifiedKey;
}

/** How a token that is decoded may be written. */
export interface DecodeOptions {
  /** As {@link VerifyOptions.maxTokenLength}. */
  maxTokenLength?: number;
  /** As {@link VerifyOptions.allowPadding}. */
  allowPadding?: boolean;
  /** As {@link VerifyOptions.stackTraces}. */
  stackTraces?: boolean;
}

/** How signed content is written, and where its payload is. The caller says so, never the token. */
export interface VerifyJwsOptions extends DecodeOptions {
  /**
   * The payload, if it is not in the token; text counts as UTF-8. Nothing may stand between the token's dots then (RFC
   * 7515 appendix F). `maxTokenLength` counts the token alone.
   */
  payload?: string | Uint8Array | ArrayBuffer;
  /**
   * `false`: the payload is signed as it is, unencoded (RFC 7797). The header must then have `b64: false` and `crit: ["b64"]`,
   * which are refused otherwise. Default `true`.
   */
  b64?: boolean;
}

/** An exact text, or several of which it must be one. */
type OneOrMore = string | readonly string[] | ClaimTest<"oneOf", string>;

/**
 * What the caller demands of a token. Every option is checked: an unknown name, a wrong type or an `undefined`
 * value is `options_invalid`, so that a typing error never switches a check off.
 */
export interface VerifyOptions {
  /** Algorithms to accept among those the key is bound to. Default: the key's own. */
  algorithms?: readonly Algorithm[];
  /** Exact value, or values, of which `iss` must be one. Implies that `iss` is there. */
  issuer?: OneOrMore;
  /**
   * Exact value, or values, of which `aud` must hold one. A token with `aud` is refused when this is missing. `false`
   * says that the caller checks `aud` elsewhere: it is not checked here, but an `aud` of the wrong type stays an error.
   */
  audience?: OneOrMore | false;
  /** Exact value, or values, of which `sub` must be one. Implies that `sub` is there. */
  subject?: OneOrMore;
  /** Media type in the header's `typ`, compared without case and without `application/` (RFC 7515 §4.1.9). */
  typ?: string;
  /** Exact value, or values, of which `jti` must be one. Implies that `jti` is there. */
  jwtId?: OneOrMore;
  /** Seconds that may have passed since `iat`, which must then be there and not in the future. 0 to 1e11. */
  maxAge?: number;
  /** Seconds by which clocks may differ; widens `exp`, `nbf` and `maxAge`. 0 to 1e11, default 0. */
  clockTolerance?: number;
  /**
   * The time to check the claims at, in seconds since 1970-01-01T00:00:00Z. Default: the clock. A time that is not above 0 and at
   * most 1e11 is `options_invalid`, the clock's as well: milliseconds are later than that, and a clock that is not set,
   * such as the clock of Workers at global scope, says 0.
   */
  now?: number;
  /** Names of claims that must be there, with any value. */
  requiredClaims?: readonly string[];
  /**
   * Claims that must be there and equal these JSON values, such as `{ token_type: "access" }`, or pass these tests, such as
   * `{ azp: oneOf("web", "app"), groups: contains("admin") }`. An object that has a test somewhere inside is a pattern, such
   * as `{ realm_access: { roles: contains("admin") } }`: each of its members must match, and the claim may have others. An object
   * without a test is compared whole. A dot is part of a name, as in `https://site.example/roles`: a name with dots is never a
   * path.
   */
  claims?: JsonObject;
  /**
   * Scopes that must all be granted, as a list or a string with spaces between them: in the claim `scope` (RFC 8693 §4.2), or in
   * `scp` if `scope` is absent or empty. Either claim is a string or a list.
   */
  scope?: string | readonly string[];
  /**
   * A kind of token, whose rules must all hold: `"access_token"` (RFC 9068 §4), `"id_token"` (OpenID Connect Core §3.1.3.7)
   * or `"logout_token"` (Back-Channel Logout §2.6). It needs `issuer` and `audience`; no other option can loosen it.
   */
  profile?: TokenProfile;
  /** The `nonce` of the authentication request, which an ID token must have. With `profile: "id_token"`. */
  nonce?: string;
  /**
   * The access token that came with an ID token, which must have its hash as `at_hash`. The ID token's `alg` names the hash; for
   * Ed25519 it is SHA-512. With `profile: "id_token"`.
   */
  accessToken?: string;
  /** The authorization code that came with an ID token, which must have its hash as `c_hash`. With `profile: "id_token"`. */
  code?: string;
  /**
   * Seconds that may have passed since the login, `auth_time` of an ID token, which must then be there and not in the future. 0
   * to 1e11. With `profile: "id_token"`.
   */
  maxAuthAge?: number;
  /** Exact value, or values, of which `acr` of an ID token must be one. With `profile: "id_token"`. */
  acr?: OneOrMore;
  /** `false` takes tokens without `exp`. An `exp` that is there is checked either way. Default `true`. */
  requireExpiry?: boolean;
  /**
   * `true` takes tokens that have expired, such as an `id_token_hint` (OpenID Connect RP-Initiated Logout §2) or the
   * token of a silent renewal. An `exp` of the wrong type stays an error, and so does a missing one unless
   * `requireExpiry` is `false`; `nbf` and `maxAge` are checked. Default `false`.
   */
  ignoreExpiry?: boolean;
  /** Longest token to look at, in characters. Default 16384. */
  maxTokenLength?: number;
  /**
   * `true` takes tokens whose base64url is padded, such as those of AWS load balancers. Each segment must have exactly
   * the `=` that it needs (RFC 4648 §3.2); one that lacks them is refused. Default `false`: tokens without padding (RFC
   * 7515 §2).
   */
  allowPadding?: boolean;
  /** Who does the arithmetic of signatures. Default `"auto"`. */
  engine?: Engine;
  /**
   * `true` gives the error of a refused token a stack trace, which shows where the token is verified. It takes longer
   * than verifying, so it is not for production. Default `false`; the error of a wrong call always has one.
   */
  stackTraces?: boolean;
}

/** The key and what is demanded of a token. */
export interface VerifierOptions extends VerifyOptions {
  key: VerificationKey;
  /**
   * How many verified tokens to keep, so that one that comes again is only looked up; its times are checked each time.
   * Results are then deeply frozen. Default 0: none.
   */
  cache?: number;
}

/** A key and options, read once and used for many tokens. */
export interface Verifier<P = JwtClaims> {
  /**
   * Verifies a token: form, signature, claims.
   * @throws {JwtError} with the code of the first check that fails.
   */
  verify(token: string): Promise<Verified<P>>;
  /** As {@link verify}, at once; `sync_unavailable` where that cannot be. */
  verifySync(token: string): Verified<P>;
  /** Reports every check and how it ended; a bad token is not an error here. */
  explain(token: string): Promise<Report>;
  /** As {@link explain}, at once. */
  explainSync(token: string): Report;
  /** Frees the verifier at once instead of whenever it is collected. Using it afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/** What to put into a token beside the claims. */
export interface SignOptions {
  /** The header's `typ`, which `false` leaves out (RFC 7519 §5.1). Default `"JWT"`. */
  typ?: string | false;
  /** The header's `kid`. Default: the key's own, where it has one. */
  kid?: string;
  /**
   * Further header parameters (RFC 7515 §4), such as `x5t` or `jwk`, as JSON values. Refused as `options_invalid`: what stands
   * there already, as `alg`, and what {@link verify} would refuse, as `crit`.
   */
  header?: JsonObject;
  /** Sets `exp` to this many seconds from now. 0 to 1e11. */
  expiresIn?: number;
  /** Sets `nbf` to this many seconds from now. 0 to 1e11. */
  notBefore?: number;
  /** `false` leaves `iat` out; by default it is now, in whole seconds. */
  issuedAt?: boolean;
  /** Sets `jti`; `"random"` makes one of 128 random bits, in hexadecimal. */
  jwtId?: string;
  /** The time to count from, in seconds since 1970-01-01T00:00:00Z, as {@link VerifyOptions.now}. Default: the clock. */
  now?: number;
}

/** What to put into a token beside a payload that need not be a JWT's, and how. */
export interface SignJwsOptions {
  /** The header's `typ`. Default: none. */
  typ?: string;
  /** The header's `kid`. Default: the key's own, where it has one. */
  kid?: string;
  /** As {@link SignOptions.header}. */
  header?: JsonObject;
  /** `true` leaves the payload out of the token (RFC 7515 appendix F): it must reach the verifier in another way. */
  detached?: boolean;
  /**
   * `false` signs the payload as it is (RFC 7797), with `b64: false` and `crit: ["b64"]` in the header. Unless the
   * payload is detached, it must then be printable ASCII without a dot. Default `true`.
   */
  b64?: boolean;
}

/** One check's outcome, with a full sentence on why. */
export type Check = {
  readonly name: CheckName;
  readonly message: string;
} & (
  | {
      readonly outcome: "failed";
      /** The {@link JwtError} that `verify` would throw for this check. */
      readonly error: import("./error.js").JwtError;
    }
  | {
      readonly outcome: "skipped";
      /** A stable name for why the check was not made. */
      readonly reason: SkipReason;
      readonly error?: never;
    }
  | { readonly outcome: "passed"; readonly error?: never }
);

/**
 * Every check, told one by one. Only a `verdict` of `"verified"` means that `verify` accepts the token.
 *
 * - `verified`: every check passed, the signature's included.
 * - `refused`: at least one check failed; the first failed one is what `verify` throws. Header and payload are there as
 *   far as they could be read.
 * - `unchecked`: nothing failed, but no key was given, or nothing here computes the signature, so it is not known who wrote
 *   the token.
 *
 * `key` is the key that was chosen for the token, if one was. Only with `verified` is it known to have signed.
 */
export type Report = { readonly checks: readonly Check[] } & (
  | {
      readonly verdict: "verified";
      readonly header: JwtHeader;
      readonly payload: JwtClaims;
      readonly key: VerifiedKey;
    }
  | {
      readonly verdict: "unchecked";
      readonly header: UnverifiedHeader;
      readonly payload: JwtClaims;
      readonly key?: VerifiedKey;
    }
  | {
      readonly verdict: "refused";
      readonly header?: UnverifiedHeader;
      readonly payload?: UnverifiedClaims;
      readonly key?: VerifiedKey;
    }
);
