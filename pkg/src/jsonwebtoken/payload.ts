import { cloneJson } from "../clone-json.js";
import { because, invalidOptions, JwtError } from "../error.js";
import { bytesOf } from "../keys/bytes.js";
import { isObject, isPlainObject, kindOf } from "../kind.js";
import { payloadBytes } from "../payload.js";
import { withoutPrototype } from "../read-options.js";
import { LAST_TIME, seconds } from "./clock.js";
import type { Signing } from "./sign-options.js";
import { after } from "./timespan.js";

/** Whether the payload is an object with claims, and not bytes. */
export function isClaims(payload: unknown): boolean {
  return typeof payload === "object" && bytesOf(payload) === undefined;
}

/**
 * The bytes of the payload, which are signed.
 * @throws {JwtError} `claim_invalid`, `options_invalid`, `malformed`, `too_large`
 */
export function contentOf(payload: unknown, signing: Signing): Uint8Array {
  if (payload === undefined) throw invalidOptions("payload is required");
  if (isClaims(payload)) return encoded(jsonOf(claimsOf(payload, signing)), signing);
  const names = FOR_CLAIMS.filter((name) => signing.given[name] !== undefined);
  if (names.length > 0)
    throw invalidOptions(`invalid ${names.join(",")} option for ${typeof payload} payload`);
  if (isObject(payload)) return payloadBytes(payload);
  if (typeof payload === "function" || typeof payload === "symbol" || typeof payload === "bigint") {
    throw invalidOptions(
      `the payload must be a plain object, a string or bytes, but it is ${kindOf(payload)}`,
    );
  }
  return encoded(String(payload), signing);
}

const FOR_CLAIMS = [
  "expiresIn",
  "notBefore",
  "noTimestamp",
  "audience",
  "issuer",
  "subject",
  "jwtid",
] as const;

const TIMES = ["iat", "exp", "nbf"] as const;

const OF_OPTIONS = { audience: "aud", issuer: "iss", subject: "sub", jwtid: "jti" } as const;

interface Claims {
  iat?: unknown;
  nbf?: unknown;
  exp?: unknown;
  [name: string]: unknown;
}

function claimsOf(payload: unknown, { given }: Signing): Claims {
  if (!isPlainObject(payload)) throw notPlain(payload);
  const claims: Claims = withoutPrototype(payload);
  for (const name of TIMES) if (Object.hasOwn(claims, name)) checkTime(name, claims[name]);
  for (const [option, claim] of [
    ["expiresIn", "exp"],
    ["notBefore", "nbf"],
  ] as const) {
    if (given[option] !== undefined && claims[claim] !== undefined) {
      throw taken(`Bad "options.${option}" option the payload already has an "${claim}" property.`);
    }
  }
  const issuedAt = (claims.iat as number | undefined) || seconds();
  if (given.noTimestamp) delete claims.iat;
  else claims.iat = issuedAt;
  if (given.notBefore !== undefined) claims.nbf = timeAfter(issuedAt, "notBefore", given.notBefore);
  if (given.expiresIn !== undefined) claims.exp = timeAfter(issuedAt, "expiresIn", given.expiresIn);
  for (const [option, claim] of Object.entries(OF_OPTIONS)) {
    const value = given[option as keyof typeof OF_OPTIONS];
    if (value === undefined) continue;
    if (claims[claim] !== undefined) {
      throw taken(`Bad "options.${option}" option. The payload already has an "${claim}" property.`);
    }
    claims[claim] = value;
  }
  if (given.mutatePayload) mutate(payload as Claims, claims, given.noTimestamp === true);
  return claims;
}

/** Writes the claims into the caller's object. Members that cannot be changed are skipped silently, as in jsonwebtoken. */
function mutate(payload: Claims, claims: Claims, isWithoutTime: boolean): void {
  if (isWithoutTime) Reflect.deleteProperty(payload, "iat");
  for (const [name, value] of Object.entries(claims)) Reflect.set(payload, name, value);
}

function notPlain(payload: unknown): JwtError {
  const facts = {
    code: "malformed",
    reason: "not_object",
    part: "payload",
    actual: kindOf(payload),
  } as const;
  return new JwtError('Expected "payload" to be a plain object.', facts);
}

/**
 * Refuses a time that is not finite, which JSON would turn into `null`, and a time in milliseconds, at which the token
 * would never expire.
 */
function checkTime(name: string, value: unknown): void {
  const message = `"${name}" should be a number of seconds`;
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalidTime(name, message);
  if (value > LAST_TIME) throw invalidTime(name, `${message}, not of milliseconds`);
}

function timeAfter(from: number, option: "expiresIn" | "notBefore", timespan: unknown): number {
  const time = after(from, timespan);
  const name = option === "expiresIn" ? "exp" : "nbf";
  const message = `"${option}" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60`;
  if (time === undefined) throw invalidOptions(message);
  if (time > LAST_TIME) throw invalidTime(name, `${message}; the time is after the year 9999`);
  return time;
}

function invalidTime(claim: string, message: string): JwtError {
  return new JwtError(message, { code: "claim_invalid", claim });
}

function taken(message: string): JwtError {
  return invalidOptions(message);
}

/** The claims as `JSON.stringify` writes them. They must pass the strict reader of `verify`. */
function jsonOf(claims: Claims): string {
  let json: string;
  try {
    json = JSON.stringify(claims);
  } catch (cause) {
    throw refuse("the payload cannot be made JSON", cause);
  }
  cloneJson(JSON.parse(json), "payload", refuse);
  return json;
}

function refuse(message: string, cause?: unknown, claim = ""): JwtError {
  return new JwtError(message, { code: "claim_invalid", claim }, because(cause));
}

const ENCODINGS = ["utf8", "utf-8"];
const ONE_BYTE = ["latin1", "binary", "ascii"];

function encoded(text: string, { given }: Signing): Uint8Array {
  const encoding = String(given.encoding ?? "utf8").toLowerCase();
  if (ENCODINGS.includes(encoding)) return payloadBytes(text);
  if (ONE_BYTE.includes(encoding)) return Uint8Array.from(text, (character) => character.charCodeAt(0));
  throw invalidOptions(`"encoding" must be one of ${[...ENCODINGS, ...ONE_BYTE].join(", ")}`);
}
