import { type Expected, NOTHING_EXPECTED } from "./expected";
import { type KeyFields, NO_KEY } from "./key-fields";

/** What a person asks about a token: with which key, against what, and when. */
export interface Inputs {
  readonly fields: KeyFields;
  readonly expected: Expected;
  /** In seconds; by the clock, where it is `undefined`. */
  readonly at: number | undefined;
}

export const NO_INPUTS: Inputs = { fields: NO_KEY, expected: NOTHING_EXPECTED, at: undefined };
