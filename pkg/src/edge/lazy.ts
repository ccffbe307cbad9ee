import { isJwtError, JwtError } from "../error.js";
import { heldBy, isSource } from "../keys/handle.js";
import { isWithin, now } from "../remote/clock.js";
import { within } from "../remote/deadline.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { VerificationKey } from "../types.js";
import type { TokenVerifier } from "./verifying.js";

/** What of a runtime's execution context is used, where there is one. */
export interface GateContext {
  waitUntil(promise: Promise<unknown>): void;
}

export type KeyFrom<Env> = (env: Env) => VerificationKey | Promise<VerificationKey>;

// A fetch that hangs is not to be joined by another for every request.
const PREFETCH_PAUSE = 5;

/** A verifier whose key is asked for when it is needed first, and then kept. What fails is not kept. */
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

  /** Has the keys of a provider fetched while nobody waits for them. Failures are reported to the call that needs the keys. */
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
      // Without a pause where none is needed: of requests that come at once, the first has the key made.
      return this.#keep(isPromise(given) ? await given : given);
    } catch (error) {
      throw told(error);
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
    // A key that comes late serves later requests.
    key.then((late) => this.#keep(late)).catch(() => {});
    const inTime = within({ seconds: STORE_TIMEOUT, signals: [] }, () => key);
    // On Workers no request may await another's promise.
    if (requestsAreIsolated()) return inTime;
    this.#asking = inTime.finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }
}

/** What a binding or a variable that is not set gives, most makers of keys refuse, none of which knows where it comes from. */
function told(error: unknown): unknown {
  if (!isJwtError(error) || !/undefined|empty/.test(error.message)) return error;
  const message = `${error.message} (in keyFromEnv; is the binding or variable set?)`;
  return new JwtError(message, error, { cause: error });
}

function isPromise(given: unknown): given is Promise<VerificationKey> {
  return typeof (given as { then?: unknown } | undefined)?.then === "function";
}
