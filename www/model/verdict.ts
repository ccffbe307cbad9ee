/** The answer in one line: is the signature good, and is the token valid? */

import type { Check, CheckName, JwtError, Report } from "jwt-wasm";
import { text } from "../text";
import { hasSecret, isAlgorithm } from "./algorithms";
import type { ShownObject } from "./decoded-token";
import {
  errorInWords,
  type Failure,
  failureInWords,
  isForGraph,
  isNotJson,
  type Proof,
  sentence,
} from "./failure";
import type { Other } from "./find-tokens";
import type { KeyState } from "./key";
import { offeredKey } from "./own-key";
import { demandingKind } from "./profiles/demands";
import { FOR_LEFT_OVER_KEY, type Remedy } from "./remedy";
import type { LeftOver, SortedChecks } from "./sorted-checks";
import { inWords, type Statement } from "./statements";

/** `caution` is a good signature on a token that is refused. */
export type Tone = "good" | "caution" | "bad" | "unknown";

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly details: readonly string[];
  /** For screen readers, without relative times, so that the clock does not change it. */
  readonly announcement: string;
  /** The kind of key that is missing, if nothing else is wrong. */
  readonly wants: Proof | undefined;
  /** The reported failure, from which the remedies follow. */
  readonly error: JwtError | undefined;
  /** What to do about it, beside what follows from `error`. */
  readonly remedies: readonly Remedy[];
}

export interface Evidence {
  readonly token: string;
  readonly report: Report;
  readonly header: ShownObject | undefined;
  readonly key: KeyState;
  readonly isPending: boolean;
  readonly now: number;
  readonly judged: SortedChecks;
  readonly leftOver: LeftOver;
  /** About the token's text. */
  readonly statement: Statement | undefined;
  /** The key is the one that the token brings in its header. */
  readonly isOwnKey: boolean;
}

/** The kind of the key; without one, the kind that the header's `alg` needs. */
export function proofOf({ key, header }: Pick<Evidence, "key" | "header">): Proof {
  const algorithm = key.status === "absent" ? header?.alg : (key.algorithm ?? header?.alg);
  return isAlgorithm(algorithm) && !hasSecret(algorithm) ? "public" : "secret";
}

/** Whether it is valid is not asked. */
export function notAToken({ kind, name }: Other): Verdict {
  return verdict("unknown", [text.paste.notAToken, text.paste.other(kind, name ?? "")]);
}

export function verdictOf(evidence: Evidence): Verdict {
  const { token, report, header, isPending, now, judged, statement } = evidence;
  const proof = proofOf(evidence);
  if (token === "") return verdict("unknown", text.verdict.empty);

  const failureIn = (checks: readonly Check[]): Failure | undefined => {
    const error = checks.find((check) => check.error !== undefined)?.error;
    return error && failureInWords(error, now, token, proof);
  };
  const failed = (name: CheckName) => failureIn(report.checks.filter((check) => check.name === name));
  const outcome = report.checks.find((check) => check.name === "signature")?.outcome;
  if (statement && isStated(report)) return stated(statement);
  const form = failed("form");
  if (form) {
    const code = errorOf(report, "form")?.code;
    if (code === "encrypted") return verdict("bad", text.verdict.encrypted);
    return verdict("bad", [code === "too_large" ? text.verdict.tooLong : text.verdict.malformed, form]);
  }
  const malformed = failed("header") ?? failed("payload");
  const { failed: failures, unasked } = judged;
  const ofClaims = failures.filter((check) => !BEFORE_CLAIMS.includes(check.name));
  const claim = failureIn(ofClaims);

  if (outcome === "passed") {
    // The core decides, also by checks that this page does not know yet.
    if (report.verdict === "verified") return good(evidence, [text.verdict.verifiedBy[proof]]);
    if (failures.length === 0 && unasked.length > 0) {
      const isAudience = unasked.some(({ why }) => why === "no_answer");
      const [first] = unasked.filter(({ why }) => why === "left_over_value");
      const left = first && sentence(text.statements.leftOver.expected(first.check.name));
      return good(evidence, isAudience || !left ? [text.frame.notAsked(text.frame.noAnswer)] : [left]);
    }
    const first = failureIn(failures);
    const error = failures.find((check) => check.error !== undefined)?.error;
    const headline = (error && refusedBy(error)) ?? text.verdict.refused;
    return { ...verdict("caution", first ? [headline, first] : [headline]), error };
  }
  if (unasked.some(({ why }) => why === "left_over_key") || hasUselessLeftOver(evidence)) {
    const { leftOver } = text.statements;
    const lines = [leftOver.key, leftOver.keyDetail, ...also(text.verdict.anyhow, malformed ?? claim)];
    return { ...verdict("unknown", lines), remedies: FOR_LEFT_OVER_KEY };
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
    const headline = isOtherContent(report, token) ? text.paste.notAToken : text.verdict.malformed;
    return verdict("bad", [rejected ? text.verdict.headerRefused : headline, malformed]);
  }
  if (isNone(header?.alg)) return verdict("bad", text.verdict.notSigned);
  if (isPending) return verdict("unknown", text.verdict.pending);
  const algorithm = failed("algorithm");
  if (algorithm) {
    const error = errorOf(report, "algorithm");
    const isMissing = error?.code === "key_not_found" || error?.code === "key_ambiguous";
    const headline = isMissing ? text.verdict.noSuchKey : text.verdict.otherAlgorithm;
    const { algorithm: own } = evidence.key;
    const isPair = !isMissing && own !== undefined && typeof header?.alg === "string";
    const why = isPair ? text.judged.differs(header.alg as string, own) : algorithm;
    return { ...verdict(isMissing ? "unknown" : "bad", [headline, why]), error };
  }
  return notChecked(evidence, proof, claim, ofClaims.find(({ error }) => error)?.error);
}

