import { isJwtError, JwtError } from "../error.js";
import { heldBy, isSource } from "../keys/handle.js";
import { isWithin, now } from "../remote/clock.js";
import { within } from "../remote/deadline.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { VerificationKey } from "../types.js";
import type { TokenVerifier } from "./verifying.js";

/** The part of a runtime's execution context that is used, if there is one. */
export interface GateContext {
  /**
   * Keeps the runtime alive until the promise is settled.
   * @throws nothing of this package
   */
  waitUntil(promise: Promise<unknown>): void;
}

export type KeyFrom<Env> = (env: Env) => VerificationKey | Promise<VerificationKey>;

// In seconds, so that a fetch that hangs is not joined by another one for each request.
const PREFETCH_PAUSE = 5;

/** A verifier whose key is requested when it is first needed, and then kept. A failure is not kept. */
export class LazyVerifier<P, Env> {
  readonly #keyFrom: KeyFrom<Env>;
  readonly #make: (key: VerificationKey) => TokenVerifier<P>;
  #ready: { readonly key: VerificationKey; readonly verifier: TokenVerifier<P> } | undefined;
  #asking: Promise<VerificationKey> | undefined;
  #prefetchedAt = Number.NEGATIVE_INFINITY;

  constructor(keyFrom: KeyFrom<Env>, make: (key: VerificationKey) => TokenVerifier<P>) {
    this.#keyFrom = keyFrom;
    this.#make = make;
  }

  async get(env: Env): Promise<TokenVerifier<P>> {
    return (this.#ready ?? (await this.#readyFor(env))).verifier;
  }

  /** Fetches the keys of a provider in the background. A failure is ignored here: the call that needs the keys reports it. */
  prefetch(env: Env, context: GateContext | undefined): void {
    const time = now();
    if (isWithin(time, this.#prefetchedAt, PREFETCH_PAUSE)) return;
    this.#prefetchedAt = time;
    const fetched = this.#fetch(env).catch(() => {});
    context?.waitUntil(fetched);
  }

  async #fetch(env: Env): Promise<void> {
    const { key } = this.#ready ?? (await this.#readyFor(env));
    const held = heldBy(key);
    if (isSource(held)) await held.prefetch();
  }

  async #readyFor(env: Env) {
    try {
      const given = this.#ask(env);
      // Not awaited unless it is a promise, so that the first of several simultaneous requests makes the key.
      return this.#keep(isPromise(given) ? await given : given);
    } catch (error) {
      throw withHint(error);
    }
  }

  #keep(key: VerificationKey) {
    this.#ready ??= { key, verifier: this.#make(key) };
    return this.#ready;
  }

  #ask(env: Env): VerificationKey | Promise<VerificationKey> {
    if (this.#asking !== undefined) return this.#asking;
    const given = this.#keyFrom(env);
    if (!isPromise(given)) return given;
    const key = (async () => given)();
    // If the key comes after the deadline, it is kept for later requests.
    key.then((late) => this.#keep(late)).catch(() => {});
    const inTime = within({ seconds: STORE_TIMEOUT, signals: [] }, () => key);
    // On Workers, one request must not await the promise of another.
    if (requestsAreIsolated()) return inTime;
    this.#asking = inTime.finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }
}

/**
 * Adds a hint to the error for a secret or key that is undefined or empty, because a binding that is not set is the
 * usual reason.
 */
function withHint(error: unknown): unknown {
  if (!isJwtError(error) || !/undefined|empty/.test(error.message)) return error;
  const message = `${error.message} (in keyFromEnv; is the binding or variable set?)`;
  return new JwtError(message, error, { cause: error });
}

function isPromise(given: unknown): given is Promise<VerificationKey> {
  return typeof (given as { then?: unknown } | undefined)?.then === "function";
}
