import { readValidity } from "../core/door.js";
import { isObject } from "../kind.js";
import { wrongOption } from "../read-options.js";
import type { Verified } from "../types.js";

const MAX_CACHE = 1_000_000;

/**
 * Reads the option `cache`, and returns what makes the cache, if one is wanted.
 * @throws {JwtError} `options_invalid`
 */
export function readCache(cache = 0): () => VerifiedTokens | undefined {
  if (!Number.isInteger(cache) || cache < 0 || cache > MAX_CACHE) {
    throw wrongOption("cache", `must be a whole number of tokens from 0 to ${MAX_CACHE}`, cache);
  }
  return () => (cache > 0 ? new VerifiedTokens(cache) : undefined);
}

interface Entry {
  readonly verified: Verified<unknown>;
  /** The token passes from this time, in seconds since 1970-01-01T00:00:00Z, until the other. */
  readonly from: number;
  readonly until: number;
}

/**
 * Tokens that have passed every check, by their whole text. A full cache drops the least recently used one. Refusals
 * and parts of tokens are never kept.
 */
export class VerifiedTokens {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  // One iterator for all drops: a new one would first step over every entry that was deleted before.
  readonly #oldestFirst = this.#entries.keys();
  #newest: Entry | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The token's result, or `undefined` if it must be verified. A token outside its validity is dropped. */
  get(token: string, now: number): Verified<unknown> | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined) return undefined;
    const isInTime = entry.from <= now && now < entry.until;
    // The newest token is already at the end.
    if (isInTime && entry === this.#newest) return entry.verified;
    this.#entries.delete(token);
    this.#newest = isInTime ? entry : undefined;
    if (!isInTime) return undefined;
    this.#entries.set(token, entry);
    return entry.verified;
  }

  /** Keeps the result that `read` takes from the core, and returns it frozen, because every caller gets the same object. */
  keep<P>(token: string, read: () => Verified<P>): Verified<P> {
    const [from, until] = readValidity();
    const frozen = deepFreeze(read());
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

/** The recursion is bounded, because the core limits the depth of JSON. */
function deepFreeze<T>(value: T): T {
  if (!isObject(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
