import { JwtError } from "../error.js";
import type { JsonMember } from "../json-members.js";

/**
 * The subject as the text of the claim's value: a string, or an integer, which SimpleJWT before 5.5.1 wrote. A larger
 * integer is refused, because as a double it equals its neighbours, which may be other users. So are other spellings
 * (`42.0`, `4.2e1`), which SimpleJWT never writes.
 * @throws {JwtError} `claim_missing`, `claim_invalid`
 */
export function subjectIn(members: readonly JsonMember[], claim: string): string {
  const text = members.find(({ name }) => name === claim)?.value;
  if (text === undefined) {
    throw new JwtError(`the claim "${claim}" is missing`, { code: "claim_missing", claim });
  }
  const value: unknown = JSON.parse(text);
  if (typeof value === "string" && value !== "") return text;
  if (Number.isSafeInteger(value) && String(value) === text) return text;
  const expected = "a string that is not empty, or an integer within ±(2^53 - 1)";
  const message = `the claim "${claim}" must be ${expected}`;
  throw new JwtError(message, { code: "claim_invalid", claim, expected });
}
