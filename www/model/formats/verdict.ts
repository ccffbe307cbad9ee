/** What the strip says about the other forms. A refusal by the core stays; a form can only add one. */

import { text } from "../../text";
import { isAlgorithm } from "../algorithms";
import type { DecodedToken } from "../decoded-token";
import { errorInWords, sentence } from "../failure";
import type { Tone, Verdict } from "../verdict";
import type { Answer, Outcome } from "./answer";
import { bindingChecks, refusalsOf } from "./binding-checks";
import type { Problem } from "./sd-jwt";

export function verdictFor(
  answer: Answer,
  core: Verdict,
  decoded: DecodedToken,
  isBindingLeftOver: boolean,
): Verdict {
  switch (answer.kind) {
    case "sd_jwt":
      return ofSdJwt(answer, core, isBindingLeftOver);
    case "detached":
      // Other algorithms are refused whatever the payload is, and the core says why.
      return isAlgorithm(decoded.header?.alg) ? ofDetached(answer.outcome, core) : core;
    case "jws":
      return ofJws(answer, core);
    case "jwe": {
      const { encrypted, encryptedDetail, malformed, flaws } = text.formats.json;
      const { flaw, recipients } = answer.jwe;
      return flaw
        ? verdict("bad", malformed, [flaws[flaw]])
        : verdict("bad", encrypted, [encryptedDetail(recipients)]);
    }
  }
}

function ofSdJwt(
  { sd, binding }: Extract<Answer, { kind: "sd_jwt" }>,
  core: Verdict,
  isBindingLeftOver: boolean,
): Verdict {
  const words = text.formats;
  if (core.tone === "bad") return core;
  if (sd.problems.length > 0) {
    // What this page cannot check may be right.
    const isUnknown = sd.problems.every(({ kind }) => kind === "unknown_hash" || kind === "no_crypto");
    const headline = isUnknown ? words.sd.unchecked : words.sd.refused;
    return verdict(isUnknown ? "unknown" : "bad", headline, sd.problems.map(problemInWords));
  }
  const refusals = binding ? refusalsOf(binding, isBindingLeftOver) : [];
  if (refusals.length > 0) return verdict("bad", words.sd.refusedBinding, refusals);
  const isOpen =
    binding && bindingChecks(binding, isBindingLeftOver).some(({ outcome }) => outcome === "unasked");
  if (!isOpen || core.tone !== "good") return core;
  // The core does not see the key binding, so its passed checks are not the whole answer.
  const all: readonly string[] = Object.values(text.verdict.verifiedBy);
  const details = core.details.filter((line) => !all.includes(line));
  return verdict("good", core.headline, [...details, words.binding.toDo]);
}

export function problemInWords(problem: Problem): string {
  const { problems } = text.formats.sd;
  if (problem.kind === "no_crypto") return problems.no_crypto;
  if (problem.kind === "unknown_hash") return problems.unknown_hash(problem.name);
  return problems[problem.kind](problem.count);
}

function ofDetached(outcome: Outcome, core: Verdict): Verdict {
  const words = text.formats.detached;
  switch (outcome.kind) {
    case "match":
      return verdict("good", words.match, [words.notAToken]);
    case "refused":
      return outcome.error.code === "signature_invalid"
        ? verdict("bad", words.mismatch, [words.mismatchDetail])
        : verdict("bad", words.refused, [sentence(errorInWords(outcome.error))]);
    case "no_key":
      return { ...verdict("unknown", words.headline, [words.noKey]), wants: core.wants };
    case "not_asked":
      return verdict("unknown", words.headline, [words.give]);
  }
}

function ofJws({ jws, outcomes }: Extract<Answer, { kind: "jws" }>, core: Verdict): Verdict {
  const words = text.formats.json;
  if (jws.flaw) return verdict("bad", words.malformed, [words.flaws[jws.flaw]]);
  const headline = words.headline(jws.signatures.length);
  if (jws.isDetached) return verdict("unknown", headline, [words.detached]);
  if (jws.signatures.every(({ flaw }) => flaw)) {
    const [first] = jws.signatures;
    return verdict("bad", headline, first?.flaw ? [words.signatureFlaws[first.flaw]] : []);
  }
  if (outcomes.some(({ kind }) => kind === "no_key")) {
    return { ...verdict("unknown", headline, [words.noKey]), wants: core.wants };
  }
  const matching = outcomes.filter(({ kind }) => kind === "match").length;
  const tone = matching === jws.signatures.length ? "good" : matching > 0 ? "caution" : "bad";
  return verdict(tone, headline, [words.matches(matching, jws.signatures.length)]);
}

function verdict(tone: Tone, headline: string, details: readonly string[]): Verdict {
  const announcement = [sentence(headline), ...details].join(" ");
  return { tone, headline, details, announcement, wants: undefined, error: undefined, remedies: [] };
}
