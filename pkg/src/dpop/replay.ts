import { ReplayStore } from "../edge/hooks.js";
import { isObject } from "../kind.js";
import { namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import type { ProofUse, RecordUse } from "./proof-use.js";
import { Proofs } from "./proofs.js";

/** The options of `replayStore`. */
export interface ReplayStoreOptions<Env = unknown> {
  /**
   * Records the use of a proof, and returns whether it is the first one. Until `expiresAt`, only one call for the same
   * `id` may return `true`. The proof is refused if the function throws, returns anything other than `true` or `false`,
   * or takes more than 5 seconds.
   * @param env the bindings of the request, in which Workers have their stores; `undefined` without a gate
   */
  use: (proof: ProofUse, env: Env) => boolean | Promise<boolean>;
}

let useIn: (store: unknown) => RecordUse | undefined;

class Store<Env> extends ReplayStore<Env> {
  readonly #use: RecordUse;

  constructor(use: RecordUse) {
    super({ configure: (options) => new Proofs(use, options) });
    this.#use = use;
  }

  static {
    useIn = (store) => (isObject(store) && #use in store ? store.#use : undefined);
  }
}

/** A store that records the use of proofs by this function. */
export function storeOf<Env>(use: (proof: ProofUse, env: Env) => unknown): ReplayStore<Env> {
  return new Store<Env>(use as RecordUse);
}

/**
 * Makes a store of used proofs from your own function.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * // What your database says: INSERT INTO used (id, expires_at) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING
 * const insert = async (..._row: [id: string, expiresAt: number]) => ({ rowCount: 1 });
 * const replay = replayStore({
 *   use: async ({ id, expiresAt }) => (await insert(id, expiresAt)).rowCount === 1,
 * });
 * console.log(typeof replay); // for the option `dpop` of the gate, and for `verifyDpopProof`
 * ```
 */
export function replayStore<Env = unknown>(options: ReplayStoreOptions<Env>): ReplayStore<Env> {
  return orUnreadable("options", () => {
    const { use } = namedOptions(options, "options", ["use"]);
    if (typeof use !== "function") throw wrongOption("use", "must be a function", use);
    return storeOf<Env>((proof, env) => (use as ReplayStoreOptions<Env>["use"])(proof, env));
  });
}

/** @throws {JwtError} `options_invalid` if it is not a store of this module */
export function useOf(store: unknown, name: string): RecordUse {
  const use = useIn(store);
  if (use === undefined) {
    const wanted = "must be made by memoryReplay, redisReplay, durableObjectReplay, kvReplay or replayStore";
    throw wrongOption(name, wanted, store);
  }
  return use;
}
