import type { DpopNonces } from "../dpop/nonces.js";
import { isObject } from "../kind.js";
import type { JwtClaims, PublicKeyAlgorithm, Verified, VerifierOptions } from "../types.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

// What the gate calls of parts that a bundle has only if it uses them: the value of an option brings its code along.

/** The option `dpop`: what a token that is bound to a key must come with (RFC 9449). */
export interface DpopOptions<Env = unknown> {
  /** Where it is remembered which proofs were used, so that each is used once: `memoryReplay()` or another of `jwt-wasm/dpop`. */
  replay: ReplayStore<Env>;
  /** `true` takes tokens with `cnf.jkt` and a proof alone. Default `false`: tokens that are not bound pass as `Bearer`. */
  required?: boolean;
  /** Nonces that proofs must have (RFC 9449 §8): `dpopNonces({ secret })`. Default: none are asked for. */
  nonce?: DpopNonces<Env>;
  /** Algorithms of proofs to accept. Default: all of public keys. */
  algorithms?: readonly PublicKeyAlgorithm[];
  /** Seconds that may have passed since a proof's `iat`. Clocks may differ by 30 seconds more. 1 to 86400, default 300. */
  maxAge?: number;
  /**
   * Where clients send their requests to: an origin, such as `"https://api.example"`, in place of the request's own, or a function that
   * gives the whole URL of a request. Needed behind a proxy that changes it, and where the request's host is what a client says
   * it is, as in Node. Default: the origin of `resource.url`, or without `resource` the request's own.
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
  /** Why the request's proof does not do for a token of these claims. `cnf.jkt` is known to be text. */
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
  /** @throws {JwtError} for a token that does not do; what else is wrong is a rejection */
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

/** What is remembered of proofs (RFC 9449 §11.1). It is made by `memoryReplay` or another function of `jwt-wasm/dpop`. */
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
