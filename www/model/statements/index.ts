/** What is wrong with a token as a text, before any check: what is missing at its end, doubled, swapped or in between. */

import type { Jwk } from "jwt-wasm";
import { text } from "../../text";
import type { DecodedToken } from "../decoded-token";
import { formStatement } from "./form";
import { repeated } from "./repeated";
import { signatureStatement } from "./signature";
import type { Statement } from "./statement";

export type { Repair, Statement } from "./statement";

/** Longer texts are refused by the core whatever they hold. */
const LONGEST = 65_536;

/**
 * The most useful true statement about a token's form, or `undefined` if there is none.
 * @param modulus letters that a signature of the given RSA key has
 */
export function statementOn(decoded: DecodedToken, modulus?: number): Statement | undefined {
  const { token } = decoded;
  if (token === "" || token.length > LONGEST) return undefined;
  return repeated(token) ?? formStatement(token) ?? signatureStatement(decoded, modulus);
}

/** The headline, and what follows from it. */
export function inWords({ name, facts }: Statement): readonly [headline: string, detail: string] {
  const words = text.statements.words[name] as (...all: readonly unknown[]) => readonly [string, string];
  return words(...facts);
}

/** Letters that a signature of this key has, if it is an RSA key. */
export function lettersOfRsa({ n }: Jwk): number | undefined {
  return typeof n === "string" ? n.length : undefined;
}
