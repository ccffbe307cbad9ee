import type { SecretAlgorithm } from "../names.js";
import type { EcAlgorithm, RsaAlgorithm } from "../types.js";
import type { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
import type { Legacy } from "./legacy.js";

export type { Legacy };

/** The algorithms of jsonwebtoken. `none` is a name in its types, and is refused. */
export type Algorithm = SecretAlgorithm | RsaAlgorithm | EcAlgorithm | "none";

/** A `KeyObject` of `node:crypto`, by what is used of it. */
export interface KeyObjectLike {
  readonly type: string;
  readonly asymmetricKeyType?: string | undefined;
  export: (...options: never[]) => unknown;
}

/** Text, or bytes: a `Buffer` is a `Uint8Array`. */
type Bytes = string | Uint8Array | ArrayBuffer;

/** A secret, or a key file as text or bytes, which is read where its `-----BEGIN` stands. */
export type Secret = Bytes | KeyObjectLike | { key: string | Uint8Array; passphrase: string };

/** A key as `createPublicKey` and `createPrivateKey` of `node:crypto` take it. */
interface KeyInput {
  key: Bytes | KeyObjectLike | object;
  format?: string | undefined;
  type?: string | undefined;
  passphrase?: string | Uint8Array | undefined;
  encoding?: string | undefined;
}

/** What tokens are verified with, beside a secret. */
export type PublicKey = Bytes | KeyObjectLike | KeyInput;

/** What tokens are signed with, beside a secret. */
export type PrivateKey = Bytes | KeyObjectLike | KeyInput;

/** A token's header, whose registered parameters have their types. */
export interface JwtHeader {
  alg: string | Algorithm;
  typ?: string | undefined;
  cty?: string | undefined;
  crit?: string[] | undefined;
  kid?: string | undefined;
  jku?: string | undefined;
  x5u?: string | string[] | undefined;
  "x5t#S256"?: string | undefined;
  x5t?: string | undefined;
  x5c?: string | string[] | undefined;
}

/** A token's claims. The types of the registered ones are what they should be: `exp` and `nbf` alone are checked. */
export interface JwtPayload {
  // biome-ignore lint/suspicious/noExplicitAny: programs that were written for jsonwebtoken read claims without a check
  [key: string]: any;
  iss?: string | undefined;
  sub?: string | undefined;
  aud?: string | string[] | undefined;
  exp?: number | undefined;
  nbf?: number | undefined;
  iat?: number | undefined;
  jti?: string | undefined;
}

/** A whole token. */
export interface Jwt {
  header: JwtHeader;
  payload: JwtPayload | string;
  /** In base64url. */
  signature: string;
}

/** A timespan: seconds, or a text such as "2 days" or "10h", which without a unit is in milliseconds. */
type Timespan = string | number;

export interface SignOptions {
  /** Default: `HS256`. */
  algorithm?: Algorithm | undefined;
  /** The header's `kid`. */
  keyid?: string | undefined;
  /** Sets `exp`, from `iat` on. */
  expiresIn?: Timespan | undefined;
  /** Sets `nbf`, from `iat` on. */
  notBefore?: Timespan | undefined;
  /** Sets `aud`. */
  audience?: string | string[] | undefined;
  /** Sets `sub`. */
  subject?: string | undefined;
  /** Sets `iss`. */
  issuer?: string | undefined;
  /** Sets `jti`. */
  jwtid?: string | undefined;
  /** `true` sets the claims on the object that is given, too. */
  mutatePayload?: boolean | undefined;
  /** `true` leaves `iat` out. */
  noTimestamp?: boolean | undefined;
  /** Further header parameters. `alg`, `typ` and `kid` go before the options'. */
  header?: (Partial<JwtHeader> & { [name: string]: unknown }) | undefined;
  /** The payload's encoding, by the name that `Buffer` has for it. Default: `utf8`. */
  encoding?: string | undefined;
  /** Is taken, and changes nothing: an RSA key of less than 2048 bits is refused. */
  allowInsecureKeySizes?: boolean | undefined;
  /** Is taken, and changes nothing: a key of another kind than the algorithm needs is refused. */
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
  /** What jsonwebtoken takes and is refused otherwise. */
  legacy?: Legacy | undefined;
}

/**
 * What is demanded of a token. Types of jsonwebtoken let `undefined` through; unless `legacy.looseOptions` says so, it is an
 * error: a check would not be made.
 */
export interface VerifyOptions {
  /** Default: those of the key's kind. */
  algorithms?: Algorithm[] | undefined;
  /** A text or a pattern that `aud`, or one entry of it, must match, or several of which it must match one. */
  audience?: string | RegExp | (string | RegExp)[] | undefined;
  /** The time to check the claims at, in seconds. Default: the clock. */
  clockTimestamp?: number | undefined;
  /** Seconds by which clocks may differ. Default: 0. */
  clockTolerance?: number | undefined;
  /** `true` gives header, payload and signature. */
  complete?: boolean | undefined;
  /** The one `iss`, or several of which it must be one. */
  issuer?: string | string[] | undefined;
  /** `true` takes tokens that have expired. */
  ignoreExpiration?: boolean | undefined;
  /** `true` takes tokens that are not valid yet. */
  ignoreNotBefore?: boolean | undefined;
  /** The `jti`. */
  jwtid?: string | undefined;
  /** The `nonce`. */
  nonce?: string | undefined;
  /** The `sub`. */
  subject?: string | undefined;
  /** How old the token may be, by its `iat`, which must then be there. */
  maxAge?: Timespan | undefined;
  /** As {@link SignOptions.allowInvalidAsymmetricKeyTypes}. */
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
  /** What jsonwebtoken takes and is refused otherwise. */
  legacy?: Legacy | undefined;
}

export interface DecodeOptions {
  /** `true` gives header, payload and signature. */
  complete?: boolean | undefined;
  /** `true` reads the payload as JSON whatever the header says. */
  json?: boolean | undefined;
  /** As {@link VerifyOptions.legacy}; `longTokens` alone counts. */
  legacy?: Pick<Legacy, "longTokens"> | undefined;
}

/** What a token is refused with. What is wrong with the call is a `JwtError`, an `Error` that is not among these. */
export type VerifyErrors = JsonWebTokenError | NotBeforeError | TokenExpiredError;

export type VerifyCallback<T = Jwt | JwtPayload | string> = (
  error: VerifyErrors | null,
  decoded?: T | undefined,
) => void;

export type SignCallback = (error: Error | null, encoded?: string | undefined) => void;

export type SigningKeyCallback = (error: Error | null, signingKey?: Secret | PublicKey) => void;

/** Finds the key for a token by its header, which anybody can have written. */
export type GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => void;
