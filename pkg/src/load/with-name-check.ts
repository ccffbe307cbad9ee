import { provideNameCheck } from "../clone-json.js";
import { checkNames } from "../option-hints.js";

/** Returns the same function, and registers the check that says what to write in place of a wrong option. */
export function withNameCheck<F>(call: F): F {
  provideNameCheck(checkNames);
  return call;
}
