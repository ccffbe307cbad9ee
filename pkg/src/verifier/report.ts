import { toJwtError } from "../core/door.js";
import type { Report, VerifiedKey } from "../types.js";

/**
 * A report as the core returns it: the verdict, the header and the payload as JSON texts, and then five texts for each
 * check.
 */
export type CoreReport = readonly (string | undefined)[];

const HEAD = 3;
const TEXTS_OF_A_CHECK = 5;

export function toReport(report: CoreReport, isTraced: boolean, key?: VerifiedKey): Report {
  const [verdict, header, payload] = report;
  const checks: object[] = [];
  for (let place = HEAD; place < report.length; place += TEXTS_OF_A_CHECK) {
    const [name, outcome, message, reason, error] = report.slice(place, place + TEXTS_OF_A_CHECK);
    checks.push({
      name,
      outcome,
      message,
      ...(reason === undefined ? {} : { reason }),
      ...(error === undefined ? {} : { error: toJwtError(error, isTraced) }),
    });
  }
  return {
    verdict,
    checks,
    ...(header === undefined ? {} : { header: JSON.parse(header) }),
    ...(payload === undefined ? {} : { payload: JSON.parse(payload) }),
    ...(key && { key }),
    // The core guarantees what the type says: a failed check has an error, and a token that is not refused has header
    // and payload.
  } as Report;
}
