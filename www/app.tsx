import type { Algorithm } from "jwt-wasm";
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from "preact/hooks";
import { inspection as arrival, useInspection } from "./load-inspection";
import { read } from "./model/decoded-token";
import { SIMPLE_JWT } from "./model/example";
import { NO_INPUTS } from "./model/inputs";
import { type KeyFields, NO_KEY } from "./model/key-fields";
import type { MlDsaAlgorithm } from "./model/ml-dsa/algorithm";
import { withoutWrapping } from "./model/token-text";
import { OuterToken } from "./panels/outer-token";
import { TokenPanel } from "./panels/token";
import { text } from "./text";
import { useNoFileOpened } from "./ui/files";
import { useLanguage } from "./ui/hooks";
import { LockIcon } from "./ui/icons";
import { LanguageChoice } from "./ui/language-choice";
import { useTheme } from "./ui/theme";
import { ThemeChoice } from "./ui/theme-choice";
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

/** Cleared, everything begins again: nothing that was entered outlives the component that held it. */
function Session() {
  const [count, setCount] = useState(0);
  return <Inspector key={count} isFirst={count === 0} onClear={() => setCount(count + 1)} />;
}

function Inspector({ isFirst, onClear }: { isFirst: boolean; onClear(): void }) {
  const { pasted, note, put: setToken, say } = useToken(isFirst);
  /** The tokens within which the shown one was found, outermost first. */
  const [outer, setOuter] = useState<readonly string[]>([]);
  const [inputs, setInputs] = useState(NO_INPUTS);
  const tokenField = useRef<HTMLTextAreaElement>(null);
  const inspection = useInspection();

  const wrapped = useMemo(() => withoutWrapping(pasted), [pasted]);
  const decoded = useMemo(() => read(wrapped.token), [wrapped.token]);

  const put = (token: string, reason?: Note) => {
    setToken(token, reason);
    setOuter([]);
  };
  const start = (token: string, fields: KeyFields, reason?: Note) => {
    put(token, reason);
    setInputs({ ...NO_INPUTS, fields });
  };
  const open = (token: string) => {
    setOuter([...outer, pasted]);
    setToken(token);
    tokenField.current?.focus();
  };
  const back = () => {
    setToken(outer.at(-1) ?? "");
    setOuter(outer.slice(0, -1));
    tokenField.current?.focus();
  };
  const actions = {
    put,
    say,
    example: () => start(SIMPLE_JWT, NO_KEY),
    sign: async (algorithm: Algorithm | MlDsaAlgorithm) => {
      try {
        const signed = await (await arrival)?.freshlySigned(algorithm);
        if (signed) start(signed.token, signed.key.verifying, "signed");
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
      {outer.length > 0 && <OuterToken onBack={back} />}
      <TokenPanel wrapped={wrapped} decoded={decoded} note={note} actions={actions} field={tokenField} />
      {inspection === undefined && <p class="broken">{text.page.incomplete}</p>}
      {typeof inspection === "object" && (
        <inspection.Inspection
          wrapped={wrapped}
          decoded={decoded}
          inputs={inputs}
          onChange={(changed) => setInputs((last) => ({ ...last, ...changed }))}
          onToken={put}
          onOpen={open}
          tokenField={tokenField}
        />
      )}
    </main>
  );
}
