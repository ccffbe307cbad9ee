/** Why a check failed, for a person: the core's facts, with times and expectations in words, and what to do. */

import type { JwtError } from "jwt-wasm";
import { failures, fixes } from "../text";
import { timeInWords } from "./time";

export interface Failure {
  /** Begins in lower case and ends with a full stop, to stand after a colon. */
  readonly why: string;
  /** As `why`, but still the same a second later, so that it is not read out again and again. */
  readonly lasting: string;
  readonly fix: string | undefined;
}

export function failureInWords(error: JwtError, now: number, token: string): Failure {
  const why = reason(error, now, true);
  return { why, lasting: reason(error, now, false), fix: fix(error, token) };
}

export function sentence(text: string): string {
  const full = /[.!?]$/.test(text) ? text : `${text}.`;
  return NAME.test(full) ? full : full.charAt(0).toUpperCase() + full.slice(1);
}

/** Names are told apart by case (RFC 7519 §10.1.1), so `alg` stays small even where a sentence begins. */
const NAME = /^(?:alg|aud|exp|iat|iss|jti|nbf|sub|typ)\b/;

function reason(error: JwtError, now: number, withDistance: boolean): string {
  const time = typeof error.actual === "number" ? timeInWords(error.actual, now) : undefined;
  const distance = withDistance && time ? `, ${time.distance}` : "";
  if (error.code === "expired" && time) return failures.expired(time.date, time.zone, distance);
  if (error.code === "not_yet_valid" && time) {
    return failures.notYetValid(error.claim, time.date, time.zone, distance);
  }
  if (error.code === "claim_missing") {
    return error.claim === "exp" ? failures.noExpiry : failures.claimMissing(error.claim);
  }
  if (error.code === "claim_mismatch") {
    const actual = quoted(error.actual);
    return error.expected === undefined
      ? failures.forNobody(actual)
      : failures.otherValue(error.claim, actual, quoted(error.expected));
  }
  return `${error.message}.`;
}

function fix(error: JwtError, token: string): string | undefined {
  switch (error.code) {
    case "malformed":
      return error.reason === "base64url" && /\s/.test(token) ? fixes.whiteSpace : fixes[error.reason];
    case "too_large":
      return fixes.too_large;
    case "algorithm_not_allowed":
      return fixes.algorithm;
    case "signature_invalid":
      return fixes.signature;
    case "expired":
      return fixes.expired;
    case "not_yet_valid":
      return fixes.notYetValid;
    case "claim_missing":
      return error.claim === "exp" ? fixes.noExpiry : undefined;
    case "claim_mismatch":
      return error.claim === "aud" && error.expected === undefined ? fixes.audience : undefined;
    default:
      return undefined;
  }
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return value.map(quoted).join(", ");
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}
