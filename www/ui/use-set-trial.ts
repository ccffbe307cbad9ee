import { useEffect, useMemo, useState } from "preact/hooks";
import type { KeyFields } from "../model/key-fields";
import type { TriedKey } from "../model/key-set";
import { entriesOf, withOnly } from "../model/key-set-entries";
import { useLoaded } from "./use-loaded";

export interface SetTrial {
  /** Every key with what came of it; `undefined` until all are tried. */
  readonly tried: readonly TriedKey[] | undefined;
  /** The place of the key that alone is used. */
  readonly used: number | undefined;
  /** The fields with only that key in them. */
  readonly fields: KeyFields;
  use(place: number | undefined): void;
}

const loadTrial = () => import("../model/key-set");

/**
 * Tries each key of a set. If the token names none, the only key that signed it is used, and the page says so: the core
 * refuses to choose. A key with a `kid` other than the token's is used only if the person says so.
 */
export function useSetTrial(fields: KeyFields, token: string, kid: unknown): SetTrial {
  const isSet = fields.kind === "jwks" && fields.text !== "" && token !== "";
  const trial = useLoaded(loadTrial, isSet);
  const { text } = fields;
  const [answer, setAnswer] = useState<{ text: string; token: string; tried: readonly TriedKey[] }>();
  const [chosen, setChosen] = useState<{ text: string; token: string; place: number }>();
  useEffect(() => {
    if (!isSet || typeof trial !== "object") return;
    let isStopped = false;
    void trial
      .tryEach(text, token, kid, () => isStopped)
      .then((tried) => !isStopped && setAnswer({ text, token, tried }));
    return () => {
      isStopped = true;
    };
  }, [isSet, trial, text, token, kid]);

  const tried = isSet && answer?.text === text && answer.token === token ? answer.tried : undefined;
  const own = chosen?.text === text && chosen.token === token ? chosen.place : undefined;
  const verified = tried?.filter(({ outcome }) => outcome === "verified") ?? [];
  const only = kid === undefined && verified.length === 1 ? verified[0]?.place : undefined;
  const used = isSet && (tried?.length ?? 0) > 1 ? (own ?? only) : undefined;
  const usedFields = useMemo((): KeyFields => {
    if (used === undefined) return fields;
    return withOnly(fields, entriesOf(text)[used - 1]);
  }, [fields, used]);
  const use = (place: number | undefined) =>
    setChosen(place === undefined ? undefined : { text, token, place });
  return { tried, used, fields: usedFields, use };
}
