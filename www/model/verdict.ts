/** What the person came for, in one line: is the signature good, and is the token? */

import type { Check, CheckName, JwtError, Report } from "jwt-wasm";
import { text } from "../text";
import { hasSecret, isAlgorithm } from "./algorithms";
import type { ShownObject } from "./decoded-token";
import { errorInWords, type Failure, failureInWords, isForGraph, type Proof, sentence } from "./failure";
import type { KeyState } from "./key";
import { isMlDsa } from "./ml-dsa/algorithm";

/** `caution` is a good signature on a token that is refused all the same. */
export type Tone = "good" | "caution" | "bad" | "unknown";

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly details: readonly string[];
  /** For a screen reader: it does not change with the clock alone. */
  readonly announcement: string;
  /** What kind of key is missing, if that is all. */
  readonly wants: Proof | undefined;
  /** The failure that is told, for what can be done about it. */
  readonly error: JwtError | undefined;
}

export interface Evidence {
  readonly token: string;
  readonly report: Report;
  readonly header: ShownObject | undefined;
  readonly key: KeyState;
  readonly isPending: boolean;
  readonly now: number;
}

/** Which kind of key the signature is about: the key's own, or else the one that the header asks for. */
export function proofOf({ key, header }: Pick<Evidence, "key" | "header">): Proof {
  const algorithm = key.status === "absent" ? header?.alg : (key.algorithm ?? header?.alg);
  return isAlgorithm(algorithm) && !hasSecret(algorithm) ? "public" : "secret";
}

export function verdictOf(evidence: Evidence): Verdict {
  const { token, report, header, isPending, now } = evidence;
  const proof = proofOf(evidence);
  if (token === "") return verdict("unknown", text.verdict.empty);

  const failureIn = (checks: readonly Check[]): Failure | undefined => {
    const error = checks.find((check) => check.error !== undefined)?.error;
    return error && failureInWords(error, now, token, proof);
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
    if (report.verdict === "verified") {
      return verdict("good", [text.verdict.verified, text.verdict.verifiedBy[proof]]);
    }
    const first = failureIn(report.checks);
    const error = report.checks.find((check) => check.error !== undefined)?.error;
    return { ...verdict("caution", first ? [text.verdict.refused, first] : [text.verdict.refused]), error };
  }
  if (outcome === "failed") {
    const mismatch = errorOf(report, "signature")?.code === "signature_invalid";
    const unreadable = failed("signature");
    return mismatch || !unreadable
      ? verdict("bad", [
          text.verdict.mismatch,
          isForGraph(token, proof) ? text.verdict.graph : text.verdict.mismatchOf[proof],
          ...also(text.verdict.aswell, malformed ?? claim),
        ])
      : verdict("bad", [text.verdict.unreadableSignature, unreadable]);
  }
  if (malformed) {
    const rejected = errorOf(report, "header")?.code === "header_rejected";
    return verdict("bad", [rejected ? text.verdict.headerRefused : text.verdict.malformed, malformed]);
  }
  if (isNone(header?.alg)) return verdict("bad", text.verdict.notSigned);
  if (isPending) return verdict("unknown", text.verdict.pending);
  const algorithm = failed("algorithm");
  if (algorithm) {
    const error = errorOf(report, "algorithm");
    const isMissing = error?.code === "key_not_found" || error?.code === "key_ambiguous";
    const headline = isMissing ? text.verdict.noSuchKey : text.verdict.otherAlgorithm;
    return { ...verdict(isMissing ? "unknown" : "bad", [headline, algorithm]), error };
  }
  return notChecked(evidence, proof, claim);
}

const BEFORE_CLAIMS: readonly CheckName[] = ["form", "header", "typ", "algorithm", "signature", "payload"];

function notChecked({ key, header }: Evidence, proof: Proof, claim: Failure | undefined): Verdict {
  const anyhow = also(text.verdict.anyhow, claim);
  const alg = header?.alg;
  if (isMlDsa(alg)) {
    const lines = [text.mlDsa.verdict, text.mlDsa.verdictDetail(alg), ...anyhow];
    return { ...verdict("unknown", lines), wants: key.status === "absent" ? "public" : undefined };
  }
  if (typeof alg === "string" && !isAlgorithm(alg)) {
    return verdict("unknown", [text.verdict.noKey, text.verdict.unsupported(alg), ...anyhow]);
  }
  switch (key.status) {
    case "refused": {
      const isWeak = key.error.code === "key_too_weak";
      const weak = proof === "secret" ? text.verdict.weakKey : text.verdict.weakPublicKey;
      const headline = isWeak ? weak : text.verdict.badKey[proof];
      return verdict("unknown", [headline, sentence(errorInWords(key.error)), ...anyhow]);
    }
    case "unreadable":
      return verdict("unknown", [text.verdict.badKey[proof], text.key.unreadable[key.form], ...anyhow]);
    case "private":
      return verdict("unknown", [text.verdict.badKey.public, text.key.private, ...anyhow]);
    default: {
      const lines = [text.verdict.noKey, text.verdict.noKeyDetail[proof], ...anyhow];
      return { ...verdict("unknown", lines), wants: proof };
    }
  }
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
    wants: undefined,
    error: undefined,
  };
}

function errorOf(report: Report, name: CheckName): JwtError | undefined {
  return report.checks.find((check) => check.name === name)?.error;
}

/** Any spelling counts: libraries that compare without case were fooled by `nOnE`. */
function isNone(alg: unknown): boolean {
  return typeof alg === "string" && alg.toLowerCase() === "none";
}
