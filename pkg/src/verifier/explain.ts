import { beginReport, dropSlot, explain as explainInCore, freeVerifier } from "../../generated/core.js";
import { DONE, guarded, type Kids, readKey, readNumber, readRefusal, writeToken } from "../core/door.js";
import { isInability } from "../engines/inability.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { now } from "../remote/clock.js";
import type { Report } from "../types.js";
import { answer, answerNow } from "../verification.js";
import { keep, make } from "./kept.js";
import type { Local } from "./local.js";
import type { ReadOptions } from "./options.js";
import { type CoreReport, toReport } from "./report.js";

/** An engine's answer about a signature, as the core takes it for a report. */
const Answer = { Bad: 0, Good: 1, Unable: 2, None: 3 } as const;
type Answer = (typeof Answer)[keyof typeof Answer];

export async function explain(self: Local, token: string): Promise<Report> {
  const slot = begun(self, token);
  if (slot === DONE) return reportOf(self, token, Answer.None);
  let given: Answer;
  try {
    given = answered(slot, await answer(self, slot));
  } catch (thrown) {
    given = unableOr(thrown);
  }
  return reportOf(self, token, given);
}

export function explainSync(self: Local, token: string): Report {
  const slot = begun(self, token);
  if (slot === DONE) return reportOf(self, token, Answer.None);
  let given: Answer;
  try {
    given = answered(slot, answerNow(self, slot));
  } catch (thrown) {
    given = unableOr(thrown);
  }
  return reportOf(self, token, given);
}

/** Without a key: no signature is checked, and nothing is ever verified. */
export function explainKeyless(options: ReadOptions, token: string): Report {
  const { policy, limit = MAX_TOKEN_LENGTH } = options;
  const number = make(undefined, policy);
  try {
    return report(number, token, limit, Answer.None, options);
  } finally {
    freeVerifier(number);
  }
}

/** A slot, or `DONE` if there is nothing to ask: the report itself says what is wrong before the signature. */
function begun(self: Local, token: string): number {
  const number = keep(self);
  return guarded(() => {
    const { token: written, length } = writeToken(token, self.limit);
    return beginReport(number, written, length, now(), self.hmacLimit);
  });
}

/** Where the core is to compute, the slot was given up, and its number can be another token's. */
function answered(slot: number, isGood: boolean | undefined): Answer {
  if (isGood === undefined) return Answer.None;
  dropSlot(slot);
  return isGood ? Answer.Good : Answer.Bad;
}

/** If the runtime cannot compute the signature, the report skips it and says so. */
function unableOr(thrown: unknown): Answer {
  if (isInability(thrown)) return Answer.Unable;
  throw thrown;
}

function reportOf(self: Local, token: string, given: Answer): Report {
  return report(keep(self), token, self.limit, given, self.options, self.handle.kids);
}

/** @param kids of the keys, if there are any */
function report(
  number: number,
  token: string,
  limit: number,
  given: Answer,
  { issuer, stackTraces: isTraced }: ReadOptions,
  kids?: Kids,
): Report {
  const report: CoreReport | undefined = guarded(() => {
    const { token: written, length } = writeToken(token, limit);
    return explainInCore(number, written, length, now(), given);
  });
  if (report === undefined) throw readRefusal(isTraced);
  return toReport(report, isTraced, kids && readNumber(0) === 1 ? readKey(kids, issuer) : undefined);
}
