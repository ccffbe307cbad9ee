/** What is checked of a key binding JWT (RFC 9901 §7.3), in three rows: the proof itself, whom it is for, and its nonce. */

import type { Check, JwtError } from "jwt-wasm";
import { text } from "../../text";
import { errorInWords, failureInWords, sentence } from "../failure";
import { type BindingField, forLeftOverBinding, offersForBinding, type Remedy } from "../remedy";
import type { KeyBinding } from "./key-binding";

/** A row among the checks of the token, already in words. */
export interface FormatCheck {
  readonly id: "signature" | "proof" | BindingField;
  readonly name: string;
  readonly outcome: "passed" | "failed" | "unasked" | "skipped";
  /** Each is a sentence. */
  readonly words: readonly string[];
  readonly remedies: readonly Remedy[];
}

/** @param isLeftOver the expected values were entered for another key binding JWT */
export function bindingChecks(binding: KeyBinding, isLeftOver: boolean): readonly FormatCheck[] {
  return [proofOf(binding), audienceOf(binding, isLeftOver), nonceOf(binding, isLeftOver)];
}

/** Why the key binding does not hold. */
export function refusalsOf(binding: KeyBinding, isLeftOver: boolean): readonly string[] {
  return bindingChecks(binding, isLeftOver).flatMap(({ outcome, words }) =>
    outcome === "failed" ? words : [],
  );
}

export function isSigned({ report }: KeyBinding): boolean {
  return report.checks.some(({ name, outcome }) => name === "signature" && outcome === "passed");
}

/** RFC 9901 §4.3. */
const REQUIRED = ["iat", "sd_hash"];

function proofOf(binding: KeyBinding): FormatCheck {
  const words = text.formats.binding;
  const { key, report, refusal, isBound, decoded } = binding;
  const missing = REQUIRED.filter((name) => !has(binding, name));
  const failed = report.checks.flatMap(({ name, error }) =>
    error !== undefined && name !== "aud" ? [sentence(words.bad(reasonOf(error, binding)))] : [],
  );
  const refusals = [
    ...(isBound === false ? [words.notBound] : []),
    ...failed,
    ...(refusal ? [sentence(words.badKey(errorInWords(refusal)))] : []),
    ...(key === "private" || key === "secret" ? [words.keys[key]] : []),
    ...(missing.length > 0 && decoded.payload ? [words.missing(missing.join(", "))] : []),
  ];
  const row = { id: "proof", name: words.title, remedies: [] } as const;
  if (refusals.length > 0) return { ...row, outcome: "failed", words: refusals };
  if (isSigned(binding) && isBound) return { ...row, outcome: "passed", words: [words.good, words.bound] };
  return { ...row, outcome: "skipped", words: [isBound ? words.keys[key] : words.notComputed] };
}

/** Of times, dates say more than the core's numbers. */
function reasonOf(error: JwtError, { now, decoded }: KeyBinding): string {
  return failureInWords(error, now, decoded.token, "public").lasting;
}

function audienceOf(binding: KeyBinding, isLeftOver: boolean): FormatCheck {
  const words = text.formats.binding;
  const { aud } = binding.decoded.payload ?? {};
  const check = binding.report.checks.find(({ name }) => name === "aud");
  const row = { id: "bindingAudience", name: words.audience, remedies: [] } as const;
  if (!binding.decoded.payload) return { ...row, outcome: "skipped", words: [words.unreadable] };
  if (!has(binding, "aud")) return { ...row, outcome: "failed", words: [words.missing("aud")] };
  if (check?.outcome === "passed") return { ...row, outcome: "passed", words: [words.isYou(quoted(aud))] };
  if (!check?.error) return { ...row, outcome: "skipped", words: [words.unreadable] };
  if (!isMismatch(check)) {
    return { ...row, outcome: "failed", words: [sentence(words.bad(errorInWords(check.error)))] };
  }
  if (binding.expected.bindingAudience === "") {
    const remedies = offersForBinding("bindingAudience", aud);
    return { ...row, outcome: "unasked", words: [words.areYou(quoted(aud))], remedies };
  }
  if (isLeftOver) return leftOver(row, "aud");
  return { ...row, outcome: "failed", words: [sentence(words.bad(errorInWords(check.error)))] };
}

function nonceOf(binding: KeyBinding, isLeftOver: boolean): FormatCheck {
  const words = text.formats.binding;
  const { bindingNonce } = binding.expected;
  const { nonce } = binding.decoded.payload ?? {};
  const row = { id: "bindingNonce", name: words.nonce, remedies: [] } as const;
  if (!binding.decoded.payload) return { ...row, outcome: "skipped", words: [words.unreadable] };
  if (!has(binding, "nonce")) return { ...row, outcome: "failed", words: [words.missing("nonce")] };
  if (typeof nonce !== "string") return { ...row, outcome: "failed", words: [words.nonceNotString] };
  if (bindingNonce === "") return { ...row, outcome: "unasked", words: [words.yourNonce] };
  if (nonce === bindingNonce) return { ...row, outcome: "passed", words: [words.isNonce] };
  if (isLeftOver) return leftOver(row, "nonce");
  return { ...row, outcome: "failed", words: [words.otherNonce(quoted(nonce), quoted(bindingNonce))] };
}

function leftOver(row: Pick<FormatCheck, "name"> & { id: BindingField }, claim: string): FormatCheck {
  const words = [sentence(text.statements.leftOver.expected(claim))];
  return { ...row, outcome: "unasked", words, remedies: forLeftOverBinding(row.id) };
}

function has({ decoded }: KeyBinding, name: string): boolean {
  return decoded.payload !== undefined && Object.hasOwn(decoded.payload, name);
}

function isMismatch({ error }: Check): boolean {
  return error?.code === "claim_mismatch";
}

/** More than a line holds. */
const LONGEST_QUOTED = 200;

function quoted(value: unknown): string {
  const values = Array.isArray(value) ? value : [value];
  const all = values.map((one) => (typeof one === "string" ? text.values.quoted(one) : JSON.stringify(one)));
  return all.join(", ").slice(0, LONGEST_QUOTED);
}
