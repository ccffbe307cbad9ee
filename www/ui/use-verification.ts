import { explain, explainSync, JwtError, type Report, type VerifyOptions } from "jwt-wasm";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { hasSecret } from "../model/algorithms";
import type { KeyState } from "../model/key";

export interface VerificationRequest {
  readonly token: string;
  readonly key: KeyState;
  readonly options: VerifyOptions;
}

/** The answer with its own request, so that the page never mixes two. */
export interface Verification extends VerificationRequest {
  readonly report: Report;
  /** The browser is still computing, so the signature counts as not checked. */
  readonly isPending: boolean;
}

/**
 * Milliseconds for which the last answer stays while the next is computed. The delay is not noticed, but an answer that
 * flickers at each key press is.
 */
const SHOWN_FOR = 100;

/**
 * The report on a token. An HMAC is computed at once. The browser computes other signatures asynchronously, and an
 * outdated answer is dropped.
 */
export function useVerification(request: VerificationRequest): Verification {
  const { token, key, options } = request;
  const [latest, setLatest] = useState<{ request: VerificationRequest; verification: Verification }>();
  const shown = useRef<Verification>(undefined);
  const optionsText = JSON.stringify(options);
  const immediate = useMemo(() => verifyAtOnce(request), [token, key, optionsText]);

  useLayoutEffect(() => {
    if (immediate || key.status !== "ready") return;
    let isCurrent = true;
    const settle = (verification: Verification) => {
      if (isCurrent) setLatest({ request, verification });
    };
    const isAgain = shown.current?.token === token && shown.current.key === key;
    const timer = isAgain ? undefined : setTimeout(() => settle(pending(request)), SHOWN_FOR);
    explain(token, key.key, options)
      .then(
        (report) => settle({ ...request, report, isPending: false }),
        (error) => settle(refused(request, error)),
      )
      .finally(() => clearTimeout(timer));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [token, key, optionsText, immediate]);

  const isForThis = latest?.request.token === token && latest.request.key === key;
  const verification = immediate ?? (isForThis ? latest.verification : shown.current) ?? pending(request);
  shown.current = verification;
  return verification;
}

/** `undefined` if the browser must compute the signature. */
function verifyAtOnce(request: VerificationRequest): Verification | undefined {
  const { token, key, options } = request;
  if (key.status === "ready" && !key.choices.some(hasSecret)) return undefined;
  const report = explainSync(token, key.status === "ready" ? key.key : undefined, options);
  return { ...request, report, isPending: false };
}

function pending(request: VerificationRequest): Verification {
  return { ...request, report: explainSync(request.token, undefined, request.options), isPending: true };
}

/** The browser checks some keys only at their first use. */
function refused(request: VerificationRequest, error: unknown): Verification {
  if (!(error instanceof JwtError)) throw error;
  const key: KeyState = { ...request.key, status: "refused", error };
  return { ...pending(request), key, isPending: false };
}
