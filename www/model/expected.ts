import type { VerifyOptions } from "jwt-wasm";

/** As it stands in the fields: an empty one demands nothing. */
export interface Expected {
  readonly audience: string;
  readonly issuer: string;
  readonly subject: string;
  readonly typ: string;
  /** Seconds. */
  readonly tolerance: string;
  readonly acceptsNoExpiry: boolean;
}

export const NOTHING_EXPECTED: Expected = {
  audience: "",
  issuer: "",
  subject: "",
  typ: "",
  tolerance: "",
  acceptsNoExpiry: false,
};

/** An option of `""` would demand an empty claim. */
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

/** Seconds; 0 for what is not a number of them, which the field says. */
export function toleranceOf({ tolerance }: Expected): number {
  return isTolerance(tolerance) ? Number(tolerance) : 0;
}

export function isTolerance(text: string): boolean {
  return /^\d{1,6}$/.test(text.trim());
}
