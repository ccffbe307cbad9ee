import { explainSync } from "jwt-wasm";
import { useErrorBoundary, useMemo, useRef, useState } from "preact/hooks";
import { freshlySigned, SIMPLE_JWT } from "./model/examples";
import { NOTHING_EXPECTED, optionsFor } from "./model/expected";
import { algorithmFor, NO_KEY } from "./model/key";
import { read } from "./model/reading";
import { withoutWrapping } from "./model/token-text";
import { verdictOf } from "./model/verdict";
import { ChecksPanel } from "./panels/checks";
import { DecodedPanel } from "./panels/decoded";
import { ExpectationsPanel } from "./panels/expectations";
import { KeyPanel } from "./panels/key";
import { ProfilePanel } from "./panels/profile";
import { JudgedAt, TimePanel } from "./panels/time";
import { TokenPanel } from "./panels/token";
import { VerdictPanel } from "./panels/verdict";
import { OuterToken, WarningsPanel } from "./panels/warnings";
import { text } from "./text";
import { useKey, useLanguage, useNow } from "./ui/hooks";
import { LockIcon } from "./ui/icons";
import { LanguageChoice } from "./ui/language-choice";
import { selectLetters } from "./ui/token-lighting";

export function App() {
  const [error] = useErrorBoundary();
  const [language, setLanguage] = useLanguage();
  return (
    <>
      <header class="masthead">
        <p class="wordmark">
          <span class="mark" aria-hidden="true" />
          {text.page.name}
        </p>
        <div class="masthead-words">
          <h1>{text.page.title}</h1>
          <p>{text.page.purpose}</p>
        </div>
        <p class="private">
          <LockIcon />
          {text.page.private}
        </p>
        <LanguageChoice language={language} onChange={setLanguage} />
      </header>
      {error ? <p class="broken">{text.page.broken(String(error))}</p> : <Inspector />}
      <footer class="footer">
        <p>{text.page.privateDetail}</p>
        <p>{text.page.footer}</p>
      </footer>
    </>
  );
}

function Inspector() {
  const clock = useNow();
  const [at, setAt] = useState<number | undefined>(undefined);
  const now = at ?? clock;
  const [pasted, setPasted] = useState(SIMPLE_JWT);
  /** The tokens within which the shown one was found, outermost first. */
  const [outer, setOuter] = useState<readonly string[]>([]);
  const [isSignedHere, setSignedHere] = useState(false);
  const [fields, setFields] = useState(NO_KEY);
  const [expected, setExpected] = useState(NOTHING_EXPECTED);
  const tokenField = useRef<HTMLTextAreaElement>(null);
  const secretField = useRef<HTMLInputElement>(null);

  const wrapped = useMemo(() => withoutWrapping(pasted), [pasted]);
  const reading = useMemo(() => read(wrapped.token), [wrapped.token]);
  const algorithm = algorithmFor(fields, reading.header);
  const key = useKey(fields, algorithm);
  const options = optionsFor(expected, now);
  const report = explainSync(reading.token, key.status === "ready" ? key.key : undefined, options);
  const verdict = verdictOf({ token: reading.token, report, header: reading.header, key, now });

  const start = (token: string, keyFields = NO_KEY, signedHere = false) => {
    setPasted(token);
    setFields(keyFields);
    setSignedHere(signedHere);
    setExpected(NOTHING_EXPECTED);
    setAt(undefined);
    setOuter([]);
  };
  const actions = {
    paste: (token: string) => {
      setPasted(token);
      setSignedHere(false);
      setOuter([]);
    },
    open: (token: string) => {
      setOuter([...outer, pasted]);
      setPasted(token);
      setSignedHere(false);
      tokenField.current?.focus();
    },
    back: () => {
      setPasted(outer.at(-1) ?? "");
      setOuter(outer.slice(0, -1));
      tokenField.current?.focus();
    },
    example: () => start(SIMPLE_JWT),
    sign: () => {
      const example = freshlySigned();
      start(example.token, example.fields, true);
    },
    clear: () => {
      start("");
      tokenField.current?.focus();
    },
  };

  return (
    <main>
      {outer.length > 0 && <OuterToken onBack={actions.back} />}
      <TokenPanel
        wrapped={wrapped}
        reading={reading}
        isSignedHere={isSignedHere}
        actions={actions}
        field={tokenField}
      />
      <div class={at === undefined ? "judgement" : "judgement is-of-another-time"}>
        {at !== undefined && <JudgedAt at={at} onBack={() => setAt(undefined)} />}
        <VerdictPanel verdict={verdict} onEnterSecret={() => secretField.current?.focus()} />
      </div>
      <TimePanel
        payload={reading.payload}
        clock={clock}
        at={at}
        tolerance={options.clockTolerance ?? 0}
        onJudgeAt={setAt}
      />
      <div class="columns">
        <div class="column seen">
          <DecodedPanel
            reading={reading}
            report={report}
            now={now}
            onSelect={(spot) => selectLetters(tokenField.current, reading, wrapped.before.length, spot)}
          />
          <div class="column">
            <WarningsPanel reading={reading} now={now} onOpen={actions.open} />
            <ProfilePanel reading={reading} />
          </div>
        </div>
        <div class="column">
          <KeyPanel
            fields={fields}
            algorithm={algorithm}
            state={key}
            header={reading.header}
            report={report}
            onChange={setFields}
            field={secretField}
          />
          <ExpectationsPanel expected={expected} onChange={setExpected} />
          <ChecksPanel token={reading.token} report={report} now={now} />
        </div>
      </div>
    </main>
  );
}
