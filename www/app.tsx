import type { Algorithm, JwtError } from "jwt-wasm/lite";
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from "preact/hooks";
import { freshlySigned, SIMPLE_JWT } from "./model/examples";
import { NOTHING_EXPECTED, optionsFor } from "./model/expected";
import { type KeyFields, NO_KEY, withProposedKind } from "./model/key";
import type { MlDsaAlgorithm } from "./model/ml-dsa/algorithm";
import { read } from "./model/reading";
import { expectedAfter, type Remedy, remediesFor } from "./model/remedy";
import { withoutWrapping } from "./model/token-text";
import { proofOf, verdictOf } from "./model/verdict";
import { CarryPanel } from "./panels/carry";
import { ChecksPanel } from "./panels/checks";
import { DecodedPanel } from "./panels/decoded";
import { ExpectationsPanel } from "./panels/expectations";
import { Judgement } from "./panels/judgement";
import { KeyPanel } from "./panels/key";
import { MakePanel } from "./panels/make";
import { MlDsaPanel } from "./panels/ml-dsa";
import { ProfilePanel } from "./panels/profile";
import { JudgedAt, TimePanel } from "./panels/time";
import { TokenPanel } from "./panels/token";
import { VerdictPanel } from "./panels/verdict";
import { OuterToken, WarningsPanel } from "./panels/warnings";
import { text } from "./text";
import { useNoFileOpened } from "./ui/files";
import { useKey, useLanguage, useNow } from "./ui/hooks";
import { LockIcon } from "./ui/icons";
import type { KeyField } from "./ui/key-entry";
import { LanguageChoice } from "./ui/language-choice";
import { useTheme } from "./ui/theme";
import { ThemeChoice } from "./ui/theme-choice";
import { selectLetters } from "./ui/token-lighting";
import { useJudged } from "./ui/use-judged";
import { type Note, useToken } from "./ui/use-token";

export function App() {
  const [error] = useErrorBoundary();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
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
        <div class="choices">
          <LanguageChoice language={language} onChange={setLanguage} />
          <ThemeChoice theme={theme} onChange={setTheme} />
        </div>
      </header>
      {error ? <p class="broken">{text.page.broken(String(error))}</p> : <Session />}
      <footer class="footer">
        <p>{text.page.privateDetail}</p>
        <p>{text.page.footer}</p>
      </footer>
    </>
  );
}

/** Cleared, everything begins anew: nothing that was entered outlives the component that held it. */
function Session() {
  const [count, setCount] = useState(0);
  return <Inspector key={count} isFirst={count === 0} onClear={() => setCount(count + 1)} />;
}

function Inspector({ isFirst, onClear }: { isFirst: boolean; onClear(): void }) {
  const clock = useNow();
  const [at, setAt] = useState<number | undefined>(undefined);
  const now = at ?? clock;
  const { pasted, note, put: setToken, say } = useToken(isFirst);
  /** The tokens within which the shown one was found, outermost first. */
  const [outer, setOuter] = useState<readonly string[]>([]);
  const [entered, setFields] = useState(NO_KEY);
  const [expected, setExpected] = useState(NOTHING_EXPECTED);
  const tokenField = useRef<HTMLTextAreaElement>(null);
  const keyField = useRef<KeyField>(null);

  const wrapped = useMemo(() => withoutWrapping(pasted), [pasted]);
  const latest = useMemo(() => read(wrapped.token), [wrapped.token]);
  const alg = latest.header?.alg;
  const fields = useMemo(() => withProposedKind(entered, alg), [entered, alg]);
  const key = useKey(fields, alg, "verify");
  const options = { ...optionsFor(expected), now };
  // A program that is taken along judges by the clock, unless another time was asked about.
  const carried = at === undefined ? optionsFor(expected) : options;
  const judged = useJudged({ token: wrapped.token, key, options });
  const { report } = judged;
  // All that is shown belongs to one token, which for some milliseconds can be the one before.
  const reading = useMemo(() => read(judged.token), [judged.token]);
  const evidence = { ...judged, header: reading.header, now };
  const verdict = verdictOf(evidence);

  const put = (token: string, reason?: Note) => {
    setToken(token, reason);
    setOuter([]);
  };
  const start = (token: string, keyFields: KeyFields, reason?: Note) => {
    put(token, reason);
    setFields(keyFields);
    setExpected(NOTHING_EXPECTED);
    setAt(undefined);
  };
  const apply = (remedy: Remedy) => {
    if (remedy.kind === "use_algorithm") setFields({ ...fields, algorithm: remedy.algorithm });
    else setExpected(expectedAfter(remedy, expected));
  };
  const remedies = (error: JwtError) => remediesFor(error, judged.key, expected, now);
  const actions = {
    put,
    say,
    open: (token: string) => {
      setOuter([...outer, pasted]);
      setToken(token);
      tokenField.current?.focus();
    },
    back: () => {
      setToken(outer.at(-1) ?? "");
      setOuter(outer.slice(0, -1));
      tokenField.current?.focus();
    },
    example: () => start(SIMPLE_JWT, NO_KEY),
    sign: async (algorithm: Algorithm | MlDsaAlgorithm) => {
      try {
        const { token, key: made } = await freshlySigned(algorithm);
        start(token, made.verifying, "signed");
      } catch {
        say("cannotSign");
      }
    },
    clear: onClear,
  };
  useNoFileOpened();
  useEffect(() => {
    if (!isFirst) tokenField.current?.focus();
  }, [isFirst]);

  return (
    <main>
      {outer.length > 0 && <OuterToken onBack={actions.back} />}
      <TokenPanel wrapped={wrapped} reading={latest} note={note} actions={actions} field={tokenField} />
      <Judgement isOfAnotherTime={at !== undefined}>
        {at !== undefined && <JudgedAt at={at} onBack={() => setAt(undefined)} />}
        <VerdictPanel
          verdict={verdict}
          remedies={verdict.error ? remedies(verdict.error) : []}
          onRemedy={apply}
          onEnterKey={() => keyField.current?.focus()}
        />
      </Judgement>
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
            state={judged.key}
            alg={alg}
            judged={judged}
            onChange={setFields}
            field={keyField}
          />
          <MlDsaPanel reading={reading} fields={fields} onChange={setFields} />
          <ExpectationsPanel expected={expected} onChange={setExpected} />
          <ChecksPanel
            token={reading.token}
            report={report}
            proof={proofOf(evidence)}
            now={now}
            remediesFor={remedies}
            onRemedy={apply}
          />
        </div>
      </div>
      <CarryPanel token={wrapped.token} fields={fields} state={judged.key} options={carried} />
      <MakePanel
        reading={latest}
        verifying={fields}
        now={clock}
        onSigned={(token, verifying) => {
          put(token);
          if (verifying) setFields(verifying);
        }}
        onBack={put}
      />
    </main>
  );
}
