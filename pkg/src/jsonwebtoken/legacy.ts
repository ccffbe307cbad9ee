import { flag, namedOptions } from "../read-options.js";

/**
 * What jsonwebtoken accepts and this package refuses, unless it is allowed here. Each is meant for the time until it is
 * replaced.
 */
export interface Legacy {
  /**
   * `true` accepts HMAC secrets that are shorter than the hash (RFC 7518 §3.2). Anybody who sees one token of a weak
   * secret can search for the secret offline.
   */
  shortSecrets?: boolean | undefined;
  /** `true` accepts tokens of more than 16384 characters. */
  longTokens?: boolean | undefined;
  /**
   * `true` ignores options of `verify` that are `undefined`, `null` or empty, and unknown options. If a value is
   * missing in the configuration, its check is then not made.
   */
  looseOptions?: boolean | undefined;
  /** `true` accepts EC keys with explicit curve parameters instead of a named curve, where `node:crypto` reads them. */
  explicitCurves?: boolean | undefined;
}

const WORDS = ["shortSecrets", "longTokens", "looseOptions", "explicitCurves"] as const;

/** @internal */
export type LegacyWords = { readonly [word in (typeof WORDS)[number]]: boolean };

const NONE: LegacyWords = {
  shortSecrets: false,
  longTokens: false,
  looseOptions: false,
  explicitCurves: false,
};

/**
 * @throws {JwtError} `options_invalid`
 * @internal
 */
export function legacyWords(legacy: unknown): LegacyWords {
  if (legacy === undefined) return NONE;
  const read = namedOptions(legacy, "options.legacy", WORDS);
  const words = WORDS.map((word) => [word, flag(`legacy.${word}`, read[word])]);
  return Object.fromEntries(words) as LegacyWords;
}
