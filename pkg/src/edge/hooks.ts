import type { DpopNonces } from "../dpop/nonces.js";
import { isObject } from "../kind.js";
import type { JwtClaims, PublicKeyAlgorithm, Verified, VerifierOptions } from "../types.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

// The gate knows these parts only by their types: the value of an option brings the code, so a bundle has only what it uses.

/** The option `dpop`: what must accompany a token that is bound to a key (RFC 9449). */
export interface DpopOptions<Env = unknown> {
  /** The store that remembers used proofs, so that each is used once: `memoryReplay()` or another store of `jwt-wasm/dpop`. */
  replay: ReplayStore<Env>;
  /** `true` accepts only tokens with `cnf.jkt` and a proof. Default `false`: tokens that are not bound pass as `Bearer`. */
  required?: boolean;
  /** Nonces that proofs must have (RFC 9449 §8): `dpopNonces({ secret })`. Default: a proof needs no nonce. */
  nonce?: DpopNonces<Env>;
  /** Algorithms of proofs to accept. Default: all of public keys. */
  algorithms?: readonly PublicKeyAlgorithm[];
  /** Seconds that may have passed since a proof's `iat`. Clocks may differ by 30 seconds more. 1 to 86400, default 300. */
  maxAge?: number;
  /**
   * The address that clients use: an origin, such as `"https://api.example"`, which replaces the request's own, or a function
   * that returns the whole URL of a request. Set it behind a proxy that changes the URL, and where a client chooses the
   * request's host, as in Node. Default: the origin of `resource.url`, or without `resource` the request's own.
   */
  publicUrl?: string | ((request: Incoming) => string);
}

/** Checks proofs as options say. */
export interface ProofChecker {
  /** @throws {JwtError} `options_invalid` */
  configure(options: DpopOptions<never>): ConfiguredProofs;
}

export interface ConfiguredProofs {
  /** For the challenge (RFC 9449 §7.1). */
  readonly algorithms: readonly string[];
  readonly isRequired: boolean;
  /** Why the gate refuses the proof for a token with these claims. `cnf.jkt` is known to be a string. */
  check(incoming: Incoming, token: string, claims: JwtClaims, env: unknown): Promise<Rejection | undefined>;
}

/** Asks the authorization server about tokens that are not in the form of a JWS. */
export interface Introspector {
  /**
   * @param options of the gate, as `createVerifier` takes them
   * @throws {JwtError} `options_invalid`
   */
  configure(options: Omit<VerifierOptions, "key">): ConfiguredIntrospection;
}

export interface ConfiguredIntrospection {
  /** @throws {JwtError} for a refused token; other failures are a rejection */
  verify(token: string, env: unknown): Promise<Introspected | Rejection>;
}

export interface Introspected {
  readonly verified: Verified<unknown>;
  /** The claims as JSON, in which an integer beyond 2^53 is not rounded. */
  readonly text: string;
}

let checkerIn: (value: unknown) => ProofChecker | undefined;
let introspectorIn: (value: unknown) => Introspector | undefined;

/** Only in types: what a store needs of the bindings. */
export declare const envOf: unique symbol;

/** A store of used proofs (RFC 9449 §11.1), made by `memoryReplay` or another function of `jwt-wasm/dpop`. */
export class ReplayStore<Env = unknown> {
  readonly #checker: ProofChecker;
  declare readonly [envOf]: (env: Env) => void;

  /** @internal */
  constructor(checker: ProofChecker) {
    this.#checker = checker;
  }

  static {
    checkerIn = (value) => (isObject(value) && #checker in value ? value.#checker : undefined);
  }
}

/** What the option `introspection` takes. */
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

/** `undefined` for what this package did not make. */
export const checkerOf = (store: unknown): ProofChecker | undefined => checkerIn(store);

/** `undefined` for what this package did not make. */
export const introspectorOf = (given: unknown): Introspector | undefined => introspectorIn(given);
