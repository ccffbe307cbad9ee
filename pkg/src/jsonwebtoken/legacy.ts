import { flag, namedOptions } from "../read-options.js";

/** What jsonwebtoken takes and this package refuses unless it is named here, each for as long as it takes to change it. */
export interface Legacy {
  /**
   * `true` takes HMAC secrets that are shorter than the hash (RFC 7518 §3.2). Anyone who sees one token of a weak secret can
   * search for the secret offline.
   */
  shortSecrets?: boolean | undefined;
  /** `true` takes tokens of more than 16384 characters. */
  longTokens?: boolean | undefined;
  /**
   * `true` takes options of `verify` that are `undefined`, `null` or empty as if they were not given, and ignores unknown
   * ones. A check whose value a configuration lacks is then not made.
   */
  looseOptions?: boolean | undefined;
  /** `true` takes EC keys whose curve is spelled out instead of named, where `node:crypto` reads them. */
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
