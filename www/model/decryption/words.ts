/** What the strip and the panel say about an encrypted token. */

import type { JweMalformedReason, JwtError } from "jwt-wasm";
import { text } from "../../text";
import { errorInWords, sentence } from "../failure";
import type { Tone, Verdict } from "../verdict";
import type { Decrypted, Decryption } from "./try-keys";

export function verdictFor(answer: Decryption): Verdict {
  const words = text.decryption;
  switch (answer.kind) {
    case "no_key": {
      const lines = verdict("unknown", words.noKey, [words.needs[answer.needs]]);
      return answer.needs === "secret" ? { ...lines, wants: "secret" } : lines;
    }
    case "unfit":
      return verdict("unknown", words.badKey, unfitInWords(answer));
    case "refused": {
      const { error, isOfKey } = answer;
      const headline =
        error.code === "malformed"
          ? text.verdict.malformed
          : error.code === "too_large"
            ? text.verdict.tooLong
            : words.refused;
      return verdict(isOfKey ? "unknown" : "bad", isOfKey ? words.badKey : headline, [refusedInWords(error)]);
    }
    case "failed":
      return verdict("bad", words.failed, [answer.isDirect ? words.wrongSecret : words.wrongKey]);
    case "decrypted":
      return ofDecrypted(answer);
  }
}

function ofDecrypted(answer: Decrypted): Verdict {
  const words = text.decryption;
  const { inner, refusal } = answer;
  if (inner !== undefined) return verdict("caution", words.decryptedNested, [words.origin.nested]);
  if (refusal === undefined) return verdict("caution", words.decrypted, [originInWords(answer)]);
  const lines = verdict("caution", words.decryptedButRefused, [sentence(errorInWords(refusal))]);
  return { ...lines, error: refusal };
}

function unfitInWords({ needs, size }: Extract<Decryption, { kind: "unfit" }>): string[] {
  const { unfit } = text.decryption;
  return [needs === "private" ? unfit.private : unfit.secret(size)];
}

/** The core's words are about signed tokens. */
function refusedInWords(error: JwtError): string {
  const { keys, malformed, parts, rules } = text.decryption;
  const { code, expected, actual } = error;
  const [reason, part] = [String(error.reason), String(error.part)];
  if (code === "malformed" && Object.hasOwn(malformed, reason) && Object.hasOwn(parts, part)) {
    return malformed[reason as JweMalformedReason](parts[part as keyof typeof parts], expected, actual);
  }
  const known = code === "key_invalid" ? keys : rules;
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? sentence(errorInWords(error));
}

export function sourceInWords({ source }: Decrypted): string {
  const { by } = text.decryption;
  if (source.kind !== "auth_js") return by[source.kind];
  return source.version === 4 ? by.older : by.session(source.cookie);
}

export function originInWords({ source, inner }: Decrypted): string {
  const { origin } = text.decryption;
  if (inner !== undefined) return origin.nested;
  return origin[source.kind === "auth_js" ? "session" : source.kind];
}

function verdict(tone: Tone, headline: string, details: readonly string[]): Verdict {
  const announcement = [sentence(headline), ...details].join(" ");
  return { tone, headline, details, announcement, wants: undefined, error: undefined, remedies: [] };
}
