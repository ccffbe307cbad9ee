import { isJwtError, JwtError } from "../error.js";
import { isObject } from "../kind.js";
import { namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";

/** The use of one proof. */
export interface ProofUse {
  /** Names the proof among all of all keys: a hash of its key and its `jti`, 43 letters of base64url. */
  readonly id: string;
  /** The thumbprint of its key (RFC 7638), by which a store can be divided. */
  readonly jkt: string;
  /** When it may be forgotten, in seconds since 1970-01-01T00:00:00Z: from then on its `iat` alone has it refused. */
  readonly expiresAt: number;
}

/** A store of the caller's own. */
export interface ReplayStoreOptions<Env = unknown> {
  /**
   * Whether this is the first use of the proof. Of any number of calls for one `id`, before it may be forgotten, at most one
   * may give `true`. A failure, an answer other than `true` and `false`, and none within 5 seconds let nobody in.
   * @param env the bindings of the request, in which Workers have their stores; `undefined` without a gate
   */
  use: (proof: ProofUse, env: Env) => boolean | Promise<boolean>;
}

declare const envOf: unique symbol;

/** What is remembered of proofs, so that each is used once (RFC 9449 §11.1). It is made by the functions of this module. */
export interface ReplayStore<Env = unknown> {
  readonly [envOf]: (env: Env) => void;
}

type Use = (proof: ProofUse, env: unknown) => unknown;

let useIn: (store: unknown) => Use | undefined;

class Store {
  readonly #use: Use;

  constructor(use: Use) {
    this.#use = use;
  }

  static {
    useIn = (store) => (isObject(store) && #use in store ? store.#use : undefined);
  }
}

export function storeOf<Env>(use: (proof: ProofUse, env: Env) => unknown): ReplayStore<Env> {
  return new Store(use as Use) as unknown as ReplayStore<Env>;
}

/**
 * A store of used proofs from a function.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const used = new Set<string>();
 * const replay = replayStore({ use: ({ id }) => used.size < used.add(id).size });
 * console.log(typeof replay); // for the option `dpop` of the gate, and for `verifyDpopProof`
 * ```
 */
export function replayStore<Env = unknown>(options: ReplayStoreOptions<Env>): ReplayStore<Env> {
  return orUnreadable("options", () => {
    const { use } = namedOptions(options, "options", ["use"]);
    if (typeof use !== "function") throw wrongOption("options.use must be a function", use);
    return storeOf<Env>((proof, env) => (use as ReplayStoreOptions<Env>["use"])(proof, env));
  });
}

/** @throws {JwtError} `options_invalid` for what is not a store of this module */
export function useOf(store: unknown, name: string): Use {
  const use = useIn(store);
  if (use === undefined) {
    throw wrongOption(
      `${name} must be made by memoryReplay, redisReplay, durableObjectReplay, kvReplay or replayStore`,
      store,
    );
  }
  return use;
}

/**
 * Whether this is the proof's first use.
 * @throws {JwtError} `revocation_unavailable` where the store does not say so, with what it did as `cause`
 */
export async function isFirstUse(use: Use, proof: ProofUse, env: unknown): Promise<boolean> {
  try {
    const given = use(proof, env);
    const answer =
      typeof given === "boolean"
        ? given
        : await within({ seconds: STORE_TIMEOUT, signals: [] }, async () => given);
    if (typeof answer !== "boolean") throw new TypeError("the answer is neither true nor false");
    return answer;
  } catch (cause) {
    // Code of the caller's can throw an error of this package's, of any code.
    if (isJwtError(cause) && cause.code === "revocation_unavailable") throw cause;
    throw new JwtError("the store of used proofs failed", { code: "revocation_unavailable" }, { cause });
  }
}
