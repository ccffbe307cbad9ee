import { type JwtClaims, JwtError, type Key } from "jwt-wasm";
import { useMemo, useState } from "preact/hooks";
import { type DraftHeader, type DraftPart, signDraft } from "../model/draft";
import { errorInWords, sentence } from "../model/failure";
import { type KeyState, verifyingFields } from "../model/key";
import { type KeyFields, NO_KEY, textOf } from "../model/key-fields";
import type { NewKey } from "../model/new-key";
import { canSign, type Obstacle, obstacleOf } from "../model/signing-key";
import { text } from "../text";
import { useSame } from "./hooks";
import { useKey } from "./use-key";
import { useReadable } from "./use-read-key";

export interface SigningKey {
  /** The key that signs: the entered or made one, or else the one in the key field. */
  readonly fields: KeyFields;
  readonly state: KeyState;
  /** Whether it is the key of the page's key field. */
  readonly isPageKey: boolean;
  readonly obstacle: Obstacle | undefined;
  /** `undefined` if it cannot sign. It is a new function whenever the key or the header changes. */
  readonly sign: ((claims: JwtClaims) => Promise<string>) | undefined;
  enter(fields: KeyFields): void;
  /** The key that verifies what this one signs, if that can be known. */
  verifying(made: NewKey | undefined): KeyFields | undefined;
  refusal(error: unknown): Promise<string>;
}

export function useSigningKey(header: DraftPart<DraftHeader>, pageKey: KeyFields): SigningKey {
  const [entered, enter] = useState<KeyFields>();
  const isPageKey = (entered === undefined || textOf(entered) === "") && canSign(pageKey);
  const chosen = isPageKey ? pageKey : (entered ?? NO_KEY);
  const algorithm = header.flaw ? undefined : header.value.algorithm;
  const fields = useReadable(useSame({ ...chosen, algorithm }));
  const state = useKey(fields, algorithm, "sign");
  const obstacle = obstacleOf(header, state, pageKey);
  const hasObstacle = obstacle !== undefined;

  const sign = useMemo(() => {
    if (header.flaw || hasObstacle) return undefined;
    if (state.status !== "ready") return undefined;
    return (claims: JwtClaims) => signDraft(header.value, claims, state.key as Key);
  }, [header, hasObstacle, state]);

  const verifying = (made: NewKey | undefined) => {
    if (made && textOf(made.signing) === textOf(fields)) return { ...made.verifying, algorithm };
    return state.status === "ready" ? verifyingFields(fields, state.key as Key) : undefined;
  };
  const refusal = async (error: unknown) => {
    if (error instanceof JwtError) return text.make.refused(sentence(errorInWords(error)));
    throw error;
  };
  return {
    fields,
    state,
    isPageKey,
    obstacle,
    sign,
    enter,
    verifying,
    refusal,
  };
}
