import { core } from "../../generated/core.js";
import {
  DONE,
  guarded,
  type Kids,
  REFUSED,
  readKey,
  readNumber,
  readRefusal,
  writeToken,
} from "../core/door.js";
import { isInability } from "../engines/inability.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { now } from "../remote/clock.js";
import type { Report } from "../types.js";
import { answer, answerNow, hmacLimitFor } from "../verification.js";
import { keep, make } from "./kept.js";
import type { Local } from "./local.js";
import type { ReadOptions } from "./options.js";
import { type CoreReport, toReport } from "./report.js";

/** An engine's answer about a signature, in the numbers that the core reads. */
const BAD = 0;
const GOOD = 1;
const UNABLE = 2;
const NONE = 3;

export async function explain(self: Local, token: string): Promise<Report> {
  const slot = begun(self, token);
  if (slot === DONE) return reportOf(self, token, NONE);
  let given: number;
  try {
    given = answered(slot, await answer(self, slot));
  } catch (thrown) {
    given = unableOr(thrown);
  }
  return reportOf(self, token, given);
}

export function explainSync(self: Local, token: string): Report {
  const slot = begun(self, token);
  if (slot === DONE) return reportOf(self, token, NONE);
  let given: number;
  try {
    given = answered(slot, answerNow(self, slot));
  } catch (thrown) {
    given = unableOr(thrown);
  }
  return reportOf(self, token, given);
}

/** The report without a key: the signature is not checked, and the verdict is never `verified`. */
export function explainKeyless(options: ReadOptions, token: string): Report {
  const { policy, limit = MAX_TOKEN_LENGTH } = options;
  const number = make(undefined, policy);
  try {
    return report(number, token, limit, NONE, options);
  } finally {
    core.freeVerifier(number);
  }
}

/** A slot, or `DONE` if no engine is needed, such as for a token that fails before its signature is computed. */
function begun(self: Local, token: string): number {
  const number = keep(self);
  const begun = guarded(() => {
    const { token: written, length } = writeToken(token, self.limit);
    return core.begin(number, written, length, now(), hmacLimitFor(self, token), true);
  });
  // The report says why.
  return begun === REFUSED ? DONE : begun;
}

/** The answer for the core. Without an answer, the slot was dropped already, and its number may belong to another token. */
function answered(slot: number, isGood: boolean | undefined): number {
  if (isGood === undefined) return NONE;
  core.dropSlot(slot);
  return isGood ? GOOD : BAD;
}

/** If the runtime cannot compute the signature, the report says that the check was skipped. */
function unableOr(thrown: unknown): number {
  if (isInability(thrown)) return UNABLE;
  throw thrown;
}

function reportOf(self: Local, token: string, given: number): Report {
  return report(keep(self), token, self.limit, given, self.options, self.handle.kids);
}

/** @param kids of the keys, if a key was given */
function report(
  number: number,
  token: string,
  limit: number,
  given: number,
  { about, stackTraces: isTraced }: ReadOptions,
  kids?: Kids,
): Report {
  const report: CoreReport | undefined = guarded(() => {
    const { token: written, length } = writeToken(token, limit);
    return core.explain(number, written, length, now(), given);
  });
  if (report === undefined) throw readRefusal(isTraced);
  return toReport(report, isTraced, kids && readNumber(0) === 1 ? readKey(kids, about) : undefined);
}
