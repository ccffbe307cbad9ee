import { className, isObject, tagOf } from "./kind.js";

const NUMBER = "a number";
const TIME = "seconds since 1970-01-01T00:00:00Z as a number";

/** What members must be, by their names. */
export type Wanted = Readonly<Record<string, string>>;

/** The types of the registered claims (RFC 7519 §4.1), in the core's words. */
export const CLAIMS: Wanted = {
  iss: "a string",
  sub: "a string",
  aud: "a string or an array of strings",
  exp: NUMBER,
  nbf: NUMBER,
  iat: NUMBER,
  jti: "a string",
};

const ONE_OR_MORE = "a string or a list of strings";
const DURATION = "a number of seconds";

/** The types of options that are often given another value. */
export const OPTIONS: Wanted = {
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
};

/** `undefined` where nothing is known of the member. */
export function wantedOf(wanted: Wanted, member: string | undefined): string | undefined {
  return member !== undefined && Object.hasOwn(wanted, member) ? wanted[member] : undefined;
}

/** What to give for a value that is not JSON, by its class. */
const INSTEAD: Readonly<Record<string, string>> = {
  Date: `${TIME}: Math.floor(date / 1000), or a string: date.toISOString()`,
  RegExp: "a string: values are compared whole",
  Map: "a plain object: Object.fromEntries(map)",
  Set: "an array: [...set]",
  String: "the string itself",
  Number: "the number itself",
  Boolean: "true or false itself",
  bigint: "a number up to 2^53 - 1, or a string: String(value)",
  number: "a finite number",
};

/** What to do about a value that is not JSON, if this is wanted. */
export function adviceFor(value: unknown, wanted: string | undefined): string {
  if (value === undefined) return "leave it out if it is not wanted";
  const key = keyAdvice(value);
  if (key !== undefined) return key;
  const kind = isObject(value) ? className(value) : typeof value;
  if (kind === "Promise") return "await it";
  if (wanted !== undefined) return `give ${wanted === NUMBER ? TIME : wanted}${how(kind, wanted)}`;
  if (Object.hasOwn(INSTEAD, kind)) return `give ${INSTEAD[kind]}`;
  if (ArrayBuffer.isView(value) || kind.endsWith("ArrayBuffer")) return "give text, such as base64url";
  // ObjectId, URL, Decimal and the classes of times have it.
  if (isObject(value) && "toJSON" in value) return "give what its toJSON() returns";
  return isObject(value) ? "give a plain object" : "give a JSON value, or leave it out";
}

/**
 * How a key of the runtime becomes one of ours. It is known by its tag, or if it has none by its class: in tests that run
 * in a realm of their own, it comes from another realm.
 */
export function keyAdvice(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  if (className(value) === "X509Certificate")
    return "make the key by publicKey(certificate.toString(), algorithm)";
  switch (tagOf(value)) {
    case "KeyObject":
      return 'make the key by jwk(key.export({ format: "jwk" }), algorithm)';
    case "CryptoKey":
      return (value as CryptoKey).extractable === false
        ? "it is not extractable; use its file or JWK"
        : 'make the key by jwk(await crypto.subtle.exportKey("jwk", key), algorithm)';
    default:
      return undefined;
  }
}

function how(kind: string, wanted: string): string {
  if (kind === "Date" && (wanted === TIME || wanted === NUMBER)) return ": Math.floor(date / 1000)";
  if (!wanted.startsWith("a string")) return "";
  if (kind === "RegExp") return ": values are compared whole";
  return ["ObjectId", "UUID", "URL", "bigint"].includes(kind) ? ": String(value)" : "";
}
