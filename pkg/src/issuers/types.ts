import type { kind } from "../key.js";
import type { RemoteJwksOptions } from "../remote/options.js";
import type { Algorithm, SignatureKey } from "../types.js";

/** An issuer, where its keys are, and what to demand of its tokens. */
export interface TrustedIssuer {
  /** Exactly the `iss` of its tokens: case and a trailing slash matter. */
  issuer: string;
  /** The issuer's keys. Without `key` and `jwksUri`, discovery finds the keys, and the issuer must be a URL. */
  key?: SignatureKey;
  /** The URL of the issuer's key set, as for `remoteJwks`. */
  jwksUri?: string | URL;
  /**
   * As `audience` of `verify`, for this issuer's tokens only. If `verify` has the option too, both must hold, also for
   * `azp` of an ID token.
   */
  audience?: string | readonly string[];
  /** As `algorithms` of `verify`, for this issuer's tokens only. If `verify` has the option too, both must hold. */
  algorithms?: readonly Algorithm[];
}

/** Tenants of Microsoft Entra, made by `entraId`. */
export interface EntraIssuers {
  /** @hidden */
  readonly [kind]: "Entra issuers";
}

/** A trusted issuer: its name if discovery finds its keys, an object, or tenants of Entra. */
export type IssuerEntry = string | TrustedIssuer | EntraIssuers;

/**
 * Looks up an issuer that is not listed. It returns the issuer's entry, or `undefined`, `null` or `false` if the issuer
 * is not trusted. `iss` is not verified, and at most 2048 characters long. The answer is cached.
 */
export type IssuerResolver = (iss: string) => Resolved | Promise<Resolved>;

type Resolved = IssuerEntry | undefined | null | false;

/** How keys and metadata are fetched and cached. Every option is checked. */
export interface TrustedIssuersOptions extends Omit<RemoteJwksOptions, "headers" | "initial"> {
  /**
   * How many issuers are kept in memory, of those that a function returns and of the tenants of
   * `entraId({ tenants: "any" })`. A new one replaces the least recently used. 1 to 1,000,000, default 10,000.
   */
  maxIssuers?: number;
}

/** Trusted issuers, each with its own keys. A token's `iss` chooses one of them. */
export interface TrustedIssuers {
  /** @hidden */
  readonly [kind]: "issuers";
  /**
   * Fetches the keys of all listed issuers, so that the first token of each issuer need not wait.
   * @throws {JwtError} `jwks_unavailable` for the first issuer that failed, after all were tried
   */
  prefetch(): Promise<void>;
}
