import { useMemo } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import type { Finding } from "../model/lints/finding";
import { text } from "../text";
import { useDeferred } from "./deferred";
import { useKnownSecret } from "./use-known-secret";

const NONE: readonly Finding[] = [];

/** What is doubtful about the token, no matter who wrote it. */
export function useWarnings(decoded: DecodedToken, now: number): readonly Finding[] {
  const minute = Math.floor(now / 60);
  const lints = useDeferred(decoded.header !== undefined);
  const knownSecret = useKnownSecret(decoded, lints);
  return useMemo(
    () => (decoded.header && lints ? lints.findingsIn(decoded, now, knownSecret) : NONE),
    [decoded, minute, knownSecret, lints, text],
  );
}
