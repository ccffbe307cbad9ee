import { toJwtError } from "../core/door.js";
import type { Report, VerifiedKey } from "../types.js";

const HEAD = 3;
const TEXTS_OF_A_CHECK = 5;

/**
 * @param text the verdict, the header and the payload as JSON, and then five texts for each check, with zeros between
 *   them. A text that is absent is empty.
 */
export function toReport(text: string, isTraced: boolean, key?: VerifiedKey): Report {
  const texts = text.split("\0");
  const [verdict, header, payload] = texts;
  const checks: object[] = [];
  for (let place = HEAD; place < texts.length; place += TEXTS_OF_A_CHECK) {
    const [name, outcome, message, reason, error] = texts.slice(place, place + TEXTS_OF_A_CHECK);
    checks.push({
      name,
      outcome,
      message,
      ...(reason && { reason }),
      ...(error && { error: toJwtError(error, isTraced) }),
    });
  }
  return {
    verdict,
    checks,
    ...(header && { header: JSON.parse(header) }),
    ...(payload && { payload: JSON.parse(payload) }),
    ...(key && { key }),
    // The core guarantees what the type says: a failed check has an error, and a token that is not refused has header
    // and payload.
  } as Report;
}
