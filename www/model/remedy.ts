/** What a person can do about a failed check with one button. */

import type { Algorithm, JwtError } from "jwt-wasm";
import { isAlgorithm } from "./algorithms";
import type { DecodedToken } from "./decoded-token";
import type { Expected } from "./expected";
import type { Binding } from "./key";
import type { KeyFields } from "./key-fields";
import type { Repair } from "./statements";

export type Remedy =
  /** Expect the value that the token has. */
  | { readonly kind: "expect"; readonly field: ExpectedField; readonly value: string }
  /** Expect nothing. */
  | { readonly kind: "expect_nothing"; readonly field: ExpectedField }
  | { readonly kind: "accept_no_expiry" }
  | { readonly kind: "tolerate"; readonly seconds: number }
  | { readonly kind: "use_algorithm"; readonly algorithm: Algorithm }
  | { readonly kind: "use_own_key"; readonly fields: KeyFields }
  | { readonly kind: "remove_key" | "keep_key" | "keep_expected" | "keep_binding" | "keep_leniency" }
  /** Replaces the token. */
  | { readonly kind: "repair"; readonly repair: Repair };

/** The remedies that change what is expected. */
type ExpectedRemedy = Extract<
  Remedy,
  { kind: "expect" | "expect_nothing" | "accept_no_expiry" | "tolerate" }
>;

/** What to do about a key that was entered for another token. */
export const FOR_LEFT_OVER_KEY: readonly Remedy[] = [{ kind: "remove_key" }, { kind: "keep_key" }];

/** What to do about an expected value that was entered for another token. */
export function forLeftOverValue(name: string): readonly Remedy[] {
  const field = FIELDS[name];
  return field ? [{ kind: "expect_nothing", field }, { kind: "keep_expected" }] : [];
}

/** The audiences of a key binding JWT that the reader may say they are. */
export function offersForBinding(field: BindingField, actual: unknown): readonly Remedy[] {
  return expectingIn(field, actual).filter(({ kind }) => kind === "expect");
}

/** The same for an expected value of the key binding JWT. */
export function forLeftOverBinding(field: BindingField): readonly Remedy[] {
  return [{ kind: "expect_nothing", field }, { kind: "keep_binding" }];
}

/** The values of the token that the reader may expect, where nothing was entered. */
export function offersFor(name: string, { header, payload }: DecodedToken): readonly Remedy[] {
  return name === "typ" || name === "iss" || name === "sub"
    ? expecting(name, name === "typ" ? header?.typ : payload?.[name]).filter(({ kind }) => kind === "expect")
    : [];
}

export type BindingField = "bindingAudience" | "bindingNonce";

export type ExpectedField = "audience" | "issuer" | "subject" | "typ" | BindingField;

const FIELDS: Readonly<Record<string, ExpectedField>> = {
  aud: "audience",
  iss: "issuer",
  sub: "subject",
  typ: "typ",
};

/** Clocks differ by seconds. A larger difference is another problem. */
const MOST_TOLERATED = 300;

/** The payload already lists all audiences. */
const MOST_OFFERED = 4;

export function remediesFor(error: JwtError, binding: Binding, expected: Expected, now: number): Remedy[] {
  switch (error.code) {
    case "claim_mismatch":
      return expecting(error.claim, error.actual);
    case "header_rejected":
      return error.reason === "typ" ? expecting("typ", error.actual) : [];
    case "claim_missing": {
      if (error.claim === "exp") return [{ kind: "accept_no_expiry" }];
      const field = FIELDS[error.claim];
      return field ? [{ kind: "expect_nothing", field }] : [];
    }
    case "expired":
    case "not_yet_valid":
      return tolerating(error, now, expected);
    case "algorithm_not_allowed":
      return binding.choices.flatMap((algorithm) =>
        algorithm === error.actual && isAlgorithm(algorithm) ? [{ kind: "use_algorithm", algorithm }] : [],
      );
    default:
      return [];
  }
}

/** Who the token says it is for. The reader is asked whether they are one of them. */
export function audiencesOf({ actual }: JwtError): readonly string[] {
  const values = Array.isArray(actual) ? actual : [actual];
  return values.filter((value) => typeof value === "string" && value !== "");
}

export function expectedAfter(remedy: ExpectedRemedy, expected: Expected): Expected {
  switch (remedy.kind) {
    case "expect":
      return { ...expected, [remedy.field]: remedy.value };
    case "expect_nothing":
      return { ...expected, [remedy.field]: "" };
    case "accept_no_expiry":
      return { ...expected, acceptsNoExpiry: true };
    case "tolerate":
      return { ...expected, tolerance: String(remedy.seconds) };
  }
}

function expecting(claim: string, actual: unknown): Remedy[] {
  const field = FIELDS[claim];
  return field ? expectingIn(field, actual) : [];
}

function expectingIn(field: ExpectedField, actual: unknown): Remedy[] {
  const values = (Array.isArray(actual) ? actual : [actual]).filter((value) => typeof value === "string");
  const offered = values.filter((value) => value !== "").slice(0, MOST_OFFERED);
  if (offered.length === 0) return [{ kind: "expect_nothing", field }];
  return offered.map((value) => ({ kind: "expect", field, value }));
}

function tolerating(error: JwtError, now: number, expected: Expected): Remedy[] {
  if (typeof error.actual !== "number") return [];
  const seconds = Math.ceil(Math.abs(now - error.actual)) + 1;
  const isSmall = seconds <= MOST_TOLERATED && String(seconds) !== expected.tolerance;
  return isSmall ? [{ kind: "tolerate", seconds: roundUp(seconds) }] : [];
}

function roundUp(seconds: number): number {
  return [30, 60, 120].find((round) => seconds <= round) ?? MOST_TOLERATED;
}
