import type { VerifyOptions } from "jwt-wasm";

export interface Expected {
  readonly audience: string;
  readonly issuer: string;
  readonly acceptsNoExpiry: boolean;
}

export const NOTHING_EXPECTED: Expected = { audience: "", issuer: "", acceptsNoExpiry: false };

/** An empty field demands nothing; an option of `""` would demand an empty claim. */
export function optionsFor(expected: Expected, now: number): VerifyOptions {
  return {
    now,
    ...(expected.audience === "" ? {} : { audience: expected.audience }),
    ...(expected.issuer === "" ? {} : { issuer: expected.issuer }),
    ...(expected.acceptsNoExpiry ? { requireExpiry: false } : {}),
  };
}
