import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { asTyped, type Entered, enteredOf, isEdited, NO_FINDINGS, NOTHING_ENTERED } from "../model/entered";
import { takeTokenFromAddress } from "../model/fragment";

/** A message about where the token came from, or why the field stayed as it was. */
export type Note = "signed" | "linked" | "cannotSign" | "noClipboard" | "noClipboardText" | "nothingFound";

interface State {
  readonly entered: Entered;
  readonly note: Note | undefined;
}

/** An earlier token, with what belonged to it. */
export interface Earlier<Belongings> {
  readonly entered: Entered;
  readonly belongings: Belongings;
}

interface Past<Belongings> {
  /** It outlives the component, so that clearing can be undone. Changed in place. */
  readonly past: Earlier<Belongings>[];
  /** The answers about the token that is shown. */
  readonly belongings: Belongings;
  restore(belongings: Belongings): void;
}

/** Steps that can be undone. */
const MOST = 20;
/** Keyboards on phones insert the clipboard without the event of a paste. */
const LIKE_A_PASTE = 32;

/** The entered token, tokens that come with a link, and the ones before. */
export function useToken<Belongings>({ past, belongings, restore }: Past<Belongings>) {
  const [state, setState] = useState<State>(
    () => fromAddress() ?? { entered: NOTHING_ENTERED, note: undefined },
  );
  /** What the next step starts from, also if several come before the next rendering. */
  const current = useRef(state.entered);
  const answers = useRef(belongings);
  answers.current = belongings;

  const show = (entered: Entered, note?: Note) => {
    current.current = entered;
    setState({ entered, note });
  };
  const keep = () => {
    const entered = current.current;
    if (entered.text === "" || past.at(-1)?.entered.text === entered.text) return;
    past.push({ entered, belongings: answers.current });
    if (past.length > MOST) past.shift();
  };
  const replace = (entered: Entered, note?: Note) => {
    if (entered.text !== current.current.text) keep();
    show(entered, note);
  };
  const put = (pasted: string, note?: Note): Entered | undefined => {
    const entered = enteredOf(pasted);
    if (entered) replace(entered, note);
    else show(current.current, "nothingFound");
    return entered;
  };
  const type = (text: string): Entered | undefined => {
    const last = current.current;
    if (last.text === "" && text.length > LIKE_A_PASTE) return put(text);
    if (!isEdited(last) || text === "") keep();
    // What else was found in the paste stays to be chosen.
    const findings = last.findings.tokens.length > 1 ? last.findings : NO_FINDINGS;
    show(last.text === "" ? asTyped(text) : { ...last, text, findings });
    return undefined;
  };
  const choose = (index: number) => {
    const last = current.current;
    const token = last.findings.tokens[index]?.token;
    if (token === undefined || token === last.text) return;
    if (isEdited(last)) keep();
    show({ ...last, text: token, original: token, chosen: index });
  };
  const undo = () => {
    let earlier = past.pop();
    while (earlier && earlier.entered.text === current.current.text) earlier = past.pop();
    if (!earlier) return;
    show(earlier.entered);
    restore(earlier.belongings);
  };

  const takeBack = () => {
    const isFirst = past.length === 0;
    if (isFirst) show(NOTHING_ENTERED);
    else undo();
  };

  const follow = useRef(replace);
  follow.current = replace;
  // A layout effect, so that no link is missed after "Clear everything".
  useLayoutEffect(() => {
    // Following a link while the page is open changes only the address.
    const onHash = () => {
      const linked = fromAddress();
      if (linked) follow.current(linked.entered, linked.note);
    };
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);

  const { entered, note } = state;
  return {
    entered,
    text: entered.text,
    findings: entered.findings,
    chosen: entered.chosen,
    note,
    /** Whether the person changed letters of what was put there. */
    isEdited: isEdited(entered),
    /** Finds the tokens in a text, and shows and returns the first. */
    put,
    /** Shows what was shown before. */
    show: replace,
    type,
    choose,
    say: (reason: Note) => show(current.current, reason),
    /** Remembers what is shown, before it is cleared. */
    keep,
    undo,
    /** Shows what was shown before, even if that is nothing. */
    takeBack,
    canUndo: past.some((earlier) => earlier.entered.text !== entered.text),
  };
}

function fromAddress(): State | undefined {
  const token = takeTokenFromAddress();
  const entered = token === undefined ? undefined : enteredOf(token);
  return entered && { entered, note: "linked" };
}
