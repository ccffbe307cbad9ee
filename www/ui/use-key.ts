import { useEffect, useMemo } from "preact/hooks";
import { type KeyState, type KeyUse, makeKey } from "../model/key";
import type { KeyFields } from "../model/key-fields";

/** The key from the fields. A replaced key is wiped from the core's memory. */
export function useKey(fields: KeyFields, alg: unknown, use: KeyUse): KeyState {
  const state = useMemo(() => makeKey(fields, alg, use), [fields, alg, use]);
  useEffect(() => {
    if (state.status !== "ready") return;
    return () => state.key.free();
  }, [state]);
  return state;
}
