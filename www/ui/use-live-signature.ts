import { useEffect, useRef, useState } from "preact/hooks";

/** How to sign what is written now. It is a new object whenever that or the key changes. */
export interface Signing {
  sign(): Promise<string>;
}

export interface LiveSignature {
  /** The last token, and what it was signed from. */
  readonly token: string;
  readonly error: unknown;
  /** Whether the token belongs to what is written now. */
  readonly isCurrent: boolean;
  readonly isBusy: boolean;
}

/** Milliseconds. Where signing takes longer, it waits for a pause in typing. */
const SLOW = 50;
const PAUSE = 200;

/** Signs again whenever what is written changes. */
export function useLiveSignature(signing: Signing | undefined): LiveSignature & { again(): void } {
  const [done, setDone] = useState<{ of: Signing; token?: string; error?: unknown }>();
  const [count, setCount] = useState(0);
  const took = useRef(0);
  const last = useRef("");
  const asked = useRef(count);
  useEffect(() => {
    if (!signing) return;
    let isCurrent = true;
    const start = () => {
      const since = performance.now();
      signing
        .sign()
        .then(
          (token) => isCurrent && setDone({ of: signing, token }),
          (error: unknown) => isCurrent && setDone({ of: signing, error }),
        )
        .finally(() => {
          took.current = performance.now() - since;
        });
    };
    const isPressed = asked.current !== count;
    asked.current = count;
    const timer = took.current > SLOW && !isPressed ? setTimeout(start, PAUSE) : void start();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [signing, count]);
  if (done?.token !== undefined) last.current = done.token;
  const isCurrent = signing !== undefined && done?.of === signing && done.token !== undefined;
  return {
    token: last.current,
    error: signing !== undefined && done?.of === signing ? done.error : undefined,
    isCurrent,
    isBusy: signing !== undefined && done?.of !== signing,
    again: () => setCount(count + 1),
  };
}
