import type { ReplayStore } from "../../edge/hooks.js";
import { namedOptions, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";

/** The options of `memoryReplay`. */
export interface MemoryReplayOptions {
  /**
   * How many used proofs to keep at most. Each takes about 100 bytes. A full store refuses proofs until the oldest one
   * has expired. Default 1000000.
   */
  maxProofs?: number;
}

/**
 * Makes a store that keeps used proofs in the memory of this process. It is exact for a server with one process. Other
 * processes do not see its proofs, and a restart forgets them.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const gate = createGate({
 *   key: publicKey(publicPem, "ES256"),
 *   dpop: { replay: memoryReplay(), publicUrl: "https://api.example" },
 *   origin: () => new Response("with a proof, if the token is bound"),
 * });
 * const refused = await gate(new Request("https://api.example/"));
 * console.log(refused.status); // 401
 * ```
 */
export function memoryReplay(options: MemoryReplayOptions = {}): ReplayStore {
  const { maxProofs = 1_000_000 } = namedOptions(options, "options", ["maxProofs"]);
  if (!Number.isSafeInteger(maxProofs) || (maxProofs as number) < 1) {
    throw wrongOption("maxProofs", "must be a whole number of at least 1", maxProofs);
  }
  const used = new UsedProofs(maxProofs as number);
  return storeOf(({ id, expiresAt }) => used.use(id, expiresAt));
}

// In seconds. Proofs of this span of time are dropped together.
const GENERATION = 60;

interface Generation {
  readonly begunAt: number;
  readonly ids: Set<string>;
  expiresAt: number;
}

/**
 * Used proofs in generations, so that dropping expired ones does not visit each proof, and a proof takes no more memory
 * than its id.
 */
class UsedProofs {
  readonly #limit: number;
  #generations: Generation[] = [];
  /** Proofs that expire before this time may have been dropped already. */
  #forgottenUntil = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  use(id: string, expiresAt: number): boolean {
    const time = now();
    this.#generations = this.#generations.filter((generation) => !this.#isForgotten(generation, time));
    if (this.#generations.some(({ ids }) => ids.has(id))) return false;
    if (expiresAt <= this.#forgottenUntil) {
      throw new RangeError("the clock was set back, so the proof may have been used and forgotten");
    }
    const held = this.#generations.reduce((sum, { ids }) => sum + ids.size, 0);
    if (held >= this.#limit)
      throw new RangeError(`all ${this.#limit} places for used proofs are taken; raise maxProofs`);
    const newest = this.#newest(time);
    newest.ids.add(id);
    newest.expiresAt = Math.max(newest.expiresAt, expiresAt);
    return true;
  }

  #isForgotten({ expiresAt }: Generation, time: number): boolean {
    if (expiresAt > time) return false;
    this.#forgottenUntil = Math.max(this.#forgottenUntil, expiresAt);
    return true;
  }

  #newest(time: number): Generation {
    const last = this.#generations.at(-1);
    // If the clock was set back, a new generation begins as well.
    if (last !== undefined && Math.abs(time - last.begunAt) < GENERATION) return last;
    const next = { begunAt: time, ids: new Set<string>(), expiresAt: 0 };
    this.#generations.push(next);
    return next;
  }
}
