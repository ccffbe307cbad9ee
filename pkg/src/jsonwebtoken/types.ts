import type { SecretAlgorithm } from "../names.js";
import type { EcAlgorithm, RsaAlgorithm } from "../types.js";
import type { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
import type { Legacy } from "./legacy.js";

export type { Legacy };

/** The algorithms of jsonwebtoken. Its types have `none`, which is refused here. */
export type Algorithm = SecretAlgorithm | RsaAlgorithm | Exclude<EcAlgorithm, "ES256K"> | "none";

/** A `KeyObject` of `node:crypto`: the part that is used. */
export interface KeyObjectLike {
  readonly type: string;
  readonly asymmetricKeyType?: string | undefined;
  export: (...options: never[]) => unknown;
}

/** Text or bytes. A `Buffer` is a `Uint8Array`. */
type Bytes = string | Uint8Array | ArrayBuffer;

/** A secret, or the text or bytes of a key file, which is known by its `-----BEGIN`. */
export type Secret =
  | Bytes
  | KeyObjectLike
  | {
      /** The text or bytes of an encrypted key file. */
      key: string | Uint8Array;
      /** The passphrase of the key file. */
      passphrase: string;
    };

/** A key as for `createPublicKey` and `createPrivateKey` of `node:crypto`. */
interface KeyInput {
  key: Bytes | KeyObjectLike | object;
  format?: string | undefined;
  type?: string | undefined;
  passphrase?: string | Uint8Array | undefined;
  encoding?: string | undefined;
}

/** A public key, or a private key, whose public half verifies. */
export type PublicKey = Bytes | KeyObjectLike | KeyInput;

/** A private key. */
export type PrivateKey = Bytes | KeyObjectLike | KeyInput;

/** A token's header. */
export interface JwtHeader {
  /** The algorithm. */
  alg: string | Algorithm;
  /** The media type of the token. */
  typ?: string | undefined;
  /** The media type of the payload. */
  cty?: string | undefined;
  /** The header parameters that must be understood. */
  crit?: string[] | undefined;
  /** The name of the key. */
  kid?: string | undefined;
  /** The URL of a key set. */
  jku?: string | undefined;
  /** The URL of a certificate. */
  x5u?: string | string[] | undefined;
  /** The SHA-256 thumbprint of a certificate. */
  "x5t#S256"?: string | undefined;
  /** The SHA-1 thumbprint of a certificate. */
  x5t?: string | undefined;
  /** The certificate chain. */
  x5c?: string | string[] | undefined;
}

/**
 * A token's claims. The registered claims have the types that they should have, but `verify` checks only those of `exp`
 * and `nbf`.
 */
export interface JwtPayload {
  // biome-ignore lint/suspicious/noExplicitAny: programs that were written for jsonwebtoken read claims without a check
  [key: string]: any;
  /** The issuer. */
  iss?: string | undefined;
  /** The subject. */
  sub?: string | undefined;
  /** The audience. */
  aud?: string | string[] | undefined;
  /** When the token expires, in seconds since 1970-01-01T00:00:00Z. */
  exp?: number | undefined;
  /** When the token begins to be valid, in seconds since 1970-01-01T00:00:00Z. */
  nbf?: number | undefined;
  /** When the token was issued, in seconds since 1970-01-01T00:00:00Z. */
  iat?: number | undefined;
  /** The token's own identifier. */
  jti?: string | undefined;
}

/** A whole token, as `complete` returns it. */
export interface Jwt {
  /** The header. */
  header: JwtHeader;
  /** The claims, or the text of another payload. */
  payload: JwtPayload | string;
  /** The signature in base64url. */
  signature: string;
}

/** A number of seconds, or a text such as "2 days" or "10h". A text without a unit is in milliseconds. */
type Timespan = string | number;

/** The options of `sign`. */
export interface SignOptions {
  /** The algorithm. Default `"HS256"`. */
  algorithm?: Algorithm | undefined;
  /** The header's `kid`. */
  keyid?: string | undefined;
  /** Sets `exp` to this many seconds after `iat`, or to a timespan such as `"2 days"` after it. */
  expiresIn?: Timespan | undefined;
  /** Sets `nbf` to this many seconds after `iat`, or to a timespan such as `"10m"` after it. */
  notBefore?: Timespan | undefined;
  /** Sets `aud`. */
  audience?: string | string[] | undefined;
  /** Sets `sub`. */
  subject?: string | undefined;
  /** Sets `iss`. */
  issuer?: string | undefined;
  /** Sets `jti`. */
  jwtid?: string | undefined;
  /** `true` also writes the claims into the payload object that was given. */
  mutatePayload?: boolean | undefined;
  /** `true` leaves `iat` out. */
  noTimestamp?: boolean | undefined;
  /** More header parameters. `alg`, `typ` and `kid` override the other options. */
  header?: (Partial<JwtHeader> & { [name: string]: unknown }) | undefined;
  /** The encoding of the payload's text, by the name that `Buffer` has for it. Default `"utf8"`. */
  encoding?: string | undefined;
  /** Has no effect: an RSA key of less than 2048 bits is always refused. */
  allowInsecureKeySizes?: boolean | undefined;
  /** Has no effect: a key of another kind than the algorithm needs is always refused. */
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
  /** Allows what jsonwebtoken accepts and is refused otherwise. */
  legacy?: Legacy | undefined;
}

/**
 * The options of `verify`: what a token must fulfil. The types allow `undefined`, as those of jsonwebtoken do, but it
 * is an error unless `legacy.looseOptions` is `true`, because a check would not be made.
 */
export interface VerifyOptions {
  /** The algorithms to accept. Default: those of the key's kind. */
  algorithms?: Algorithm[] | undefined;
  /** Strings or patterns. One of them must match `aud`, or one of its values. */
  audience?: string | RegExp | (string | RegExp)[] | undefined;
  /** The time to check the claims at, in seconds since 1970-01-01T00:00:00Z. Default: the clock. */
  clockTimestamp?: number | undefined;
  /** Seconds by which clocks may differ. Default 0. */
  clockTolerance?: number | undefined;
  /** `true` returns header, payload and signature instead of the payload. */
  complete?: boolean | undefined;
  /** The accepted issuers: `iss` must be one of these values. */
  issuer?: string | string[] | undefined;
  /** `true` accepts expired tokens. */
  ignoreExpiration?: boolean | undefined;
  /** `true` accepts tokens that are not valid yet. */
  ignoreNotBefore?: boolean | undefined;
  /** The value that `jti` must have. */
  jwtid?: string | undefined;
  /** The value that `nonce` must have. */
  nonce?: string | undefined;
  /** The value that `sub` must have. */
  subject?: string | undefined;
  /** Greatest age in seconds, or as a timespan such as `"2 days"`, counted from `iat`. A token without `iat` is refused. */
  maxAge?: Timespan | undefined;
  /** Has no effect, as {@link SignOptions.allowInvalidAsymmetricKeyTypes}. */
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
  /** Allows what jsonwebtoken accepts and is refused otherwise. */
  legacy?: Legacy | undefined;
}

/** The options of `decode`. */
export interface DecodeOptions {
  /** `true` returns header, payload and signature instead of the payload. */
  complete?: boolean | undefined;
  /** `true` reads the payload as JSON, whatever the header says. */
  json?: boolean | undefined;
  /** What jsonwebtoken accepts and is refused otherwise. Only `longTokens` matters here. */
  legacy?: Pick<Legacy, "longTokens"> | undefined;
}

/** The errors of a token that is refused. A wrong call is a `JwtError`, which is an `Error` but not one of these. */
export type VerifyErrors = JsonWebTokenError | NotBeforeError | TokenExpiredError;

/** Called with the error, or with the payload or the whole token. */
export type VerifyCallback<T = Jwt | JwtPayload | string> = (
  error: VerifyErrors | null,
  decoded?: T | undefined,
) => void;

/** Called with the error, or with the token. */
export type SignCallback = (error: Error | null, encoded?: string | undefined) => void;

/** Called with the error, or with the key. */
export type SigningKeyCallback = (error: Error | null, signingKey?: Secret | PublicKey) => void;

/** Finds the key for a token by its header. The header is not verified: anybody can have written it. */
export type GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => void;
