import type { JwtError, VerifyOptions } from "jwt-wasm";

/** The contents of the fields. An empty field expects nothing. */
export interface Expected {
  readonly audience: string;
  readonly issuer: string;
  readonly subject: string;
  readonly typ: string;
  /** Seconds. */
  readonly tolerance: string;
  readonly acceptsNoExpiry: boolean;
  /** Of the key binding JWT of an SD-JWT, which another party signed. */
  readonly bindingAudience: string;
  readonly bindingNonce: string;
}

export const NOTHING_EXPECTED: Expected = {
  audience: "",
  issuer: "",
  subject: "",
  typ: "",
  tolerance: "",
  acceptsNoExpiry: false,
  bindingAudience: "",
  bindingNonce: "",
};

/** The option `""` would expect an empty claim. */
export function optionsFor(expected: Expected): VerifyOptions {
  const { audience, issuer, subject, typ } = expected;
  return {
    ...(audience === "" ? {} : { audience }),
    ...(issuer === "" ? {} : { issuer }),
    ...(subject === "" ? {} : { subject }),
    ...(typ === "" ? {} : { typ }),
    ...(toleranceOf(expected) > 0 ? { clockTolerance: toleranceOf(expected) } : {}),
    ...(expected.acceptsNoExpiry ? { requireExpiry: false } : {}),
  };
}

/** What is expected of the issuer's claims is not expected of the presenter's. */
export function bindingOptionsFor({ bindingAudience, tolerance }: Expected): VerifyOptions {
  return optionsFor({ ...NOTHING_EXPECTED, audience: bindingAudience, tolerance });
}

/** What accepts a token that would otherwise be refused. It counts only for the token that it was entered for. */
export function isLenient(expected: Expected): boolean {
  return toleranceOf(expected) > 0 || expected.acceptsNoExpiry;
}

export function withoutLeniency(expected: Expected): Expected {
  return { ...expected, tolerance: "", acceptsNoExpiry: false };
}

/** Whether its leniency is all that a token lacks. */
export function wouldForgive(expected: Expected, error: JwtError, now: number): boolean {
  const { code, claim, actual } = error;
  if (code === "claim_missing") return claim === "exp" && expected.acceptsNoExpiry;
  const isOfTime = code === "expired" || code === "not_yet_valid";
  return isOfTime && typeof actual === "number" && Math.abs(now - actual) < toleranceOf(expected);
}

/** Seconds. Invalid input gives 0, and the field says so. */
export function toleranceOf({ tolerance }: Expected): number {
  return isTolerance(tolerance) ? Number(tolerance) : 0;
}

export function isTolerance(text: string): boolean {
  return /^\d{1,6}$/.test(text.trim());
}
