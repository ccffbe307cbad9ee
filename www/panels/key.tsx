import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { hasSecret, isAlgorithm, isSameAlgorithm } from "../model/algorithms";
import type { DecodedToken } from "../model/decoded-token";
import { isEncrypted } from "../model/decryption/form";
import { bytesOf, SECRET_ENCODINGS } from "../model/encoding";
import type { KeyState } from "../model/key";
import { type KeyFields, withText } from "../model/key-fields";
import { otherEncoding } from "../model/other-encoding";
import { isNone } from "../model/verdict";
import { text } from "../text";
import { Deferred } from "../ui/deferred";
import { CrossIcon, TickIcon } from "../ui/icons";
import { KeyEntry, type KeyField } from "../ui/key-entry";
import { Panel } from "../ui/panel";
import type { SetTrial } from "../ui/use-set-trial";
import type { Verification } from "../ui/use-verification";

interface Props {
  fields: KeyFields;
  /** The fields as the key was made from them. */
  read: KeyFields;
  trial: SetTrial;
  /** Of the latest fields. The verification may still be about a former one. */
  made: KeyState;
  decoded: DecodedToken;
  verification: Verification;
  /** The key was entered for another token, so a mismatch says nothing. */
  isLeftOver: boolean;
  onChange(fields: KeyFields): void;
  field: RefObject<KeyField | null>;
}

export function KeyPanel({
  fields,
  read,
  trial,
  made,
  decoded,
  verification,
  isLeftOver,
  onChange,
  field,
}: Props) {
  const alg = decoded.header?.alg;
  const state = verification.key.status === "refused" ? verification.key : made;
  const signature = verification.report.checks.find((check) => check.name === "signature");
  const isMismatch = !isLeftOver && signature?.error?.code === "signature_invalid";
  const isVerified = signature?.outcome === "passed";
  return (
    <Panel title={text.key.title} name="key">
      <KeyEntry
        id="key"
        use="verify"
        fields={fields}
        read={read}
        state={state}
        isVerified={isVerified}
        onChange={onChange}
        field={field}
      >
        {isVerified && (
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
        {isVerified && <ReadAs fields={fields} read={read} />}
        {isMismatch && (
          <OtherEncoding
            token={verification.token}
            fields={fields}
            read={read}
            state={state}
            onChange={onChange}
          />
        )}
        {read.kind === "jwks" && state.status === "ready" && "size" in state.key && state.key.size === 0 && (
          <p class="remark">{text.key.noKeysInSet}</p>
        )}
        <AlgorithmRemark alg={alg} state={state} isOfEncryption={isEncrypted(decoded)} />
      </KeyEntry>
      {(decoded.token !== "" || read.entered !== "") && (
        <Deferred>
          {({ KeySetTable, KeyAddresses }) => (
            <>
              <KeySetTable trial={trial} kid={decoded.header?.kid} isVerified={isVerified} />
              <KeyAddresses decoded={decoded} read={read} />
            </>
          )}
        </Deferred>
      )}
    </Panel>
  );
}

/** Says that the secret was found by trying, where that is not what the text seems to be. */
function ReadAs({ fields, read }: Pick<Props, "fields" | "read">) {
  if (read.kind !== "secret" || fields.isEncodingChosen) return null;
  if (read.text !== fields.text) return <p class="hint">{text.keyField.trimmed}</p>;
  if (readingsOf(read) < 2) return null;
  return <p class="hint">{text.keyField.foundAs(text.key.encodings[read.encoding])}</p>;
}

function readingsOf({ text: secret }: KeyFields): number {
  return SECRET_ENCODINGS.filter((encoding) => bytesOf(secret, encoding) !== undefined).length;
}

interface OtherEncodingProps extends Pick<Props, "fields" | "read" | "onChange"> {
  state: KeyState;
  token: string;
}

/** The person chose an encoding, so another one is only offered. */
function OtherEncoding({ token, fields, read, state, onChange }: OtherEncodingProps) {
  const { algorithm } = state;
  const found = useMemo(
    () =>
      algorithm === undefined || !hasSecret(algorithm) ? undefined : otherEncoding(token, read, algorithm),
    [token, read, algorithm],
  );
  if (read.kind !== "secret") return null;
  if (!found) {
    const tried = SECRET_ENCODINGS.filter((encoding) => bytesOf(read.text, encoding) !== undefined);
    const names = tried.map((encoding) => text.key.encodings[encoding]);
    return names.length > 1 ? <p class="hint">{text.keyField.noneMatches(names)}</p> : null;
  }
  const name = text.key.encodings[found.encoding];
  const isSameEncoding = found.encoding === fields.encoding;
  return (
    <div class="remark with-remedy">
      <p>{isSameEncoding ? text.key.trimmed : text.key.otherEncoding(name)}</p>
      <button
        type="button"
        onClick={() =>
          onChange({
            ...withText(fields, found.text),
            encoding: found.encoding,
            isEncodingChosen: true,
            allowWeakSecret: true,
          })
        }
      >
        {isSameEncoding ? text.key.trim : text.key.useAs(name)}
      </button>
    </div>
  );
}

interface RemarkProps {
  alg: unknown;
  state: KeyState;
  isOfEncryption: boolean;
}

function AlgorithmRemark({ alg, state, isOfEncryption }: RemarkProps) {
  // No key would help where nothing is signed, and the verdict says so.
  if (typeof alg !== "string" || isNone(alg) || isOfEncryption) return null;
  if (!isAlgorithm(alg)) return <p class="remark">{text.key.unsupported(alg)}</p>;
  if (state.status !== "ready" || state.algorithm === undefined) return null;
  if (isSameAlgorithm(state.algorithm, alg)) return null;
  return <p class="remark">{text.key.differs(alg, state.algorithm)}</p>;
}
