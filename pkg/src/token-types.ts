import type { Algorithm } from "./names.js";

/** Members that a plain object does not have, so that an array, a `Map`, a promise, a `Date` or a function does not compile. */
interface NotPlain {
  readonly [Symbol.iterator]?: never;
  readonly [Symbol.toStringTag]?: never;
  readonly [Symbol.toPrimitive]?: never;
  readonly [Symbol.hasInstance]?: never;
}

/** A plain object of JSON values. An object whose type is an `interface` compiles too, although it has no index signature. */
export type JsonObject = { readonly [name: string]: unknown } | (object & NotPlain);

/** The protected header of a token (RFC 7515 §4), after its checks. Other members are kept unchanged. */
export interface JwtHeader {
  /** The algorithm by the name in the token (RFC 7515 §4.1.1). */
  alg: string;
  /** The media type of the token (RFC 7515 §4.1.9). */
  typ?: string;
  /** The name of the key (RFC 7515 §4.1.4). */
  kid?: string;
  [name: string]: unknown;
}

/** The registered claims (RFC 7519 §4.1). Times are seconds since 1970-01-01T00:00:00Z. */
export interface RegisteredClaims {
  /** The issuer. */
  iss?: string;
  /** The subject: usually the user. */
  sub?: string;
  /** The audience: for whom the token is meant. */
  aud?: string | string[];
  /** When the token expires, in seconds since 1970-01-01T00:00:00Z. */
  exp?: number;
  /** When the token begins to be valid, in seconds since 1970-01-01T00:00:00Z. */
  nbf?: number;
  /** When the token was issued, in seconds since 1970-01-01T00:00:00Z. */
  iat?: number;
  /** The token's own identifier. */
  jti?: string;
}

/** The key that the sender of the token must have (RFC 7800 §3.1). `verify` does not check its members; the gate does. */
export interface Confirmation {
  /** The thumbprint of a DPoP key (RFC 9449 §6.1). */
  jkt?: string;
  /** The thumbprint of a TLS client certificate (RFC 8705 §3.1). */
  "x5t#S256"?: string;
  [name: string]: unknown;
}

/** The registered claims, `cnf`, and any others. */
export interface JwtClaims extends RegisteredClaims {
  /** The key that the token is bound to (RFC 7800 §3.1). */
  cnf?: Confirmation;
  [name: string]: unknown;
}

/** Claims to sign: {@link JwtClaims}, or an object of your own type whose registered claims have the right types. */
export type ClaimsToSign = SoundClaims & JsonObject;

/** The registered claims, with `aud` as a list that may be readonly. */
interface SoundClaims extends Readonly<Omit<RegisteredClaims, "aud">> {
  readonly aud?: string | readonly string[];
}

/** A header that is not verified: a JSON object whose members may be absent or of any type. */
export interface UnverifiedHeader {
  /** The algorithm that the token claims to have. */
  alg?: unknown;
  /** The media type that the token claims to have. */
  typ?: unknown;
  /** The key that the token names. */
  kid?: unknown;
  [name: string]: unknown;
}

/** Claims that are not verified: each may be absent or of any type. */
export type UnverifiedClaims = { [name in keyof RegisteredClaims]?: unknown } & { [name: string]: unknown };

/** A token that was decoded. Nothing in it is verified: anybody can have written it. */
export interface Decoded<P = UnverifiedClaims> {
  /** The header, not verified. */
  header: UnverifiedHeader;
  /** The claims, not verified. */
  payload: P;
  /** The signature's bytes, not verified. */
  signature: Uint8Array;
}

/** The key that verified a token. */
export interface VerifiedKey {
  /** The algorithm, by the name that the key has for it: with an Ed25519 key, `EdDSA` and `Ed25519` are the same algorithm (RFC 9864). */
  readonly alg: Algorithm;
  /** The `kid` of the key, which need not be the token's; missing if the key has none. */
  readonly kid?: string;
  /** The issuer that the key belongs to; only with `trustedIssuers`. */
  readonly issuer?: string;
}

/** A token that has passed every check. */
export interface Verified<P = JwtClaims> {
  /** The header. */
  header: JwtHeader;
  /** The claims. */
  payload: P;
  /** The key that verified the signature. */
  key: VerifiedKey;
}

/** Signed content whose signature is good. The content need not be a JWT: nothing in it was checked. */
export interface VerifiedJws {
  /** The header. */
  header: JwtHeader;
  /** The bytes that were signed. */
  payload: Uint8Array;
  /** The key that verified the signature. */
  key: VerifiedKey;
}
