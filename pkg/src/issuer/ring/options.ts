import { invalidOptions } from "../../error.js";
import { ALGORITHMS } from "../../names.js";
import { namedOptions, orUnreadable, wrongOption, wrongValue } from "../../read-options.js";
import type { PublicKeyAlgorithm } from "../../types.js";

/** When keys of a ring come and go. Times are in whole seconds. */
export interface KeyRingOptions {
  /**
   * For how long a new key is published before it signs. It must be longer than any verifier keeps the published set, and longer
   * than any of your processes keeps the stored keys. `jwksResponse` lets caches keep the set for half of it. Default 86400.
   */
  publishAhead?: number;
  /**
   * For how long a key stays published after its last signature: at least the longest lifetime of its tokens. There is no
   * default, because only you know that lifetime.
   */
  retireAfter: number;
  /** The algorithm of the keys that `rotate` makes. Default: the newest key's algorithm, and `"ES256"` in an empty ring. */
  algorithm?: PublicKeyAlgorithm;
}

/** The options after their checks. */
export interface RingSettings {
  readonly publishAhead: number;
  readonly retireAfter: number;
  readonly algorithm: PublicKeyAlgorithm | undefined;
}

// Ten years: a longer time is a mistake, such as milliseconds.
const LONGEST = 315_360_000;
const DAY = 86_400;

/** @throws {JwtError} `options_invalid` */
export function readRingOptions(options: unknown): RingSettings {
  const read = namedOptions(options, "options", ["publishAhead", "retireAfter", "algorithm"]);
  return orUnreadable("options", () => {
    const { publishAhead = DAY, retireAfter, algorithm } = read;
    if (retireAfter === undefined) {
      throw invalidOptions(
        "options.retireAfter is missing; give the longest lifetime of the tokens, in seconds",
      );
    }
    return {
      publishAhead: seconds("publishAhead", publishAhead),
      retireAfter: seconds("retireAfter", retireAfter),
      algorithm: algorithm === undefined ? undefined : algorithmIn(algorithm),
    };
  });
}

function seconds(name: string, value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > LONGEST) {
    throw wrongOption(`options.${name} must be a whole number of seconds, 0 to ${LONGEST}`, value);
  }
  return value as number;
}

function algorithmIn(value: unknown): PublicKeyAlgorithm {
  const known = ALGORITHMS.find((name) => name === value);
  if (known === undefined || isSecret(known)) {
    throw wrongValue('options.algorithm must be one with a key pair, such as "ES256"', value);
  }
  return known as PublicKeyAlgorithm;
}

/** HMAC algorithms are excluded, because a secret cannot be published. */
export function isSecret(algorithm: string): boolean {
  return algorithm.startsWith("HS");
}
