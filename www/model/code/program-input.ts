import type { VerifyOptions } from "jwt-wasm";
import type { KeyState } from "../key";
import type { KeyFields } from "../key-fields";

/** What the page verifies, and with what. */
export interface ProgramInput {
  readonly token: string;
  readonly fields: KeyFields;
  readonly state: KeyState;
  readonly options: VerifyOptions;
}
