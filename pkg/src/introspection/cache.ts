import { BoundedMap } from "../issuers/bounded-map.js";
import { isWithin, now } from "../remote/clock.js";
import type { Answer } from "./answer.js";
import type { IntrospectionSettings } from "./options.js";

/** An answer, with its claims as the internal token in which they are checked; `undefined` for a token that is not active. */
export type Answered = (Answer & { readonly signed: string }) | undefined;

interface Kept<T> {
  readonly answer: T;
  readonly since: number;
  readonly seconds: number;
}

// In seconds. A new token may be called inactive until it has reached every server of the endpoint.
const LONGEST_REFUSED = 10;

// In characters. Longer answers are not kept, because a thousand of them would fill the memory.
const LONGEST_TEXT = 16_384;

/** Answers by the hash of their token, so that no token stays in memory after its request. */
export class Answers {
  readonly #maxAge: number;
  readonly #active: BoundedMap<Kept<Answered>>;
  /** Separate, so that a flood of inactive tokens cannot push out active ones. */
  readonly #refused: BoundedMap<Kept<undefined>>;

  constructor({ maxAge, maxEntries }: IntrospectionSettings) {
    this.#maxAge = maxAge;
    this.#active = new BoundedMap(maxEntries);
    this.#refused = new BoundedMap(maxEntries);
  }

  /** The kept answer, or `undefined` if the server must be asked. */
  get(hash: string): { readonly answer: Answered } | undefined {
    for (const answers of [this.#active, this.#refused]) {
      const kept = answers.get(hash);
      if (kept === undefined) continue;
      if (isWithin(now(), kept.since, kept.seconds)) return kept;
      answers.delete(hash);
    }
    return undefined;
  }

  put(hash: string, answer: Answered): void {
    if (this.#maxAge === 0) return;
    const since = now();
    if (answer === undefined) {
      this.#refused.set(hash, { answer, since, seconds: Math.min(LONGEST_REFUSED, this.#maxAge) });
      return;
    }
    const { exp } = answer.claims;
    const life = typeof exp === "number" ? exp - since : this.#maxAge;
    const seconds = Math.min(this.#maxAge, life);
    if (seconds > 0 && answer.text.length <= LONGEST_TEXT) this.#active.set(hash, { answer, since, seconds });
  }
}
