import type { ReplayStore } from "../../edge/hooks.js";
import { namedOptions, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";

export interface MemoryReplayOptions {
  /**
   * How many used proofs to hold at most, of about 100 bytes each. A full store refuses proofs until the oldest one has expired.
   * Default 1000000.
   */
  maxProofs?: number;
}

/**
 * Used proofs in the memory of this process. It is exact for a server with one process, and for development. Other processes do
 * not see them, and a restart forgets them.
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
    throw wrongOption("options.maxProofs must be a whole number of at least 1", maxProofs);
  }
  const used = new UsedProofs(maxProofs as number);
  return storeOf(({ id, expiresAt }) => used.use(id, expiresAt));
}

// Seconds of the clock for which proofs share a generation, and are dropped together.
const GENERATION = 60;

interface Generation {
  readonly begunAt: number;
  readonly ids: Set<string>;
  expiresAt: number;
}

/** In generations, so that dropping proofs does not visit each one, and no proof takes more memory than its name. */
class UsedProofs {
  readonly #limit: number;
  #generations: Generation[] = [];
  /** Proofs that expire by this time may have been dropped already. */
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
    if (held >= this.#limit) throw new RangeError(`all ${this.#limit} places for used proofs are taken`);
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
    // A clock that was set back begins one as well.
    if (last !== undefined && Math.abs(time - last.begunAt) < GENERATION) return last;
    const next = { begunAt: time, ids: new Set<string>(), expiresAt: 0 };
    this.#generations.push(next);
    return next;
  }
}
