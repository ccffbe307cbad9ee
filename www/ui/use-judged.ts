import { explain, explainSync, JwtError, type Report, type VerifyOptions } from "jwt-wasm";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { hasSecret } from "../model/algorithms";
import type { KeyState } from "../model/key";

export interface Question {
  readonly token: string;
  readonly key: KeyState;
  readonly options: VerifyOptions;
}

/** The answer, with the question it belongs to: one is never shown beside the other's. */
export interface Judged extends Question {
  readonly report: Report;
  /** The signature is still being computed, so it counts as not checked. */
  readonly isPending: boolean;
}

/**
 * Milliseconds for which the last answer may stay while the next is computed. No one sees so short a time, while an
 * answer that comes and goes at each key press is seen.
 */
const PATIENCE = 100;

/**
 * What the core says. An HMAC is computed at once; other signatures are the browser's work, and come later: an answer
 * that is overtaken is dropped.
 */
export function useJudged(question: Question): Judged {
  const { token, key, options } = question;
  const [later, setLater] = useState<{ question: Question; judged: Judged }>();
  const shown = useRef<Judged>(undefined);
  const asked = JSON.stringify(options);
  const immediate = useMemo(() => judgeAtOnce(question), [token, key, asked]);

  useLayoutEffect(() => {
    if (immediate || key.status !== "ready") return;
    let isCurrent = true;
    const settle = (judged: Judged) => {
      if (isCurrent) setLater({ question, judged });
    };
    const isAgain = shown.current?.token === token && shown.current.key === key;
    const timer = isAgain ? undefined : setTimeout(() => settle(pending(question)), PATIENCE);
    explain(token, key.key, options)
      .then(
        (report) => settle({ ...question, report, isPending: false }),
        (error) => settle(refused(question, error)),
      )
      .finally(() => clearTimeout(timer));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [token, key, asked, immediate]);

  const isForThis = later?.question.token === token && later.question.key === key;
  const judged = immediate ?? (isForThis ? later.judged : shown.current) ?? pending(question);
  shown.current = judged;
  return judged;
}

/** `undefined` if the browser has to be asked. */
function judgeAtOnce(question: Question): Judged | undefined {
  const { token, key, options } = question;
  if (key.status === "ready" && !key.choices.some(hasSecret)) return undefined;
  const report = explainSync(token, key.status === "ready" ? key.key : undefined, options);
  return { ...question, report, isPending: false };
}

function pending(question: Question): Judged {
  return { ...question, report: explainSync(question.token, undefined, question.options), isPending: true };
}

/** Some keys only the host can judge, and it does so at their first use. */
function refused(question: Question, error: unknown): Judged {
  if (!(error instanceof JwtError)) throw error;
  const key: KeyState = { ...question.key, status: "refused", error };
  return { ...pending(question), key, isPending: false };
}
