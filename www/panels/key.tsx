import type { Algorithm, Report } from "jwt-wasm";
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { sentence } from "../model/failure";
import { ALGORITHMS, isSupported, type KeyFields, type KeyState, type SecretEncoding } from "../model/key";
import type { ShownObject } from "../model/reading";
import { text } from "../text";
import { CrossIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";

interface Props {
  fields: KeyFields;
  algorithm: Algorithm;
  state: KeyState;
  header: ShownObject | undefined;
  report: Report;
  onChange(fields: KeyFields): void;
  field: RefObject<HTMLInputElement | null>;
}

export function KeyPanel({ fields, algorithm, state, header, report, onChange, field }: Props) {
  return (
    <Panel title={text.key.title} name="key">
      <p class="hint">{text.key.intro}</p>
      <Secret
        secret={fields.secret}
        isRefused={state.status === "refused" || state.status === "not_base64url"}
        onChange={(secret) => onChange({ ...fields, secret })}
        field={field}
      />
      <div id="secret-remarks" class="remarks">
        <KeyRemark state={state} algorithm={algorithm} />
        <SignatureRemark report={report} />
      </div>
      {(fields.allowWeakSecret || isWeak(state)) && (
        <label class="choice">
          <input
            type="checkbox"
            checked={fields.allowWeakSecret}
            onChange={(event) => onChange({ ...fields, allowWeakSecret: event.currentTarget.checked })}
          />
          <span>
            {text.key.allowWeak} <code>{text.key.allowWeakOption}</code>
          </span>
        </label>
      )}
      <div class="side-by-side">
        <Encoding encoding={fields.encoding} onChange={(encoding) => onChange({ ...fields, encoding })} />
        <div class="field">
          <label for="algorithm">{text.key.algorithm}</label>
          <select
            id="algorithm"
            value={algorithm}
            onChange={(event) => onChange({ ...fields, algorithm: event.currentTarget.value as Algorithm })}
          >
            {ALGORITHMS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </div>
      </div>
      <AlgorithmRemark alg={header?.alg} algorithm={algorithm} />
    </Panel>
  );
}

interface SecretProps {
  secret: string;
  isRefused: boolean;
  onChange(secret: string): void;
  field: RefObject<HTMLInputElement | null>;
}

function Secret({ secret, isRefused, onChange, field }: SecretProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div class="field">
      <label for="secret">{text.key.secret}</label>
      <div class="with-button">
        <input
          id="secret"
          ref={field}
          {...(isShown ? { type: "text" } : { type: "password" })}
          value={secret}
          onInput={(event) => onChange(event.currentTarget.value)}
          aria-invalid={isRefused}
          aria-describedby="secret-remarks"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          translate={false}
        />
        <button
          type="button"
          aria-label={text.key.showLabel}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? text.key.hide : text.key.show}
        </button>
      </div>
    </div>
  );
}

function Encoding({
  encoding,
  onChange,
}: {
  encoding: SecretEncoding;
  onChange(encoding: SecretEncoding): void;
}) {
  return (
    <fieldset class="field">
      <legend>{text.key.encoding}</legend>
      {(["utf8", "base64url"] as const).map((one) => (
        <label key={one} class="choice">
          <input type="radio" name="encoding" checked={encoding === one} onChange={() => onChange(one)} />
          <span>{text.key.encodings[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function isWeak(state: KeyState): boolean {
  return state.status === "refused" && state.error.code === "key_too_weak";
}

function KeyRemark({ state, algorithm }: { state: KeyState; algorithm: Algorithm }) {
  if (state.status === "not_base64url") return <p class="remark">{text.key.notBase64url}</p>;
  if (state.status !== "refused") return null;
  const { error } = state;
  if (error.code !== "key_too_weak") return <p class="remark">{sentence(error.message)}</p>;
  return <p class="remark">{text.key.weak(algorithm, Number(error.actual), Number(error.expected))}</p>;
}

/** The verdict may be out of sight while one types the secret. */
function SignatureRemark({ report }: { report: Report }) {
  const signature = report.checks.find((check) => check.name === "signature");
  if (signature?.outcome === "passed") {
    return (
      <p class="result tone-good">
        <TickIcon />
        {text.verdict.verified[0]}
      </p>
    );
  }
  if (signature?.error?.code === "signature_invalid") {
    return (
      <p class="result tone-bad">
        <CrossIcon />
        {text.verdict.mismatch[0]}
      </p>
    );
  }
  return null;
}

function AlgorithmRemark({ alg, algorithm }: { alg: unknown; algorithm: Algorithm }) {
  if (typeof alg !== "string" || alg === algorithm) return null;
  const remark = isSupported(alg) ? text.key.differs(alg, algorithm) : text.key.unsupported(alg);
  return <p class="remark">{remark}</p>;
}
