import { useRef, useState } from "preact/hooks";

/** The token that a value was entered for, and what that token became by editing. */
interface Origin {
  readonly token: string;
  readonly latest: string;
}

/** By the object that holds the value, so that Undo brings the origin back with it, even after everything was cleared. */
export type Origins = WeakMap<object, Origin>;

interface Entered {
  readonly value: unknown;
  /** The object that holds the value. It changes with the values beside it. */
  readonly holder: object;
  readonly token: string;
  readonly isEmpty: boolean;
  /** The value fits the token, so it belongs to it as well. */
  readonly isProven: boolean;
}

/** Whether a value was entered for a token other than the one that is shown. A token that was edited stays the same. */
export function useLeftOver(origins: Origins, { value, holder, token, isEmpty, isProven }: Entered) {
  const last = useRef({ value, holder });
  const [, renderAgain] = useState({});
  const ofToken = { token, latest: token };
  const { value: before, holder: previous } = last.current;
  const known = origins.get(holder) ?? (before === value ? origins.get(previous) : undefined);
  last.current = { value, holder };

  let origin = known ?? ofToken;
  if (isProven && token !== "") origin = ofToken;
  else if (token !== "" && (isSameToken(origin.token, token) || isSameToken(origin.latest, token))) {
    origin = { token: origin.token || token, latest: token };
  }
  origins.set(holder, origin);
  return {
    isLeftOver: !isEmpty && token !== "" && origin.latest !== token,
    keep: () => {
      origins.set(holder, ofToken);
      renderAgain({});
    },
  };
}

/**
 * Two tokens seldom share a payload or a signature, and editing seldom changes both. Typing goes on at the end. A value that
 * was entered first belongs to the first token.
 */
function isSameToken(before: string, after: string): boolean {
  if (before === "" || before.startsWith(after) || after.startsWith(before)) return true;
  const [, payload, signature] = before.split(".");
  const [, newPayload, newSignature] = after.split(".");
  return (
    isSamePart(payload, newPayload) ||
    isSamePart(signature, newSignature) ||
    withoutForeign(before) === withoutForeign(after)
  );
}

function isSamePart(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && before !== "" && before === after;
}

/** Repairs change white space, padding and the two letters in which base64 differs. */
function withoutForeign(token: string): string {
  return token.replaceAll(/[^A-Za-z\d.]/g, "");
}
