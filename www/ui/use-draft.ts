import { useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { type Draft, draftOf } from "../model/draft";
import type { KeyFields } from "../model/key-fields";

interface Used {
  readonly token: string;
  readonly origin: DecodedToken;
  /** The key fields before they were replaced by the key of this token. */
  readonly fields: KeyFields;
}

/**
 * The text in the editors. It follows the pasted token, and keeps what was changed as long as that token is there, or
 * one that was signed from it.
 */
export function useDraft(decoded: DecodedToken, now: number) {
  const [edited, setEdited] = useState<{ of: string; draft: Draft }>();
  const [used, setUsed] = useState<Used>();
  const origin = used?.token === decoded.token ? used.origin : decoded;
  const [start, setStart] = useState(() => ({ of: origin.token, draft: draftOf(origin, now) }));
  const first = start.of === origin.token ? start : { of: origin.token, draft: draftOf(origin, now) };
  if (first !== start) setStart(first);
  const isEdited = edited?.of === origin.token;
  const draft = isEdited ? edited.draft : first.draft;
  return {
    draft,
    /** What the editors begin with. */
    first: first.draft,
    origin: origin.token,
    change: (changed: Partial<Draft>) =>
      setEdited((last) => ({
        of: origin.token,
        draft: { ...(last?.of === origin.token ? last.draft : first.draft), ...changed },
      })),
    /** The page judges this token from now on. */
    use: (token: string, fields: KeyFields) =>
      setUsed({ token, origin, fields: origin === decoded ? fields : (used?.fields ?? fields) }),
    fieldsBefore: used?.token === decoded.token ? used.fields : undefined,
  };
}
