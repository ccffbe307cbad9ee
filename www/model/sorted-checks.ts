/**
 * Sorts the core's checks by what a reader can do about each: passed, failed, to be answered, not asked, skipped. The core
 * refuses a token for somebody else; the page cannot know who is reading until they say so.
 */

import type { Check, CheckName, Report } from "jwt-wasm";
import type { Expected } from "./expected";

/** What was entered for another token, and is not held against this one. */
export interface LeftOver {
  readonly key: boolean;
  readonly expected: boolean;
}

export const NOTHING_LEFT_OVER: LeftOver = { key: false, expected: false };

export interface Answers {
  readonly expected: Expected;
  readonly leftOver: LeftOver;
  /** No key can be asked for. */
  readonly isUnsigned?: boolean;
}

export interface SortedChecks {
  readonly passed: readonly Check[];
  readonly failed: readonly Check[];
  /** Only the reader's answer decides them. */
  readonly unasked: readonly Unasked[];
  /** The reader may expect a value, and has not named one. */
  readonly open: readonly Check[];
  /** There is nothing to check. */
  readonly skipped: readonly Check[];
}

export interface Unasked {
  readonly check: Check;
  readonly why: "no_answer" | "no_key" | "left_over_key" | "left_over_value";
}

const OF_THE_KEY: readonly CheckName[] = ["algorithm", "signature"];
const OF_EXPECTATIONS: readonly CheckName[] = ["aud", "iss", "sub", "typ"];

export function sortChecks({ checks }: Report, answers: Answers): SortedChecks {
  const sorted = { passed: [], failed: [], unasked: [], open: [], skipped: [] } as {
    [Name in keyof SortedChecks]: SortedChecks[Name][number][];
  };
  for (const check of checks) {
    const why = reasonNotToAsk(check, answers);
    if (why) sorted.unasked.push({ check, why });
    else if (check.outcome === "passed") sorted.passed.push(check);
    else if (check.outcome === "failed") sorted.failed.push(check);
    else if (check.reason === "nothing_expected") sorted.open.push(check);
    // Its row says that there is no signature.
    else if (answers.isUnsigned && check.name === "signature") continue;
    else sorted.skipped.push(check);
  }
  return sorted;
}

function reasonNotToAsk(
  check: Check,
  { expected, leftOver, isUnsigned }: Answers,
): Unasked["why"] | undefined {
  const { name } = check;
  if (check.outcome === "skipped") {
    return check.reason === "no_key" && name === "signature" && !isUnsigned ? "no_key" : undefined;
  }
  if (check.outcome === "passed") return undefined;
  if (leftOver.key && OF_THE_KEY.includes(name)) return "left_over_key";
  const { code } = check.error;
  if (name === "aud" && code === "claim_mismatch" && expected.audience === "") return "no_answer";
  const isOfValue = code === "claim_mismatch" || code === "claim_missing" || code === "header_rejected";
  return leftOver.expected && isOfValue && OF_EXPECTATIONS.includes(name) ? "left_over_value" : undefined;
}
