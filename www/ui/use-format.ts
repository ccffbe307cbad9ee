import type { ComponentChildren } from "preact";
import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import type { Source } from "../model/decryption/keys";
import type { Expected } from "../model/expected";
import type { Answer, SeparatePayload } from "../model/formats/answer";
import type { FormatCheck } from "../model/formats/binding-checks";
import { isDetachedToken } from "../model/formats/detached";
import type { Form } from "../model/formats/form";
import type { KeyState } from "../model/key";
import type { Remedy } from "../model/remedy";
import type { PastedText } from "../model/token-text";
import type { Verdict } from "../model/verdict";
import { text, withWords } from "../text";

type Part = typeof import("../panels/formats");

/** What is known about a text that is not only a compact token. */
export interface Format {
  readonly form: Form;
  /** It is a JWS, but not a JWT: no claim of it is checked. */
  readonly isSignedContent: boolean;
  readonly verdict: Verdict;
  /** Beside those of the core. */
  readonly checks: readonly FormatCheck[];
  readonly panel: ComponentChildren;
  readonly encryption?: Encryption;
}

/** What is known about the key of an encrypted token. */
export interface Encryption {
  /** Set once it was decrypted. */
  readonly source: Source | undefined;
  /** The content is a token, and not claims. */
  readonly isNested: boolean;
}

interface Asked {
  wrapped: PastedText;
  decoded: DecodedToken;
  key: KeyState;
  expected: Expected;
  /** What is expected of a key binding JWT was entered for another one. */
  isBindingLeftOver: boolean;
  at: number | undefined;
  /** The moment that is judged, in seconds. */
  now: number;
  /** The core's, about the compact token. */
  verdict: Verdict;
  onExpected(expected: Expected): void;
  onRemedy(remedy: Remedy): void;
  onOpen(token: string): void;
}

/** A payload that was sent separately. It belongs to one token. */
export interface GivenPayload {
  readonly token: string;
  readonly content: SeparatePayload;
  readonly file: string | undefined;
}

/** Longer texts are not judged at each letter of a key. */
const LONG = 4096;
const UNTIL_JUDGED = 150;

const loadFormats = withWords(["below", "formats"], () => import("../panels/formats"));

export function useFormat(asking: Asked): Format {
  const { wrapped, decoded, key, expected, isBindingLeftOver, at, now, verdict } = asking;
  const { form } = wrapped;
  const isDetached = form === "compact" && isDetachedToken(decoded);
  const isSpecial = form !== "compact" || isDetached;
  const whole = isSpecial ? (wrapped.token + wrapped.after).trim() : "";
  const [part, setPart] = useState<Part | "failed">();
  const [given, setGiven] = useState<GivenPayload>();
  const [last, setLast] = useState<{ of: string; answer: Answer }>();
  const asked = useRef("");
  const payload = given?.token === whole ? given : undefined;
  const expectation = JSON.stringify(expected);

  useEffect(() => {
    if (!isSpecial) return;
    let isCurrent = true;
    const ask = async () => {
      const loaded = await loadFormats();
      if (isCurrent) setPart(loaded);
      const input = { form, whole, decoded, key, expected, at, payload: payload?.content };
      const answer = await loaded.answerFor(input);
      if (isCurrent) setLast({ of: whole, answer });
    };
    const timer = setTimeout(
      () =>
        void ask().catch(() => {
          if (isCurrent) setPart((loaded) => loaded ?? "failed");
        }),
      // A new text does not wait: its field already waited for a pause in typing.
      whole.length > LONG && asked.current === whole ? UNTIL_JUDGED : 0,
    );
    asked.current = whole;
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isSpecial, whole, decoded, key, expectation, at, payload]);

  const known = { form, isSignedContent: isDetached || form === "json", checks: [] };
  if (!isSpecial) return { ...known, verdict, panel: null };
  const answer = last?.of === whole ? last.answer : undefined;
  if (part === "failed") {
    const panel = h("p", { class: "broken" }, text.page.incomplete);
    return { ...known, verdict: pending(verdict), panel };
  }
  if (!part || !answer) return { ...known, verdict: pending(verdict), panel: null };
  return {
    ...known,
    verdict: part.verdictFor(answer, verdict, decoded, isBindingLeftOver),
    checks: part.checksOf(answer, isBindingLeftOver),
    panel: h(part.FormatPanel, {
      answer,
      expected,
      isBindingLeftOver,
      now,
      payload,
      token: whole,
      onPayload: setGiven,
      onExpected: asking.onExpected,
      onRemedy: asking.onRemedy,
      onOpen: asking.onOpen,
    }),
  };
}

/** A good signature is not the whole answer here. */
function pending(verdict: Verdict): Verdict {
  if (verdict.tone !== "good") return verdict;
  const [headline = "", ...details] = text.verdict.pending;
  return { ...verdict, tone: "unknown", headline, details, announcement: text.verdict.pending.join(" ") };
}
