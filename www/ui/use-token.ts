import { useLayoutEffect, useState } from "preact/hooks";
import { SIMPLE_JWT } from "../model/example";
import { takeTokenFromAddress } from "../model/fragment";

/** Where the token in the field comes from, or why there is none, if there is something to say about it. */
export type Note = "signed" | "linked" | "cannotSign" | "noClipboard" | "noFile";

/** The token's text, as it was entered, and a link that brings one. */
export function useToken(isFirst: boolean) {
  const [{ pasted, note }, setState] = useState(() => fromAddress() ?? { pasted: isFirst ? SIMPLE_JWT : "" });
  // Before the next painting: after "Clear everything" no link may get lost.
  useLayoutEffect(() => {
    // A link that is followed while the page is open changes the address only.
    const onHash = () => setState((last) => fromAddress() ?? last);
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);
  const put = (text: string, reason?: Note) =>
    setState(reason ? { pasted: text, note: reason } : { pasted: text });
  const say = (reason: Note) => setState((last) => ({ pasted: last.pasted, note: reason }));
  return { pasted, note, put, say };
}

function fromAddress(): { pasted: string; note?: Note } | undefined {
  const token = takeTokenFromAddress();
  return token === undefined ? undefined : { pasted: token, note: "linked" };
}
