/** Why a check failed, for a person: the core's facts, with times and expectations in words, and what to do. */

import type { Check, JwtError } from "jwt-wasm";
import { text } from "../text";
import { inWords } from "../text/core";
import { read } from "./decoded-token";
import { timeInWords } from "./time";

export interface Failure {
  /** Begins in lower case and ends with a full stop, to stand after a colon. */
  readonly why: string;
  /** As `why`, but still the same a second later, so that it is not read out again and again. */
  readonly lasting: string;
  readonly fix: string | undefined;
}

/** Whose signature it is: of anyone who shares the secret, or of the one who has the private key. */
export type Proof = "secret" | "public";

export function failureInWords(error: JwtError, now: number, token: string, proof: Proof): Failure {
  const why = reason(error, now, true);
  return { why, lasting: reason(error, now, false), fix: fix(error, token, proof) };
}

/** What the core says of an error, in the language of the page. */
export function errorInWords(error: JwtError): string {
  return inWords(text.core, error);
}

/** What the core says of a check, in the language of the page. */
export function checkInWords(check: Check): string {
  const { passed, skipped } = text.core;
  if (check.outcome === "failed") return errorInWords(check.error);
  return (check.outcome === "passed" ? passed[check.name] : skipped[check.reason]) ?? check.message;
}

export function sentence(words: string): string {
  const full = /[.!?]$/.test(words) ? words : `${words}.`;
  return NAME.test(full) ? full : full.charAt(0).toUpperCase() + full.slice(1);
}

/** Names are told apart by case (RFC 7519 §10.1.1), so `alg` stays small even where a sentence begins. */
const NAME = /^(?:alg|aud|exp|iat|iss|jti|nbf|sub|typ)\b/;

function reason(error: JwtError, now: number, withDistance: boolean): string {
  const time = typeof error.actual === "number" ? timeInWords(error.actual, now) : undefined;
  const distance = withDistance && time ? `, ${time.distance}` : "";
  if (error.code === "expired" && time) return text.failures.expired(time.date, time.zone, distance);
  if (error.code === "not_yet_valid" && time) {
    return text.failures.notYetValid(error.claim, time.date, time.zone, distance);
  }
  if (error.code === "claim_missing") {
    return error.claim === "exp" ? text.failures.noExpiry : text.failures.claimMissing(error.claim);
  }
  // Of a claim that does not fit a secret, neither is told.
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
      return isSaid(error) ? undefined : text.fixes.malformed[error.reason];
    case "too_large":
      return text.fixes.too_large;
    case "algorithm_not_allowed":
      return text.fixes.algorithm;
    case "signature_invalid":
      return isForGraph(token, proof) ? text.fixes.graph : text.fixes.signature[proof];
    case "key_not_found":
      // A newer set would not help an entry that cannot be used.
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

/** Of what stands around a token, or pads it, the core says what to do. */
function isSaid({ expected, actual }: JwtError): boolean {
  return expected !== undefined || actual !== undefined;
}

/**
 * Microsoft signs the access tokens of Graph over another nonce than they carry, so that nobody but Graph can verify them. No other
 * JWT that is in use has a nonce in its header.
 */
export function isForGraph(token: string, proof: Proof): boolean {
  return proof === "public" && typeof read(token).header?.nonce === "string";
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return value.map(quoted).join(", ");
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}
