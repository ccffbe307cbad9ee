import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Findings } from "../model/find-tokens";
import type { Inputs } from "../model/inputs";
import { text, withWords } from "../text";
import { useNow } from "./hooks";
import { useLoaded } from "./use-loaded";

interface Props {
  /** The token in the field. */
  token: string;
  findings: Findings;
  chosen: number;
  inputs: Inputs;
  /** The token that was shown before. */
  last: string | undefined;
  choose(index: number): void;
  /** Brings what is shown into sight. */
  onShow(): void;
}

type View = "token" | "many" | "compare";

interface State {
  /** The tokens that it is about, if they are several. */
  readonly of: Findings | undefined;
  readonly view: View;
  /** The second token; `undefined` until it is pasted, and `pair` for the other one of two that were found. */
  readonly second: { readonly token: string } | "pair" | undefined;
  readonly isSwapped: boolean;
}

export interface Views {
  readonly view: View;
  /** Shows another of the tokens that were found. */
  open(index: number): void;
  /** Below the token: what else can be shown. */
  readonly choices: ComponentChildren;
  /** Stays in its place, since the table keeps its order and the place of the reader. */
  readonly shown: ComponentChildren;
}

/** Fewer are a choice, not a table. */
const FEWEST = 3;

const loadParts = withWords(["below", "many", "formats"], () => import("../many"));

/** The places beside the inspector of one token: the table of many, and two side by side. */
export function useViews({ token, findings, chosen, inputs, last, choose, onShow }: Props): Views {
  const { tokens } = findings;
  const of = tokens.length > 1 ? findings : undefined;
  const isMany = tokens.length >= FEWEST;
  const [kept, setState] = useState<State>();
  const fresh: State = { of, view: isMany ? "many" : "token", second: undefined, isSwapped: false };
  const state = kept && kept.of === of && token !== "" ? kept : fresh;
  const { view, isSwapped } = state;
  const clock = useNow();
  const back = useRef<HTMLButtonElement>(null);
  const parts = useLoaded(loadParts, isMany || view === "compare");

  const show = (changed: Partial<State>) => setState({ ...state, ...changed });
  const open = (index: number) => {
    choose(index);
    show({ view: "token" });
    onShow();
    // The browser's own way back leads to the table as well. Nothing of the token is in it.
    history.pushState({ isOpen: true }, "");
    setTimeout(() => back.current?.focus());
  };
  const leave = () => {
    if (history.state?.isOpen === true) history.back();
    else show({ view: "many" });
  };
  const compare = (second?: State["second"]) => {
    show({ view: "compare", second, isSwapped: false });
    onShow();
  };

  useEffect(() => {
    if (!isMany) return;
    const onBack = () => history.state?.isOpen !== true && setState({ ...fresh, view: "many" });
    addEventListener("popstate", onBack);
    return () => removeEventListener("popstate", onBack);
  }, [of, isMany]);

  const pair = tokens.length === 2 ? tokens[1 - chosen] : undefined;
  const labelOf = (one: string | undefined) =>
    one === token ? tokens[chosen]?.label : tokens.find((found) => found.token === one)?.label;
  // In the order of the text.
  const isPair = state.second === "pair";
  const second = state.second === "pair" ? pair?.token : state.second?.token;
  const isReversed = (isPair && chosen === 1) !== isSwapped;
  const [left, right] = isReversed && second !== undefined ? [second, token] : [token, second];

  return {
    view,
    open: (index) => (view === "many" ? open(index) : choose(index)),
    choices: token !== "" && (
      <div class="buttons views">
        {isMany && view !== "many" && (
          <button type="button" class="quiet" onClick={leave}>
            {text.views.many.show(tokens.length)}
          </button>
        )}
        {pair && view !== "compare" && (
          <button type="button" class="quiet" onClick={() => compare("pair")}>
            {text.views.compare.these}
          </button>
        )}
        {view === "token" && (
          <button type="button" class="quiet" onClick={() => compare()}>
            {text.views.compare.another}
          </button>
        )}
        {view === "token" && last !== undefined && (
          <button type="button" class="quiet" onClick={() => compare({ token: last })}>
            {text.views.compare.last}
          </button>
        )}
      </div>
    ),
    shown: (
      <>
        {isMany && view === "token" && (
          <p class="views-back">
            <button type="button" class="quiet" ref={back} onClick={leave}>
              {text.views.many.back(tokens.length)}
            </button>
          </p>
        )}
        {parts === "failed" && view !== "token" && <p class="broken">{text.page.incomplete}</p>}
        {typeof parts === "object" && isMany && (
          <parts.ManyPanel
            tokens={tokens}
            inputs={inputs}
            now={inputs.at ?? clock}
            isShown={view === "many"}
            onOpen={open}
          />
        )}
        {typeof parts === "object" && view === "compare" && (
          <parts.ComparePanel
            left={left}
            right={right}
            labels={{ left: labelOf(left), right: labelOf(right) }}
            last={last}
            now={inputs.at ?? clock}
            onRight={(other) =>
              show({ second: other === undefined ? undefined : { token: other }, isSwapped: false })
            }
            onSwap={() => show({ isSwapped: !isSwapped })}
            onBack={() => show({ view: "token" })}
          />
        )}
      </>
    ),
  };
}
