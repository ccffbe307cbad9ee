import { invalidOptions } from "../error.js";
import { isPlainObject } from "../kind.js";
import { orUnreadable, withoutPrototype } from "../read-options.js";
import type { PublicKeyAlgorithm, SecretAlgorithm, SignJwsOptions } from "../types.js";
import { type LegacyWords, legacyWords } from "./legacy.js";

/** The options of `sign`, after their checks. */
export interface Signing {
  readonly algorithm: SecretAlgorithm | PublicKeyAlgorithm;
  /** The header without the algorithm. */
  readonly header: SignJwsOptions;
  readonly given: Given;
  readonly words: LegacyWords;
}

type Given = { readonly [name in keyof typeof RULES]?: unknown };

const ALGORITHMS = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 HS256 HS384 HS512".split(" ");

const isText = (value: unknown): boolean => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isTimespan = (value: unknown): boolean => Number.isInteger(value) || (isText(value) && value !== "");
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const TIMESPAN = "should be a number of seconds or string representing a timespan";

/** The check of each option, and jsonwebtoken's message for an option that fails it. */
const RULES = {
  algorithm: [(value: unknown) => ALGORITHMS.includes(value as string), "must be a valid string enum value"],
  expiresIn: [isTimespan, TIMESPAN],
  notBefore: [isTimespan, TIMESPAN],
  audience: [(value: unknown) => isText(value) || isTexts(value), "must be a string or array"],
  header: [isPlainObject, "must be an object"],
  encoding: [isText, "must be a string"],
  issuer: [isText, "must be a string"],
  subject: [isText, "must be a string"],
  jwtid: [isText, "must be a string"],
  noTimestamp: [isFlag, "must be a boolean"],
  keyid: [isText, "must be a string"],
  mutatePayload: [isFlag, "must be a boolean"],
  allowInsecureKeySizes: [isFlag, "must be a boolean"],
  allowInvalidAsymmetricKeyTypes: [isFlag, "must be a boolean"],
  legacy: [() => true, ""],
} as const satisfies { readonly [name: string]: readonly [(value: unknown) => boolean, string] };

/**
 * @param isClaims whether the payload is an object; the header then has `typ: "JWT"`
 * @throws {JwtError} `options_invalid`
 */
export function readSignOptions(options: unknown, isClaims: boolean): Signing {
  const given = orUnreadable("options", () => checked(options ?? {}));
  const { algorithm = "HS256", keyid, header = {} } = given;
  // A parameter of the caller that is `undefined` removes the usual one, as in jsonwebtoken.
  const usual = { alg: algorithm, typ: isClaims ? "JWT" : undefined, kid: keyid };
  const parameters: { readonly [name: string]: unknown } = orUnreadable("options.header", () => ({
    ...usual,
    ...(header as object),
  }));
  const { alg, typ, kid, ...rest } = parameters;
  if (alg === "none") throw none();
  if (!ALGORITHMS.includes(alg as string)) throw invalidOptions(`"algorithm" ${RULES.algorithm[1]}`);
  const others = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    algorithm: alg as Signing["algorithm"],
    header: {
      ...(typ === undefined ? {} : { typ: typ as string }),
      ...(kid === undefined ? {} : { kid: kid as string }),
      ...(Object.keys(others).length === 0 ? {} : { header: others }),
    },
    given,
    words: legacyWords(given.legacy),
  };
}

function checked(options: unknown): Given {
  if (!isPlainObject(options)) throw invalidOptions('Expected "options" to be a plain object.');
  const given = withoutPrototype(options);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(RULES, name)) throw invalidOptions(`"${name}" is not allowed in "options"`);
    if (name === "algorithm" && value === "none") throw none();
    const [isValid, message] = RULES[name as keyof typeof RULES];
    if (!isValid(value)) throw invalidOptions(`"${name}" ${message}`);
  }
  return given;
}

function none(): Error {
  return invalidOptions('the algorithm "none" is not supported: a token without a signature proves nothing');
}
