import type { Algorithm } from "jwt-wasm";
import type { ComponentChildren, RefObject } from "preact";
import { useMemo, useState } from "preact/hooks";
import { hasSecret } from "../model/algorithms";
import { SECRET_ENCODINGS, type SecretEncoding } from "../model/encoding";
import type { KeyState, KeyUse } from "../model/key";
import { describeKey } from "../model/key-description";
import { type KeyFields, withText } from "../model/key-fields";
import { withFile } from "../model/key-file";
import { formOf } from "../model/key-form";
import { text } from "../text";
import { FileButton, useFileDrop } from "./files";
import { useSettled } from "./hooks";
import { KeyRemarks } from "./key-remarks";
import { VERBATIM } from "./verbatim";

export type KeyField = HTMLTextAreaElement;

interface Props {
  /** The prefix of all ids inside. */
  id: string;
  use: KeyUse;
  fields: KeyFields;
  /** The fields as the key was made from them, if that differs. */
  read?: KeyFields;
  state: KeyState;
  /** If the signature is good, hints are left out. */
  isVerified: boolean;
  onChange(fields: KeyFields): void;
  field: RefObject<KeyField | null>;
  /** Shown below the field. */
  children?: ComponentChildren;
}

/** As for the verdict, a screen reader should not report every key press. */
const UNTIL_ANNOUNCED = 600;

/** One field for every form of key, and beside it what the key was taken for. */
export function KeyEntry(props: Props) {
  const { id, use, fields, read = fields, state, isVerified, onChange, field, children } = props;
  const [isTooLarge, setTooLarge] = useState(false);
  const [isShown, setShown] = useState(false);
  const change = (changed: KeyFields) => {
    setTooLarge(false);
    onChange(changed);
  };
  const onFile = async (file: Blob) => {
    const filled = await withFile(fields, file);
    setTooLarge(filled === undefined);
    if (filled) onChange(filled);
  };
  const [isOver, dropHandlers] = useFileDrop(onFile);
  const isSecret = read.kind === "secret" && read.form === "secret";
  const description = useMemo(() => describeKey(read, state, use), [read, state, use, text]);
  return (
    <div class={isOver ? "key-entry drop-target" : "key-entry"} {...dropHandlers}>
      <label class="visually-hidden" for={`${id}-text`}>
        {text.keyField.labels[use]}
      </label>
      <textarea
        id={`${id}-text`}
        class={isSecret && !isShown ? "key-text is-masked" : "key-text"}
        ref={field}
        rows={isSecret || fields.entered === "" ? 2 : 5}
        value={fields.entered}
        placeholder={text.keyField.placeholders[use]}
        onInput={(event) => change(withText(fields, event.currentTarget.value))}
        onPaste={(event) => replaceByPaste(event, onFile)}
        aria-invalid={isFaulty(state)}
        aria-describedby={`${id}-what ${id}-remarks`}
        {...VERBATIM}
      />
      <div class="key-line">
        <p id={`${id}-what`} class="key-what">
          {description}
        </p>
        {read.kind === "secret" && read.form !== "empty" && read.form !== "token" && (
          <Encoding
            id={id}
            encoding={read.encoding}
            onChange={(encoding) => change({ ...fields, encoding, isEncodingChosen: true })}
          />
        )}
        <AlgorithmChoice state={state} onChange={(algorithm) => change({ ...fields, algorithm })} />
        {isSecret && (
          <button
            type="button"
            class="quiet"
            aria-label={text.key.showLabel}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? text.key.hide : text.key.show}
          </button>
        )}
        {fields.entered === "" ? (
          <FileButton label={text.key.file} onFile={onFile} />
        ) : (
          <button type="button" class="quiet" onClick={() => change(withText(fields, ""))}>
            {text.key.empty}
          </button>
        )}
      </div>
      <p class="visually-hidden" aria-live="polite">
        {useSettled(description, UNTIL_ANNOUNCED)}
      </p>
      <div id={`${id}-remarks`} class="remarks">
        {isTooLarge && <p class="remark">{text.key.tooLarge}</p>}
        <KeyRemarks fields={fields} read={read} state={state} isVerified={isVerified} onChange={change} />
        {children}
      </div>
    </div>
  );
}

/** Pasting a whole key replaces the one that is there. Only a secret is pasted at the caret, because it may be in parts. */
function replaceByPaste(
  event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement },
  onFile: (file: Blob) => void,
): void {
  const { clipboardData, currentTarget } = event;
  const file = clipboardData?.files[0];
  const pasted = clipboardData?.getData("text/plain") ?? "";
  if (file && pasted === "") {
    event.preventDefault();
    onFile(file);
    return;
  }
  const { form } = formOf(pasted);
  if (form !== "empty" && form !== "secret" && form !== "address") currentTarget.select();
}

function isFaulty({ status }: KeyState): boolean {
  return status !== "ready" && status !== "absent";
}

interface EncodingProps {
  id: string;
  encoding: SecretEncoding;
  onChange(encoding: SecretEncoding): void;
}

function Encoding({ id, encoding, onChange }: EncodingProps) {
  return (
    <span class="key-choice">
      <label class="visually-hidden" for={`${id}-encoding`}>
        {text.key.encoding}
      </label>
      <select
        id={`${id}-encoding`}
        value={encoding}
        onChange={(event) => onChange(event.currentTarget.value as SecretEncoding)}
      >
        {SECRET_ENCODINGS.map((one) => (
          <option key={one} value={one}>
            {text.key.encodings[one]}
          </option>
        ))}
      </select>
    </span>
  );
}

interface AlgorithmProps {
  state: KeyState;
  onChange(algorithm: Algorithm): void;
}

/** Only a secret and an RSA key leave the algorithm open. */
function AlgorithmChoice({ state, onChange }: AlgorithmProps) {
  const isOpen = state.choices.some((one) => hasSecret(one) || one.startsWith("RS"));
  if (state.algorithm === undefined || !isOpen || state.choices.length < 2) return null;
  return (
    <span class="key-choice">
      <select
        aria-label={text.key.algorithm}
        value={state.algorithm}
        onChange={(event) => onChange(event.currentTarget.value as Algorithm)}
      >
        {state.choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </span>
  );
}
