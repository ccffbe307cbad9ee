import type { Algorithm } from "jwt-wasm";
import { useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { inspection as arrival, useInspection } from "./load-inspection";
import { read } from "./model/decoded-token";
import type { Entered } from "./model/entered";
import { LONGEST_TEXT, otherThanToken } from "./model/find-tokens";
import { type Inputs, NO_INPUTS } from "./model/inputs";
import { type KeyFields, NO_KEY, withText } from "./model/key-fields";
import { withoutWrapping } from "./model/token-text";
import { OuterToken } from "./panels/outer-token";
import { SHOWN_TABS, type ShownTab } from "./panels/shown-tabs";
import { TokenPanel } from "./panels/token";
import type { TokenActions } from "./panels/token-buttons";
import { text } from "./text";
import { useNoFileOpened } from "./ui/files";
import { useLanguage } from "./ui/hooks";
import { LockIcon } from "./ui/icons";
import { LanguageChoice } from "./ui/language-choice";
import { TabList } from "./ui/tabs";
import { useTheme } from "./ui/theme";
import { ThemeChoice } from "./ui/theme-choice";
import { useIsWide } from "./ui/use-is-wide";
import { usePasteAnywhere } from "./ui/use-paste";
import { usePastedKey } from "./ui/use-pasted-key";
import { type Earlier, type Note, useToken } from "./ui/use-token";
import { useVerdictFirst } from "./ui/use-verdict-first";

export function App() {
  const [error] = useErrorBoundary();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  return (
    <>
      <header class="bar">
        <h1 class="wordmark">
          <span class="mark" aria-hidden="true" />
          <span class="name">{text.page.name}</span> {text.page.title}
        </h1>
        <p class="private">
          <LockIcon />
          {text.page.private}
        </p>
        <div class="choices">
          <LanguageChoice language={language} onChange={setLanguage} />
          <ThemeChoice theme={theme} onChange={setTheme} />
        </div>
      </header>
      {error ? <p class="broken">{text.page.broken(String(error))}</p> : <Session />}
    </>
  );
}

/** What a person answered about a token. */
interface Belongings {
  /** The tokens that contain the shown one, outermost first. */
  readonly outer: readonly Entered[];
  readonly inputs: Inputs;
}

/** Clearing mounts a new component, so nothing that was entered outlives it, except for the steps that can be undone. */
function Session() {
  const [count, setCount] = useState(0);
  const past = useRef<Earlier<Belongings>[]>([]);
  return (
    <Inspector key={count} past={past.current} isFirst={count === 0} onClear={() => setCount(count + 1)} />
  );
}

type Tab = "input" | ShownTab;

const ALL_TABS: readonly Tab[] = ["input", ...SHOWN_TABS];

/** A keyboard that inserts the clipboard's text types more at once than a person. */
const LONGEST_TYPED = 60;

interface InspectorProps {
  past: Earlier<Belongings>[];
  isFirst: boolean;
  onClear(): void;
}

function Inspector({ past, isFirst, onClear }: InspectorProps) {
  const [outer, setOuter] = useState<Belongings["outer"]>([]);
  const [inputs, setInputs] = useState(NO_INPUTS);
  const [chosen, setTab] = useState<Tab>("claims");
  const tokenField = useRef<HTMLTextAreaElement>(null);
  const inspection = useInspection();
  const isWide = useIsWide();
  const token = useToken<Belongings>({
    past,
    belongings: { outer, inputs },
    restore: (last) => {
      setOuter(last.outer);
      setInputs(last.inputs);
    },
  });

  const other = otherThanToken(token.findings, token.text);
  const wrapped = useMemo(
    () =>
      other ? { before: "", token: "", after: "", form: "compact" as const } : withoutWrapping(token.text),
    [token.text, other],
  );
  const decoded = useMemo(() => read(wrapped.token), [wrapped.token]);
  const isEmpty = token.text === "";
  const hasNothingToShow = typeof inspection !== "object" || (isEmpty && chosen !== "edit");
  const tab = isWide ? (chosen === "input" ? "claims" : chosen) : hasNothingToShow ? "input" : chosen;
  // The field disappears with its pane, and the focus must not disappear with it.
  useLayoutEffect(() => {
    if (tab !== "input" && !isWide && document.activeElement === tokenField.current) {
      document.getElementById(`frame-tab-${tab}`)?.focus();
    }
  }, [tab, isWide]);

  const pastedKey = usePastedKey(inputs.fields, (fields) => setInputs((last) => ({ ...last, fields })));

  const put = (pasted: string, reason?: Note) => {
    void pastedKey.look(pasted, token.put(pasted, reason));
    setOuter([]);
    setTab((last) => (last === "input" ? "claims" : last));
  };
  const start = (signed: string, fields: KeyFields, reason?: Note) => {
    put(signed, reason);
    setInputs({ ...NO_INPUTS, fields });
    setTab("claims");
  };
  /** Opens a tab before it acts on what is there. */
  const within = (wanted: Tab, act: () => void) => {
    if (tab === wanted || (wanted === "input" && isWide)) return act();
    setTab(wanted);
    // What is there is rendered first.
    setTimeout(act);
  };
  const focusToken = () => within("input", () => tokenField.current?.focus());
  const open = (inner: string) => {
    setOuter([...outer, token.entered]);
    token.put(inner);
    focusToken();
  };
  const back = () => {
    const last = outer.at(-1);
    if (last) token.show(last);
    setOuter(outer.slice(0, -1));
    focusToken();
  };
  const sign = async (algorithm: Algorithm, reason?: Note) => {
    try {
      const signing = await (await arrival)?.loadSigning();
      const signed = await signing?.freshlySigned(algorithm);
      if (signed) start(signed.token, signed.key.verifying, reason);
    } catch {
      token.say("cannotSign");
    }
  };
  const readFile = async (file: Blob) => {
    // One byte more, so that the page can say that the text was cut.
    put(await file.slice(0, LONGEST_TEXT + 1).text());
  };
  const actions: TokenActions = {
    put,
    readFile: (file) => void readFile(file),
    type: (letters) => {
      const isWhole = isEmpty && letters.length > LONGEST_TYPED;
      void pastedKey.look(letters, token.type(letters));
      setOuter([]);
      // On a narrow screen the field stays in sight while one types.
      if (!isWide) setTab(isWhole ? "claims" : "input");
    },
    choose: (index) => (views ? views.open(index) : token.choose(index)),
    say: token.say,
    example: () => sign("HS256"),
    sign: (algorithm) => sign(algorithm, "signed"),
    undo: token.undo,
    useAsKey: () => {
      const fields = withText(NO_KEY, token.text);
      // The token before it is the one that the key is for.
      token.takeBack();
      setInputs((last) => ({ ...last, fields }));
    },
    clear: () => {
      token.keep();
      onClear();
    },
  };
  usePasteAnywhere({
    isTokenField: (element) => element === tokenField.current,
    onText: put,
    onFile: actions.readFile,
    onUndo: (isInTokenField) => {
      const isOurs = token.canUndo && !(isInTokenField && token.isEdited);
      if (isOurs) token.undo();
      return isOurs;
    },
  });
  useNoFileOpened();
  useEffect(() => tokenField.current?.focus(), [isFirst]);

  // It is loaded once and stays, so that what it adds comes last in each rendering from then on.
  const inspected =
    typeof inspection === "object"
      ? inspection.useInspected({
          wrapped,
          decoded,
          other,
          inputs,
          tab: tab === "input" ? "claims" : tab,
          onChange: (changed) => setInputs((last) => ({ ...last, ...changed })),
          onToken: put,
          onOpen: open,
          onInput: (act) => within("input", act),
          tokenField,
        })
      : undefined;

  const below = useVerdictFirst(isEmpty, inspected);

  const before = past.filter((one) => one.entered.text !== token.text).at(-1)?.entered.text;
  const views =
    typeof inspection === "object"
      ? inspection.useViews({
          token: wrapped.token,
          findings: token.findings,
          chosen: token.chosen,
          inputs,
          last: before === undefined ? undefined : withoutWrapping(before).token,
          choose: token.choose,
          onShow: () => setTab("claims"),
        })
      : undefined;
  const view = views?.view ?? "token";

  const tabs = (
    <TabList<Tab>
      id="frame"
      label={text.frame.tabs}
      tabs={view !== "token" ? ["input", "claims"] : isWide ? SHOWN_TABS : ALL_TABS}
      names={
        view === "token" ? text.frame.tabNames : { ...text.frame.tabNames, claims: text.views[view].tab }
      }
      chosen={tab}
      onChoose={setTab}
    />
  );
  return (
    <main class={`frame shows-${tab} views-${view}`}>
      <div class="strip">{inspected?.strip}</div>
      {(view === "token" || !isWide) && tabs}
      <div class="pane input-pane">
        {outer.length > 0 && <OuterToken onBack={back} />}
        <TokenPanel
          entry={token}
          wrapped={wrapped}
          decoded={decoded}
          actions={actions}
          more={views?.choices}
          ofKey={pastedKey.noteFor(token.findings)}
          onPart={(part) =>
            within(tab === "json" ? tab : "claims", () => document.getElementById(`part-${part}`)?.focus())
          }
          field={tokenField}
        />
        {inspection === undefined && <p class="broken">{text.page.incomplete}</p>}
        {below?.input}
        {/* Not before what stands above it, which would push it away. */}
        {(inspection === undefined || inspected?.isWhole) && (
          <footer class="footer">
            <p>{text.page.privateDetail}</p>
            <p>{text.page.footer}</p>
            <p>
              <a href="docs/">{text.page.docs}</a>
            </p>
          </footer>
        )}
      </div>
      <div class="pane shown-pane" aria-busy={below !== inspected}>
        <div class="views-shown" {...(view !== "token" && !isWide && panelOf("claims"))}>
          {views?.shown}
        </div>
        {view === "token" && (
          <div class="shown" {...panelOf(tab)}>
            {below?.shown}
          </div>
        )}
      </div>
    </main>
  );
}

/** The attributes of what a tab of the frame shows. */
function panelOf(tab: Tab) {
  return { id: "frame-shown", role: "tabpanel", "aria-labelledby": `frame-tab-${tab}` } as const;
}
