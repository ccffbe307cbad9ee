import { isObject } from "../kind.js";
import type { Verified } from "../types.js";

interface Entry {
  readonly verified: Verified<unknown>;
  /** Seconds between which the token goes on passing. */
  readonly from: number;
  readonly until: number;
}

/**
 * Tokens that have passed every check, by their whole text, the least recently used of which goes first. Nothing else
 * is ever kept: neither a refusal nor a part of a token.
 */
export class VerifiedTokens {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  // Kept, for each new one would pass all that was deleted before it comes to the oldest entry.
  readonly #oldestFirst = this.#entries.keys();
  #newest: Entry | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `undefined` if it is to be verified: what is out of its time is no longer kept. */
  get(token: string, now: number): Verified<unknown> | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined) return undefined;
    const isInTime = entry.from <= now && now < entry.until;
    // The token that came last is in its place already.
    if (isInTime && entry === this.#newest) return entry.verified;
    this.#entries.delete(token);
    this.#newest = isInTime ? entry : undefined;
    if (!isInTime) return undefined;
    this.#entries.set(token, entry);
    return entry.verified;
  }

  /** Gives the result frozen, for every caller gets the same one. */
  keep<P>(token: string, verified: Verified<P>, [from, until]: readonly [number, number]): Verified<P> {
    const frozen = deepFreeze(verified);
    this.#entries.delete(token);
    if (this.#entries.size >= this.#limit) {
      const { value: oldest } = this.#oldestFirst.next();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#newest = { verified: frozen, from, until };
    this.#entries.set(token, this.#newest);
    return frozen;
  }
}

/** The core has bounded the depth of what is parsed. */
function deepFreeze<T>(value: T): T {
  if (!isObject(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
