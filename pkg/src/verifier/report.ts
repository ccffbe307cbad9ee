import { toJwtError } from "../core/door.js";
import type { CheckName, SkipReason } from "../names.js";
import type { Report, VerifiedKey } from "../types.js";

/** As it crosses: `error`, `header` and `payload` are JSON texts. */
export interface CoreReport {
  verdict: Report["verdict"];
  checks: {
    name: CheckName;
    outcome: "passed" | "failed" | "skipped";
    message: string;
    reason?: SkipReason;
    error?: string;
  }[];
  header?: string;
  payload?: string;
}

export function toReport(report: CoreReport, isTraced: boolean, key?: VerifiedKey): Report {
  const { checks, header, payload, verdict } = report;
  return {
    verdict,
    checks: checks.map(({ error, ...check }) =>
      error === undefined ? check : { ...check, error: toJwtError(error, isTraced) },
    ),
    ...(header === undefined ? {} : { header: JSON.parse(header) }),
    ...(payload === undefined ? {} : { payload: JSON.parse(payload) }),
    ...(key && { key }),
    // The core sees to it: what failed has an error, and a token that was not refused could be read.
  } as Report;
}
