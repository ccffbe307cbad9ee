/** Explains a failed check to a person: the core's facts, with times in words and what to do. */

import type { Check, JwtError, MalformedReason } from "jwt-wasm";
import { inWords, text } from "../text";
import { read } from "./decoded-token";
import { durationInWords, timeInWords } from "./time";

export interface Failure {
  /** It begins in lower case and ends with a full stop, so that it can follow a colon. */
  readonly why: string;
  /** Like `why`, but without relative times, so that a screen reader does not repeat it every second. */
  readonly lasting: string;
  readonly fix: string | undefined;
}

/** What a signature proves: that its author shares the secret, or has the private key. */
export type Proof = "secret" | "public";

export function failureInWords(error: JwtError, now: number, token: string, proof: Proof): Failure {
  const why = reason(error, now, true);
  return { why, lasting: reason(error, now, false), fix: fix(error, token, proof) };
}

/** The core's words for an error, in the language of the page. */
export function errorInWords(error: JwtError): string {
  return inWords(text.core, error);
}

/** The core's words for a check, in the language of the page. */
export function checkInWords(check: Check): string {
  const { passed, skipped } = text.core;
  if (check.outcome === "failed") return errorInWords(check.error);
  return (check.outcome === "passed" ? passed[check.name] : skipped[check.reason]) ?? check.message;
}

export function sentence(words: string): string {
  const full = /[.!?]$/.test(words) ? words : `${words}.`;
  return NAME.test(full) ? full : full.charAt(0).toUpperCase() + full.slice(1);
}

/** Names are case-sensitive (RFC 7519 §10.1.1), so `alg` stays in lower case even at the beginning of a sentence. */
const NAME = /^(?:alg|aud|exp|iat|iss|jti|nbf|sub|typ|jwt-wasm)\b/;

function reason(error: JwtError, now: number, withDistance: boolean): string {
  const time = typeof error.actual === "number" ? timeInWords(error.actual, now) : undefined;
  const distance = withDistance && time ? `, ${time.distance}` : "";
  if (error.code === "expired" && time) return text.failures.expired(time.date, time.zone, distance);
  if (error.code === "not_yet_valid" && time) {
    return text.failures.notYetValid(error.claim, time.date, time.zone, distance);
  }
  if (error.code === "too_old" && time && typeof error.expected === "number") {
    const most = durationInWords(Math.max(0, now - error.expected));
    return text.judged.tooOld(error.claim, time.date, time.zone, distance, most);
  }
  if (error.code === "claim_missing") {
    return error.claim === "exp" ? text.failures.noExpiry : text.failures.claimMissing(error.claim);
  }
  // For a claim test that must stay secret, the core gives neither value.
  if (error.code === "claim_mismatch" && error.part === undefined) {
    const actual = quoted(error.actual);
    return error.expected === undefined
      ? text.failures.forNobody(actual)
      : text.failures.otherValue(error.claim, actual, quoted(error.expected));
  }
  return `${errorInWords(error)}.`;
}

function fix(error: JwtError, token: string, proof: Proof): string | undefined {
  switch (error.code) {
    case "malformed":
      if (isNotJson(error, token)) return text.fixes.otherContent;
      return isSaid(error) ? undefined : text.fixes.malformed[error.reason as MalformedReason];
    case "too_large":
      return text.fixes.too_large;
    case "algorithm_not_allowed":
      return text.fixes.algorithm;
    case "signature_invalid":
      return isForGraph(token, proof) ? text.fixes.graph : text.fixes.signature[proof];
    case "key_not_found":
      // If an entry cannot be used, a newer set would not help.
      return error.cause === undefined ? text.fixes.keyNotFound : undefined;
    case "header_rejected":
      return error.reason === "typ" ? text.fixes.typ : undefined;
    case "expired":
      return text.fixes.expired;
    case "not_yet_valid":
      return text.fixes.notYetValid;
    case "claim_missing":
      return error.claim === "exp" ? text.fixes.noExpiry : text.fixes.expectedClaim;
    case "claim_mismatch":
      return error.claim === "aud" && error.expected === undefined ? text.fixes.audience : undefined;
    default:
      return undefined;
  }
}

/** A payload that does not even begin like an object was not meant to be one. */
export function isNotJson({ code, reason, part }: JwtError, token: string): boolean {
  const isOther = code === "malformed" && part === "payload" && (reason === "json" || reason === "utf8");
  return isOther && !read(token).payloadText?.text.trimStart().startsWith("{");
}

/** For text around the token and for padding, the core's message already says what to do. */
function isSaid({ expected, actual }: JwtError): boolean {
  return expected !== undefined || actual !== undefined;
}

/**
 * Microsoft signs access tokens for Graph with a different nonce in the header than the one it sends, so that only
 * Graph can verify them. Other issuers do not use a nonce in the header.
 */
export function isForGraph(token: string, proof: Proof): boolean {
  return proof === "public" && typeof read(token).header?.nonce === "string";
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return value.map(quoted).join(", ");
  return typeof value === "string" ? text.values.quoted(value) : JSON.stringify(value);
}
