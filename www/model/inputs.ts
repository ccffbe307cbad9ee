import { type Expected, NOTHING_EXPECTED } from "./expected";
import { type KeyFields, NO_KEY } from "./key-fields";

/** The questions about a token: which key, which expectations, which time. */
export interface Inputs {
  readonly fields: KeyFields;
  readonly expected: Expected;
  /** In seconds. `undefined` means the clock's time. */
  readonly at: number | undefined;
}

export const NO_INPUTS: Inputs = { fields: NO_KEY, expected: NOTHING_EXPECTED, at: undefined };
