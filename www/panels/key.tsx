import type { KeySet } from "jwt-wasm";
import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { hasSecret, isAlgorithm, isSameAlgorithm } from "../model/algorithms";
import type { KeyState } from "../model/key";
import { KEY_KINDS, type KeyFields, withText } from "../model/key-fields";
import { isMlDsa } from "../model/ml-dsa/algorithm";
import { FOR_THE_BROWSER } from "../model/ml-dsa/key";
import { otherEncoding } from "../model/other-encoding";
import { text } from "../text";
import { CrossIcon, TickIcon } from "../ui/icons";
import { KeyEntry, type KeyField } from "../ui/key-entry";
import { Panel } from "../ui/panel";
import type { Verification } from "../ui/use-verification";

interface Props {
  fields: KeyFields;
  state: KeyState;
  /** The header's. */
  alg: unknown;
  verification: Verification;
  onChange(fields: KeyFields): void;
  field: RefObject<KeyField | null>;
}

export function KeyPanel({ fields, state, alg, verification, onChange, field }: Props) {
  const signature = verification.report.checks.find((check) => check.name === "signature");
  const isMismatch = signature?.error?.code === "signature_invalid";
  return (
    <Panel title={text.key.title} name="key">
      <KeyEntry
        id="key"
        use="verify"
        kinds={KEY_KINDS}
        fields={fields}
        state={isMlDsa(alg) && state.status !== "ready" ? FOR_THE_BROWSER : state}
        isVerified={signature?.outcome === "passed"}
        onChange={onChange}
        field={field}
      >
        {signature?.outcome === "passed" && (
          <p class="result tone-good">
            <TickIcon />
            {text.verdict.verified}
          </p>
        )}
        {isMismatch && (
          <p class="result tone-bad">
            <CrossIcon />
            {text.verdict.mismatch}
          </p>
        )}
        {isMismatch && (
          <OtherEncoding token={verification.token} fields={fields} state={state} onChange={onChange} />
        )}
        <SetRemark fields={fields} state={state} />
        <AlgorithmRemark alg={alg} state={state} />
      </KeyEntry>
    </Panel>
  );
}

interface OtherEncodingProps extends Pick<Props, "fields" | "state" | "onChange"> {
  token: string;
}

function OtherEncoding({ token, fields, state, onChange }: OtherEncodingProps) {
  const { algorithm } = state;
  const found = useMemo(
    () =>
      algorithm === undefined || !hasSecret(algorithm) ? undefined : otherEncoding(token, fields, algorithm),
    [token, fields, algorithm],
  );
  if (!found) return null;
  const name = text.key.encodings[found.encoding];
  const isSameEncoding = found.encoding === fields.encoding;
  return (
    <div class="remark with-remedy">
      <p>{isSameEncoding ? text.key.trimmed : text.key.otherEncoding(name)}</p>
      <button
        type="button"
        onClick={() =>
          onChange({ ...withText(fields, found.text), encoding: found.encoding, allowWeakSecret: true })
        }
      >
        {isSameEncoding ? text.key.trim : text.key.useAs(name)}
      </button>
    </div>
  );
}

function SetRemark({ fields, state }: Pick<Props, "fields" | "state">) {
  if (fields.kind !== "jwks" || state.status !== "ready") return null;
  const { size } = state.key as KeySet;
  return size === 0 ? (
    <p class="remark">{text.key.noKeysInSet}</p>
  ) : (
    <p class="hint">{text.key.keysInSet(size)}</p>
  );
}

function AlgorithmRemark({ alg, state }: Pick<Props, "alg" | "state">) {
  if (typeof alg !== "string" || isMlDsa(alg)) return null;
  if (!isAlgorithm(alg)) return <p class="remark">{text.key.unsupported(alg)}</p>;
  if (state.status !== "ready" || state.algorithm === undefined) return null;
  if (isSameAlgorithm(state.algorithm, alg)) return null;
  return <p class="remark">{text.key.differs(alg, state.algorithm)}</p>;
}
