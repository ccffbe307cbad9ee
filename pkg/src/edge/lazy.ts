import { isJwtError, JwtError } from "../error.js";
import type { Decrypter } from "../jwe/decrypter.js";
import { sourceIn } from "../keys/handle.js";
import { isWithin, now } from "../remote/clock.js";
import { within } from "../remote/deadline.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { VerificationKey } from "../types.js";
import type { TokenReader } from "./verifying.js";

/** The part of a runtime's execution context that is used, if there is one. */
export interface GateContext {
  /**
   * Keeps the runtime alive until the promise is settled.
   * @throws nothing of this package
   */
  waitUntil(promise: Promise<unknown>): void;
}

/** What the gate reads tokens with. */
export type GateKey = VerificationKey | Decrypter;

export type KeyFrom<Env> = (env: Env) => GateKey | Promise<GateKey>;

// In seconds, so that a fetch that hangs is not joined by another one for each request.
const PREFETCH_PAUSE = 5;

/** A reader of tokens whose key is requested when it is first needed, and then kept. A failure is not kept. */
export class LazyReader<P, Env> {
  readonly #keyFrom: KeyFrom<Env>;
  readonly #make: (key: GateKey) => TokenReader<P>;
  #ready: { readonly key: GateKey; readonly reader: TokenReader<P> } | undefined;
  #asking: Promise<GateKey> | undefined;
  #prefetchedAt = Number.NEGATIVE_INFINITY;

  constructor(keyFrom: KeyFrom<Env>, make: (key: GateKey) => TokenReader<P>) {
    this.#keyFrom = keyFrom;
    this.#make = make;
  }

  async get(env: Env): Promise<TokenReader<P>> {
    return (this.#ready ?? (await this.#readyFor(env))).reader;
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
    await sourceIn(key)?.prefetch();
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

  #keep(key: GateKey) {
    this.#ready ??= { key, reader: this.#make(key) };
    return this.#ready;
  }

  #ask(env: Env): GateKey | Promise<GateKey> {
    if (this.#asking !== undefined) return this.#asking;
    const given = this.#keyFrom(env);
    if (!isPromise(given)) return given;
    const key = (async () => given)();
    // If the key comes after the deadline, it is kept for later requests.
    key.then((late) => this.#keep(late)).catch(() => {});
    const inTime = within([], () => key, STORE_TIMEOUT);
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

function isPromise(given: unknown): given is Promise<GateKey> {
  return typeof (given as { then?: unknown } | undefined)?.then === "function";
}
