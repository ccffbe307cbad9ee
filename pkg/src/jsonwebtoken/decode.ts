import { isJwtError } from "../error.js";
import { flag, namedOptions, orUnreadable } from "../read-options.js";
import { legacyWords } from "./legacy.js";
import { limitFor, readToken } from "./token.js";
import type { DecodeOptions, Jwt, JwtPayload } from "./types.js";

/**
 * Reads a token and **verifies nothing**: anybody can have written it.
 * @returns the payload, or with `complete` the whole token; `null` if it is not a token
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const decoded = decode(token, { complete: true });
 * console.log(decoded?.header.kid);
 * ```
 */
export function decode(token: string, options: DecodeOptions & { complete: true }): null | Jwt;
export function decode(token: string, options: DecodeOptions & { json: true }): null | JwtPayload;
export function decode(token: string, options?: DecodeOptions): null | JwtPayload | string;
export function decode(token: string, options?: DecodeOptions): null | Jwt | JwtPayload | string {
  const { limit, isJson, isComplete } = orUnreadable("options", () => readOptions(options ?? {}));
  if (typeof token !== "string") return null;
  try {
    const { header, payload, signature } = readToken(token, limit, isJson);
    return isComplete ? { header, payload, signature } : payload;
  } catch (thrown) {
    if (!isJwtError(thrown) || thrown.code === "sync_unavailable") throw thrown;
    return null;
  }
}

/** Options that are `undefined` are left out: `decode` checks nothing, so no check can be lost. */
function readOptions(options: DecodeOptions) {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { complete, json, legacy } = namedOptions(given, "options", ["complete", "json", "legacy"]);
  return {
    isComplete: flag("complete", complete),
    isJson: flag("json", json),
    limit: limitFor(legacyWords(legacy)),
  };
}
