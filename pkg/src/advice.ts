import { className, isObject, tagOf } from "./kind.js";

/** As advice; a message of the core says `a number`. */
export const TIME = "seconds since 1970-01-01T00:00:00Z as a number";

/** Words by name. Without a prototype, so that a name such as `constructor` is not found. */
type Words = { readonly [name: string]: string | undefined };

/** What each member must be, by the member's name. */
export type Wanted = Words;

/** The types of the registered claims (RFC 7519 §4.1), in the same words as the core's messages. */
export const CLAIMS = {
  __proto__: null,
  iss: "a string",
  sub: "a string",
  aud: "a string or an array of strings",
  exp: TIME,
  nbf: TIME,
  iat: TIME,
  jti: "a string",
} as unknown as Wanted;

const ONE_OR_MORE = "a string or a list of strings";
const DURATION = "a number of seconds";

/** The types of options that callers often get wrong. */
export const OPTIONS = {
  __proto__: null,
  issuer: ONE_OR_MORE,
  audience: ONE_OR_MORE,
  subject: ONE_OR_MORE,
  jwtId: ONE_OR_MORE,
  typ: "a string",
  kid: "a string",
  acr: ONE_OR_MORE,
  scope: ONE_OR_MORE,
  nonce: "a string",
  maxAge: DURATION,
  maxAuthAge: DURATION,
  clockTolerance: DURATION,
  expiresIn: DURATION,
  notBefore: DURATION,
  now: TIME,
} as unknown as Wanted;

/** What the caller should give instead of a value that is not JSON, by the value's class. */
const INSTEAD = {
  __proto__: null,
  Date: `${TIME}: Math.floor(date / 1000), or a string: date.toISOString()`,
  RegExp: "a string: values are compared whole",
  Map: "a plain object: Object.fromEntries(map)",
  Set: "an array: [...set]",
  String: "the string itself",
  Number: "the number itself",
  Boolean: "true or false itself",
  bigint: "a number up to 2^53 - 1, or a string: String(value)",
  number: "a finite number",
} as unknown as Words;

/**
 * Tells the caller what to give instead of a value that is not JSON.
 * @param wanted what the place needs, if that is known
 */
export function adviceFor(value: unknown, wanted: string | undefined): string {
  if (value === undefined) return "leave it out if it is not wanted";
  const key = keyAdvice(value);
  if (key !== undefined) return key;
  const kind = isObject(value) ? className(value) : typeof value;
  if (kind === "Promise") return "await it";
  if (wanted !== undefined) {
    return `give ${wanted}${how(kind, wanted)}`;
  }
  const instead = INSTEAD[kind];
  if (instead) return `give ${instead}`;
  if (ArrayBuffer.isView(value) || kind.endsWith("ArrayBuffer")) return "give text, such as base64url";
  // Such as an ObjectId, a URL, a Decimal or a date of another library.
  if (!isObject(value)) return "give a JSON value, or leave it out";
  return "toJSON" in value ? "give what its toJSON() returns" : "give a plain object";
}

/**
 * How the caller turns a key of the runtime into a key of this package. The key is recognised by its tag or its class,
 * because `instanceof` fails for a key of another realm, as in test runners.
 */
export function keyAdvice(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const tag = tagOf(value);
  const call =
    className(value) === "X509Certificate"
      ? "publicKey(certificate.toString(), algorithm)"
      : tag === "KeyObject"
        ? 'jwk(key.export({ format: "jwk" }), algorithm)'
        : tag === "CryptoKey"
          ? "cryptoKey(key, algorithm)"
          : undefined;
  return call && `make the key by ${call}`;
}

function how(kind: string, wanted: string): string {
  if (kind === "Date" && wanted === TIME) return ": Math.floor(date / 1000)";
  if (!wanted.startsWith("a string")) return "";
  if (kind === "RegExp") return ": values are compared whole";
  return ["ObjectId", "UUID", "URL", "bigint"].includes(kind) ? ": String(value)" : "";
}