/** What the core accepts needs no excuse. */
export function isStated(report: Report): boolean {
  const signature = report.checks.find((check) => check.name === "signature");
  return signature?.outcome !== "passed" && errorOf(report, "form")?.code !== "too_large";
}

const BEFORE_CLAIMS: readonly CheckName[] = ["form", "header", "typ", "algorithm", "signature", "payload"];

function notChecked(
  { key, header }: Evidence,
  proof: Proof,
  claim: Failure | undefined,
  error: JwtError | undefined,
): Verdict {
  const anyhow = also(text.verdict.anyhow, claim);
  const alg = header?.alg;
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
    case "unread":
      return verdict("unknown", [text.verdict.noKey, text.key.notLoaded, ...anyhow]);
    case "unreadable":
      return verdict("unknown", [text.verdict.badKey[proof], text.key.unreadable[key.form], ...anyhow]);
    case "private":
      return verdict("unknown", [text.verdict.badKey.public, text.key.private, ...anyhow]);
    default: {
      const headline = (error && whatever(error)) ?? text.verdict.noKey;
      const own = offeredKey(header);
      // Nobody issues a proof, so there is no issuer to ask for a key.
      if (own) {
        const lines = [headline, text.judged.noKeyOwn, ...anyhow];
        return { ...verdict("unknown", lines), remedies: [{ kind: "use_own_key", fields: own }] };
      }
      const lines = [headline, text.verdict.noKeyDetail[proof], ...anyhow];
      return { ...verdict("unknown", lines), wants: proof };
    }
  }
}

function stated(statement: Statement): Verdict {
  const tone = statement.name === "sd_jwt" || statement.name === "no_payload" ? "unknown" : "bad";
  const { repair } = statement;
  return { ...verdict(tone, inWords(statement)), remedies: repair ? [{ kind: "repair", repair }] : [] };
}

/** A key that the token brings proves possession only, whatever the kind of token. */
function good({ header, isOwnKey }: Evidence, details: readonly string[]): Verdict {
  const kind = demandingKind(header);
  const demands = kind ? [text.judged.demands[kind]] : [];
  if (!isOwnKey) return verdict("good", [text.verdict.verified, ...details, ...demands]);
  const tone = kind === "dpop+jwt" ? "good" : "caution";
  return verdict(tone, [text.judged.ownKeyTitle, text.judged.ownKeyUsed, ...demands]);
}

/** The headline on a token that no key would save. */
function whatever({ code }: JwtError): string | undefined {
  return code === "expired" || code === "not_yet_valid" ? text.verdict.noKeyAnd[code] : undefined;
}

function refusedBy({ code, claim, reason }: JwtError): string | undefined {
  const { refusedBy: known } = text.judged;
  if (code === "claim_missing" && claim === "exp") return known.exp;
  if (code === "claim_mismatch")
    return (known as Partial<Record<string, string>>)[claim] ?? text.frame.refusedBy[code];
  return code === "header_rejected" && reason === "typ" ? known.typ : text.frame.refusedBy[code];
}

/** It may be unusable only because the token names another algorithm. */
function hasUselessLeftOver({ key, leftOver }: Evidence): boolean {
  return (
    leftOver.key && (key.status === "refused" || key.status === "unreadable" || key.status === "private")
  );
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
    remedies: [],
  };
}

/** The signature may well be good: a JWS can hold anything (RFC 7515). */
function isOtherContent(report: Report, token: string): boolean {
  const error = errorOf(report, "header") ? undefined : errorOf(report, "payload");
  return error !== undefined && isNotJson(error, token);
}

function errorOf(report: Report, name: CheckName): JwtError | undefined {
  return report.checks.find((check) => check.name === name)?.error;
}

/** In any case: `nOnE` has fooled libraries. */
export function isNone(alg: unknown): boolean {
  return typeof alg === "string" && alg.toLowerCase() === "none";
}
