import { isObject } from "../kind.js";
import type { JwtClaims, Verified, VerifierOptions } from "../types.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

// What the gate calls of parts that a bundle has only if it uses them: the value of an option brings its code along.

/** The option `dpop`: what a token that is bound to a key must come with (RFC 9449). */
export interface DpopOptions {
  /** Where the identifiers of proofs are kept, so that each is used once: `memoryReplay()` or another of `jwt-wasm/dpop`. */
  replay: ReplayStore;
  /** `true` refuses tokens that are not bound. */
  required?: boolean;
}

/** Checks proofs as options say. */
export interface ProofChecker {
  /** @throws {JwtError} `options_invalid` */
  configure(options: DpopOptions): ConfiguredProofs;
}

export interface ConfiguredProofs {
  /** For the challenge (RFC 9449 §7.1). */
  readonly algorithms: readonly string[];
  readonly isRequired: boolean;
  /** Why the request's proof does not do for a token of these claims. `cnf.jkt` is known to be text. */
  check(incoming: Incoming, token: string, claims: JwtClaims, env: unknown): Promise<Rejection | undefined>;
  /** For `DPoP-Nonce` (RFC 9449 §8), if there are nonces. */
  nonce?(env: unknown): string | Promise<string>;
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

/** What the option `dpop.replay` takes. */
export class ReplayStore {
  readonly #checker: ProofChecker;

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
