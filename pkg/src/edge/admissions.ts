import { hasOwn } from "../kind.js";
import type { Answer } from "./answer.js";
import type { Demands } from "./demands.js";
import type { Guard, Passed } from "./guard.js";
import type { Incoming } from "./incoming.js";
import type { GateContext } from "./lazy.js";

/** A request that a framework passes from one handler to the next. */
export interface Visit<Env> {
  /** One object for each request, such as Hono's context. */
  readonly key: object;
  readonly incoming: Incoming;
  readonly env: Env;
  readonly context: GateContext | undefined;
  /** The framework's own request object, for the caller's functions. */
  readonly request?: unknown;
}

/** A request that may pass. `isNew` says whether this call has let it in; the adapter then changes its headers. */
export interface Admitted<P> {
  readonly passed: Passed<P>;
  readonly isNew: boolean;
}

/**
 * Remembers the requests that a guard has let in. A later handler checks only the demands of its route, because a proof
 * can be used once, and a store should be asked once.
 */
export class Admissions<P, Env> {
  readonly #guard: Guard<P, Env>;
  readonly #passed = new WeakMap<object, Passed<P>>();

  constructor(guard: Guard<P, Env>) {
    this.#guard = guard;
  }

  async admit(visit: Visit<Env>, demands?: Demands): Promise<Admitted<P> | Answer> {
    const { key, incoming, env, context, request } = visit;
    const before = this.#passed.get(key);
    if (before) {
      const refusal = demands && (await this.#guard.demand(before, demands, incoming, env, context, request));
      return refusal ?? { passed: before, isNew: false };
    }
    const decided = await this.#guard.decide(incoming, env, context, demands, request);
    if (hasOwn(decided, "status")) return decided;
    this.#passed.set(key, decided);
    return { passed: decided, isNew: true };
  }
}
