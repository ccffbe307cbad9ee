/** What the person came for, in one line: is the signature good, and is the token? */

import type { Check, CheckName, JwtError, Report } from "jwt-wasm";
import { text } from "../text";
import { type Failure, failureInWords, sentence } from "./failure";
import { isSupported, type KeyState } from "./key";
import type { ShownObject } from "./reading";

/** `caution` is a good signature on a token that is refused all the same. */
export type Tone = "good" | "caution" | "bad" | "unknown";

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly details: readonly string[];
  /** For a screen reader: it does not change with the clock alone. */
  readonly announcement: string;
  /** `true` if a secret is all that is missing. */
  readonly wantsSecret: boolean;
}

export interface Evidence {
  readonly token: string;
  readonly report: Report;
  readonly header: ShownObject | undefined;
  readonly key: KeyState;
  readonly now: number;
}

export function verdictOf(evidence: Evidence): Verdict {
  const { token, report, header, key, now } = evidence;
  if (token === "") return verdict("unknown", text.verdict.empty);

  const failureIn = (checks: readonly Check[]): Failure | undefined => {
    const error = checks.find((check) => check.error !== undefined)?.error;
    return error && failureInWords(error, now, token);
  };
  const failed = (name: CheckName) => failureIn(report.checks.filter((check) => check.name === name));
  const form = failed("form");
  if (form) {
    const encrypted = errorOf(report, "form")?.code === "encrypted";
    return encrypted
      ? verdict("bad", text.verdict.encrypted)
      : verdict("bad", [text.verdict.malformed, form]);
  }
  const malformed = failed("header") ?? failed("payload");
  const claim = failureIn(report.checks.filter((check) => !BEFORE_CLAIMS.includes(check.name)));
  const outcome = report.checks.find((check) => check.name === "signature")?.outcome;

  if (outcome === "passed") {
    // The core has the last word, whatever checks it may learn to make.
    if (report.verdict === "verified") return verdict("good", text.verdict.verified);
    const first = failureIn(report.checks);
    return verdict("caution", first ? [text.verdict.refused, first] : [text.verdict.refused]);
  }
  if (outcome === "failed") {
    const mismatch = errorOf(report, "signature")?.code === "signature_invalid";
    const unreadable = failed("signature");
    return mismatch || !unreadable
      ? verdict("bad", [...text.verdict.mismatch, ...also(text.verdict.aswell, malformed ?? claim)])
      : verdict("bad", [text.verdict.unreadableSignature, unreadable]);
  }
  if (malformed) {
    const rejected = errorOf(report, "header")?.code === "header_rejected";
    return verdict("bad", [rejected ? text.verdict.headerRefused : text.verdict.malformed, malformed]);
  }
  if (isNone(header?.alg)) return verdict("bad", text.verdict.notSigned);
  const algorithm = failed("algorithm");
  if (algorithm) return verdict("bad", [text.verdict.otherAlgorithm, algorithm]);
  return notChecked(key, header, claim);
}

const BEFORE_CLAIMS: readonly CheckName[] = ["form", "header", "typ", "algorithm", "signature", "payload"];

function notChecked(key: KeyState, header: ShownObject | undefined, claim: Failure | undefined): Verdict {
  const anyhow = also(text.verdict.anyhow, claim);
  if (key.status === "refused") {
    const headline = key.error.code === "key_too_weak" ? text.verdict.weakKey : text.verdict.badKey;
    return verdict("unknown", [headline, sentence(key.error.message), ...anyhow]);
  }
  if (key.status === "not_base64url") return verdict("unknown", [text.verdict.badKey, ...anyhow]);
  const alg = header?.alg;
  if (typeof alg === "string" && !isSupported(alg)) {
    return verdict("unknown", [text.verdict.noKey, text.verdict.unsupported(alg), ...anyhow]);
  }
  return {
    ...verdict("unknown", [text.verdict.noKey, text.verdict.noKeyDetail, ...anyhow]),
    wantsSecret: true,
  };
}

function also(say: (why: string) => string, failure: Failure | undefined): Failure[] {
  if (!failure) return [];
  return [{ why: say(failure.why), lasting: say(failure.lasting), fix: undefined }];
}

/** The first line is the headline. */
function verdict(tone: Tone, lines: readonly (string | Failure)[]): Verdict {
  const shown = lines.map((line) => sentence(typeof line === "string" ? line : line.why));
  const announced = lines.map((line) => sentence(typeof line === "string" ? line : line.lasting));
  const [headline = "", ...details] = shown;
  const fixes = lines.flatMap((line) => (typeof line === "string" ? [] : (line.fix ?? [])));
  return {
    tone,
    headline: headline.replace(/\.$/, ""),
    details: [...details, ...fixes],
    announcement: announced.join(" "),
    wantsSecret: false,
  };
}

function errorOf(report: Report, name: CheckName): JwtError | undefined {
  return report.checks.find((check) => check.name === name)?.error;
}

/** Any spelling counts: libraries that compare without case were fooled by `nOnE`. */
function isNone(alg: unknown): boolean {
  return typeof alg === "string" && alg.toLowerCase() === "none";
}
