/** Explains the value of a registered name in words, if it needs that. */

import { text } from "../text";
import { authenticationMethods } from "./authentication-methods";
import type { Member } from "./json-members";
import { looksLikeMilliseconds, type TimeInWords, timeInWords } from "./time";

export interface ValueInWords {
  readonly words?: string;
  readonly time?: TimeInWords & { readonly verb: string };
  /** Something is wrong with the value. */
  readonly remark?: string;
}

const NOTHING: ValueInWords = {};

export function valueInWords(
  part: "header" | "payload",
  member: Pick<Member, "name" | "value">,
  now: number,
): ValueInWords {
  const value = parsed(member.value);
  if (part === "payload") return claimInWords(member.name ?? "", value, now);
  return parameterInWords(member.name ?? "", value);
}

type TimeClaim = keyof typeof text.claims.verbs;

function claimInWords(name: string, value: unknown, now: number): ValueInWords {
  if (isTimeClaim(name)) return timeClaim(name, value, now);
  if (name === "scope" && typeof value === "string") {
    const scopes = value.split(" ").filter((scope) => scope !== "");
    return scopes.length > 1 ? { words: text.values.count(scopes.length, scopes.join(", ")) } : NOTHING;
  }
  if (name === "amr") return wordsOrNothing(authenticationMethods(value));
  return NOTHING;
}

export function isTimeClaim(name: string): name is TimeClaim {
  return Object.hasOwn(text.claims.verbs, name);
}

function timeClaim(name: TimeClaim, value: unknown, now: number): ValueInWords {
  if (typeof value !== "number") return { remark: text.claims.notATime };
  const time = timeInWords(value, now);
  const verb = text.claims.verbs[name][value <= now ? 0 : 1] ?? "";
  const remark = remarkOn(name, value, now, time !== undefined);
  return { ...(time && { time: { ...time, verb } }), ...(remark !== undefined && { remark }) };
}

function remarkOn(name: TimeClaim, seconds: number, now: number, isInCalendar: boolean): string | undefined {
  if (looksLikeMilliseconds(seconds)) return text.claims.milliseconds;
  if (!isInCalendar) return text.claims.noCalendar;
  return name === "iat" && seconds > now ? text.claims.inFuture : undefined;
}

function parameterInWords(name: string, value: unknown): ValueInWords {
  if (typeof value !== "string") return NOTHING;
  if (name === "alg") return wordsOrNothing(algorithmInWords(value));
  if (name === "typ" || name === "cty") {
    // RFC 7515 §4.1.9: `application/` may be left out, and case does not matter.
    const type = value.toLowerCase().replace(/^application\//, "");
    return wordsOrNothing(Object.hasOwn(text.values.types, type) ? text.values.types[type] : undefined);
  }
  return NOTHING;
}

function algorithmInWords(alg: string): string | undefined {
  const words = text.values.algorithms;
  const [, family, bits = ""] = /^(HS|RS|PS|ES)(256|384|512)$/.exec(alg) ?? [];
  if (family === "ES") return words.ES(bits === "512" ? "P-521" : `P-${bits}`);
  if (family === "HS" || family === "RS" || family === "PS") return words[family](bits);
  if (alg === "ES256K") return words.ES("secp256k1");
  if (/^(EdDSA|Ed25519|Ed448)$/.test(alg)) return words.EdDSA;
  if (/^ML-DSA-/.test(alg)) return words.mlDsa;
  if (alg.toLowerCase() === "none") return words.none;
  if (alg === "dir") return words.dir;
  if (/^A\d+(GCM)?KW$/.test(alg)) return words.keyWrap;
  if (/^RSA/.test(alg)) return words.rsaEncryption;
  if (/^ECDH-/.test(alg)) return words.agreement;
  return /^PBES2-/.test(alg) ? words.password : undefined;
}

function wordsOrNothing(words: string | undefined): ValueInWords {
  return words === undefined ? NOTHING : { words };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
