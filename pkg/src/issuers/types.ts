import type { kind } from "../key.js";
import type { RemoteJwksOptions } from "../remote/options.js";
import type { Algorithm, SignatureKey } from "../types.js";

/** An issuer, and what counts for its tokens alone. */
export interface TrustedIssuer {
  /** Exactly what its tokens have as `iss`: neither case nor a slash at the end is overlooked. */
  issuer: string;
  /** Its keys. Without them, and without `jwksUri`, they are found by discovery: the issuer must then be a URL. */
  key?: SignatureKey;
  /** Where its keys are, as for `remoteJwks`. */
  jwksUri?: string | URL;
  /** As the option of `verify`, for its tokens alone. If that is given as well, both must hold. */
  audience?: string | readonly string[];
  /** As the option of `verify`, for its tokens alone. If that is given as well, both must hold. */
  algorithms?: readonly Algorithm[];
}

/** Tenants of Microsoft Entra. Made by `entraId`. */
export interface EntraIssuers {
  readonly [kind]: "Entra issuers";
}

/** Whom to trust: an issuer whose keys are found by discovery, one with more said about it, or tenants of Entra. */
export type IssuerEntry = string | TrustedIssuer | EntraIssuers;

/**
 * Says whether an issuer is trusted, and which keys are its own. It is asked with a text of at most 2048 characters that
 * nobody has verified, and once for as long as its answer is kept.
 */
export type IssuerResolver = (iss: string) => Resolved | Promise<Resolved>;

type Resolved = IssuerEntry | undefined | null | false;

/** How keys and metadata are fetched and kept. All times are in seconds; every option is checked. */
export interface TrustedIssuersOptions extends Omit<RemoteJwksOptions, "headers" | "initial"> {
  /**
   * How many issuers are kept of those that a function names, and of Entra's tenants where any is taken. The one that
   * was used least recently goes first. 1 to 1,000,000, default 10,000.
   */
  maxIssuers?: number;
}

/** Issuers of which a token's `iss` chooses one, with its keys. */
export interface TrustedIssuers {
  readonly [kind]: "issuers";
  /**
   * Fetches the keys of the issuers that are listed, so that the first token of each need not wait.
   * @throws {JwtError} `jwks_unavailable` of the first that fails, after all were asked
   */
  prefetch(): Promise<void>;
}
