/** What stands in the token field, and what was pasted to get there. */

import { type Findings, type FoundToken, findTokens, LONGEST_TEXT } from "./find-tokens";
import { isWhole } from "./find-tokens/header";
import { formOf } from "./formats/form";
import { readableObject, withoutWrapping } from "./token-text";

export interface Entered {
  /** The letters in the field: the chosen token alone, or the whole text if there is none in it. */
  readonly text: string;
  /** What was put there, before anything was typed. */
  readonly original: string;
  readonly findings: Findings;
  /** The place of the shown token in `findings.tokens`. */
  readonly chosen: number;
  /** Whether the text was longer than is read. */
  readonly isCut: boolean;
}

export const NO_FINDINGS: Findings = { tokens: [], surroundings: "nothing", other: undefined };

export const NOTHING_ENTERED = asTyped("");

/** Without a token in it, a longer text is not shown: a text field of megabytes stops the page. */
const LONGEST_SHOWN = 262_144;

/** `undefined` if the text holds no token and is too long to be shown. */
export function enteredOf(pasted: string): Entered | undefined {
  if (isJsonSerialization(pasted) && pasted.length <= LONGEST_SHOWN) return asTyped(pasted);
  const findings = findTokens(pasted);
  const [first] = findings.tokens;
  const isCut = pasted.length > LONGEST_TEXT;
  if (!first || isBroken(pasted, findings.tokens)) {
    if (pasted.length > LONGEST_SHOWN) return undefined;
    const found = first ? NO_FINDINGS : findings;
    return { text: pasted, original: pasted, findings: found, chosen: 0, isCut };
  }
  return { text: first.token, original: first.token, findings, chosen: 0, isCut };
}

export function asTyped(text: string): Entered {
  return { text, original: text, findings: NO_FINDINGS, chosen: 0, isCut: false };
}

export function isEdited(entered: Entered): boolean {
  return entered.text !== entered.original;
}

/** One token with spaces inside: it is shown as it is, so that the person sees where it is broken. */
function isBroken(pasted: string, tokens: readonly FoundToken[]): boolean {
  const [only, another] = tokens;
  if (!only || another || pasted.length > LONGEST_SHOWN) return false;
  const words = withoutWrapping(pasted).token.split(/\s+/);
  const isOne = words.every((word) => /^[\w\-+/.=~]+$/.test(word)) && only.token.startsWith(words[0] ?? "");
  return isOne && words.join("").length > only.token.length && !isWhole(only.token);
}

/** Tokens in its payload or its header are not what was pasted. */
function isJsonSerialization(pasted: string): boolean {
  const text = pasted.trim();
  if (formOf(text) !== "json") return false;
  const { payload, protected: head, signature, signatures, ciphertext } = readableObject(text) ?? {};
  const isSigned = typeof payload === "string" || typeof head === "string";
  return (
    typeof ciphertext === "string" || Array.isArray(signatures) || (isSigned && typeof signature === "string")
  );
}
