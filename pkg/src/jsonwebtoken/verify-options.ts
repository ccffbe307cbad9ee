import { invalidOptions } from "../error.js";
import { isPlainObject, kindOf, tagOf } from "../kind.js";
import { flag, namedOptions, orUnreadable, withoutPrototype, wrongOption } from "../read-options.js";
import { seconds } from "./clock.js";
import { JsonWebTokenError } from "./errors.js";
import { type LegacyWords, legacyWords } from "./legacy.js";

/** What a token must fulfil. */
export interface Demands {
  /** `undefined` for those of the key's kind. */
  readonly algorithms: readonly string[] | undefined;
  readonly audience: readonly (string | RegExp)[] | undefined;
  readonly issuer: readonly string[] | undefined;
  readonly subject: string | undefined;
  readonly jwtid: string | undefined;
  readonly nonce: string | undefined;
  readonly maxAge: unknown;
  /** In seconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  readonly tolerance: number;
  readonly isComplete: boolean;
  readonly ignoresExpiration: boolean;
  readonly ignoresNotBefore: boolean;
  readonly words: LegacyWords;
}

const NAMES = [
  "algorithms",
  "audience",
  "clockTimestamp",
  "clockTolerance",
  "complete",
  "issuer",
  "ignoreExpiration",
  "ignoreNotBefore",
  "jwtid",
  "nonce",
  "subject",
  "maxAge",
  "allowInvalidAsymmetricKeyTypes",
  "legacy",
] as const;

type Given = { readonly [name in (typeof NAMES)[number]]?: unknown };

/**
 * @throws {JsonWebTokenError} for the three options for which jsonwebtoken has its own messages
 * @throws {JwtError} `options_invalid`
 */
export function readVerifyOptions(options: unknown): Demands {
  const { given, words } = named(options ?? {});
  const { clockTimestamp, clockTolerance = 0, nonce, allowInvalidAsymmetricKeyTypes: anyType } = given;
  if (clockTimestamp !== undefined && typeof clockTimestamp !== "number") {
    throw new JsonWebTokenError("clockTimestamp must be a number");
  }
  if (nonce !== undefined && (typeof nonce !== "string" || nonce.trim() === "")) {
    throw new JsonWebTokenError("nonce must be a non-empty string");
  }
  if (anyType !== undefined && typeof anyType !== "boolean") {
    throw new JsonWebTokenError("allowInvalidAsymmetricKeyTypes must be a boolean");
  }
  if (typeof clockTolerance !== "number" || !(clockTolerance >= 0 && clockTolerance <= MOST_TOLERANCE)) {
    throw wrongOption("clockTolerance", "must be a number of seconds from 0 to 1e11", clockTolerance);
  }
  const lists = orUnreadable("options", () => ({
    algorithms: algorithms(given.algorithms),
    audience: oneOrMore("audience", given.audience, isTextOrPattern, "strings or regular expressions")?.map(
      (one) => (isPattern(one) ? new RegExp(one.source, one.flags) : one),
    ),
    issuer: oneOrMore("issuer", given.issuer, isText, "strings"),
    subject: text("subject", given.subject),
    jwtid: text("jwtid", given.jwtid),
  }));
  return {
    ...lists,
    nonce,
    maxAge: given.maxAge,
    now: seconds(clockTimestamp),
    tolerance: clockTolerance,
    isComplete: flag("complete", given.complete),
    ignoresExpiration: flag("ignoreExpiration", given.ignoreExpiration),
    ignoresNotBefore: flag("ignoreNotBefore", given.ignoreNotBefore),
    words,
  };
}

/** Refuses unknown and missing options, because a check would not be made, unless `legacy.looseOptions` allows them. */
function named(options: unknown): { readonly given: Given; readonly words: LegacyWords } {
  return orUnreadable("options", () => {
    if (!isPlainObject(options))
      throw invalidOptions(`options must be a plain object, but it is ${kindOf(options)}`);
    const read: Given = withoutPrototype(options);
    const words = legacyWords(read.legacy);
    if (!words.looseOptions) return { given: namedOptions(read, "options", NAMES), words };
    const given = NAMES.filter((name) => !isLoose(name, read[name])).map((name) => [name, read[name]]);
    return { given: Object.fromEntries(given), words };
  });
}

/** Whether `looseOptions` ignores the option. An empty nonce is an error in jsonwebtoken too. */
function isLoose(name: string, value: unknown): boolean {
  return value === undefined || (name !== "nonce" && (value === null || value === ""));
}

const MOST_TOLERANCE = 1e11;

function algorithms(given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || !given.every(isText)) {
    throw wrongOption("algorithms", "must be an array of names", given);
  }
  if (!given.includes("none")) return [...given];
  throw invalidOptions(
    'the algorithm "none" is not supported: a token without a signature proves nothing; decode reads it',
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isTextOrPattern(value: unknown): value is string | RegExp {
  return isText(value) || isPattern(value);
}

/** Whether it is a regular expression, of any realm. */
export function isPattern(value: unknown): value is RegExp {
  return tagOf(value) === "RegExp" && isText((value as RegExp).source);
}

function text(name: string, given: unknown): string | undefined {
  if (given === undefined || isText(given)) return given;
  throw wrongOption(name, "must be a string that is not empty", given);
}

function oneOrMore<T>(
  name: string,
  given: unknown,
  is: (value: unknown) => value is T,
  wanted: string,
): readonly T[] | undefined {
  if (given === undefined) return undefined;
  const list: unknown[] = Array.isArray(given) ? [...given] : [given];
  if (list.every(is)) return list;
  throw wrongOption(name, `must be one or more ${wanted} that are not empty`, given);
}
