import { toJwtError } from "../core/door.js";
import { CHECKS, SKIP_REASONS } from "../report-words.js";
import type { Report, VerifiedKey } from "../types.js";

/**
 * A report as the core returns it: the outcomes, the header and the payload as JSON texts, and then the error of each
 * check that failed. The outcomes have one character for the verdict and one for each check.
 */
export type CoreReport = readonly [outcomes: string, header?: string, payload?: string, ...errors: string[]];

/** The character for the first of several outcomes. */
const FIRST = 48;

const VERDICTS = ["verified", "refused", "unchecked"] as const;

const PASSED = 0;
const FAILED = 1;
/** The number of the first reason to skip a check. */
const SKIPPED = 2;

export function toReport(report: CoreReport, isTraced: boolean, key?: VerifiedKey): Report {
  const [outcomes, header, payload, ...errors] = report;
  const at = (place: number) => outcomes.charCodeAt(place) - FIRST;
  const checks = CHECKS.map(([name, message], place) => {
    const outcome = at(place + 1);
    if (outcome === PASSED) return { name, outcome: "passed", message };
    if (outcome === FAILED) {
      const error = toJwtError(errors.shift() as string, isTraced);
      return { name, outcome: "failed", message: error.message, error };
    }
    const [reason, why] = SKIP_REASONS[outcome - SKIPPED] as (typeof SKIP_REASONS)[number];
    return { name, outcome: "skipped", message: why, reason };
  });
  return {
    verdict: VERDICTS[at(0)],
    checks,
    ...(header === undefined ? {} : { header: JSON.parse(header) }),
    ...(payload === undefined ? {} : { payload: JSON.parse(payload) }),
    ...(key && { key }),
    // The core guarantees what the type says: a token that is not refused has header and payload.
  } as Report;
}
