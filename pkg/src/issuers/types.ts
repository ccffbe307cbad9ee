import type { kind } from "../key.js";
import type { RemoteJwksOptions } from "../remote/options.js";
import type { Algorithm, SignatureKey } from "../types.js";

/** An issuer, where its keys are, and what to demand of its tokens. */
export interface TrustedIssuer {
  /** Exactly the `iss` of its tokens: case and a trailing slash count. */
  issuer: string;
  /** Its keys. Without `key` and `jwksUri` they are found by discovery, and the issuer must be a URL. */
  key?: SignatureKey;
  /** The address of its key set, as for `remoteJwks`. */
  jwksUri?: string | URL;
  /** As for `verify`, but for this issuer's tokens only. If `verify` has it as well, both must hold, for `azp` of an ID token too. */
  audience?: string | readonly string[];
  /** As for `verify`, but for this issuer's tokens only. If `verify` has the option as well, both must hold. */
  algorithms?: readonly Algorithm[];
}

/** Tenants of Microsoft Entra. Made by `entraId`. */
export interface EntraIssuers {
  readonly [kind]: "Entra issuers";
}

/** An issuer whose keys are found by discovery, one with more said about it, or tenants of Entra. */
export type IssuerEntry = string | TrustedIssuer | EntraIssuers;

/**
 * Looks an issuer up: gives its entry, or `undefined`, `null` or `false` if it is not trusted. `iss` is at most 2048 characters
 * long, and nobody has verified it. The answer is cached.
 */
export type IssuerResolver = (iss: string) => Resolved | Promise<Resolved>;

type Resolved = IssuerEntry | undefined | null | false;

/** How keys and metadata are fetched and cached. All times are in seconds; every option is checked. */
export interface TrustedIssuersOptions extends Omit<RemoteJwksOptions, "headers" | "initial"> {
  /**
   * How many of the issuers that a function names, and of the tenants of `entraId({ tenants: "any" })`, are kept in memory.
   * One more drops the least recently used. 1 to 1,000,000, default 10,000.
   */
  maxIssuers?: number;
}

/** Issuers, each with its own keys. A token's `iss` chooses one of them. */
export interface TrustedIssuers {
  readonly [kind]: "issuers";
  /**
   * Fetches the keys of all listed issuers, so that the first token of each need not wait.
   * @throws {JwtError} `jwks_unavailable` of the first issuer that fails, after all were tried
   */
  prefetch(): Promise<void>;
}
