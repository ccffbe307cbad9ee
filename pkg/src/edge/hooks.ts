import type { DpopNonces } from "../dpop/nonces.js";
import { isObject } from "../kind.js";
import type { JwtClaims, PublicKeyAlgorithm, Verified, VerifierOptions } from "../types.js";
import type { Found } from "./credentials.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

// The gate knows DPoP, introspection and decryption only by these types. The values of its options bring the code, so that a bundle
// has only what it uses.

/**
 * The option `dpop` of the gate: how it checks tokens that are bound to the client's key (RFC 9449). Every option is
 * checked.
 */
export interface DpopOptions<Env = unknown> {
  /** The store that remembers used proofs, so that each passes once: `memoryReplay()` or another store of `jwt-wasm/dpop`. */
  replay: ReplayStore<Env>;
  /** `true` accepts only tokens with `cnf.jkt` and a proof. Default `false`: tokens that are not bound pass as `Bearer`. */
  required?: boolean;
  /** Nonces that proofs must have (RFC 9449 §8): `dpopNonces({ secret })`. Default: a proof needs no nonce. */
  nonce?: DpopNonces<Env>;
  /** Algorithms of proofs to accept. Default: all public-key algorithms. */
  algorithms?: readonly PublicKeyAlgorithm[];
  /** Greatest age of a proof in seconds, counted from `iat`. Clocks may differ by 30 seconds more. 1 to 86400, default 300. */
  maxAge?: number;
  /**
   * The URL that clients use: an origin, such as `"https://api.example"`, which replaces the request's, or a function
   * that returns the whole URL of a request. Set it behind a proxy that changes the URL, and where the client chooses
   * the host, such as in Node. Default: the origin of `resource.url`, or the request's own without `resource`.
   */
  publicUrl?: string | ((request: Incoming) => string);
}

/** Makes the check of proofs from options. */
export interface ProofChecker {
  /** @throws {JwtError} `options_invalid` */
  configure(options: DpopOptions<never>): ConfiguredProofs;
}

export interface ConfiguredProofs {
  /** The algorithms, for the challenge (RFC 9449 §7.1). */
  readonly algorithms: readonly string[];
  readonly isRequired: boolean;
  /** The rejection if the proof is refused. `cnf.jkt` of the claims is known to be a string. */
  check(incoming: Incoming, token: string, claims: JwtClaims, env: unknown): Promise<Rejection | undefined>;
}

/** Asks the authorization server about tokens that do not have the form of a JWS. */
export interface Introspector {
  /**
   * @param options the gate's, as for `createVerifier`
   * @throws {JwtError} `options_invalid`
   */
  configure(options: Omit<VerifierOptions, "key">): ConfiguredIntrospection;
}

export interface ConfiguredIntrospection {
  /** @throws {JwtError} for a refused token; other failures are returned as a rejection */
  verify(token: string, env: unknown): Promise<Introspected | Rejection>;
}

export interface Introspected {
  readonly verified: Verified<unknown>;
  /** The claims as JSON text, in which integers beyond 2^53 are exact. `undefined` if they are in the token itself. */
  readonly text: string | undefined;
}

/** Reads encrypted tokens. A key that `decrypter` has made brings it. */
export interface Decryption {
  /** @throws {JwtError} for a refused token */
  read(token: string): Promise<Introspected>;
  /** The token in the cookie of this name or in its chunks. */
  find(cookies: string | null, name: string): Found;
}

let checkerIn: (value: unknown) => ProofChecker | undefined;
let introspectorIn: (value: unknown) => Introspector | undefined;

/** Only in types: the bindings that a store needs. */
export declare const envOf: unique symbol;

/** A store of used proofs (RFC 9449 §11.1), made by `memoryReplay` or another function of `jwt-wasm/dpop`. */
export class ReplayStore<Env = unknown> {
  readonly #checker: ProofChecker;
  /** @hidden */
  declare readonly [envOf]: (env: Env) => void;

  /** @internal */
  constructor(checker: ProofChecker) {
    this.#checker = checker;
  }

  static {
    checkerIn = (value) => (isObject(value) && #checker in value ? value.#checker : undefined);
  }
}

/** The value for the option `introspection` of the gate, made by `introspection()`. */
export class Introspection {
  readonly #introspector: Introspector;

  /** @internal */
  constructor(introspector: Introspector) {
    this.#introspector = introspector;
  }

  static {
    introspectorIn = (value) => (isObject(value) && #introspector in value ? value.#introspector : undefined);
  }
}

/** The check of proofs in a store, or `undefined` if this package did not make the store. */
export const checkerOf = (store: unknown): ProofChecker | undefined => checkerIn(store);

/** The introspector in a value, or `undefined` if this package did not make the value. */
export const introspectorOf = (given: unknown): Introspector | undefined => introspectorIn(given);
