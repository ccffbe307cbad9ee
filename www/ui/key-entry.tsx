import type { Algorithm } from "jwt-wasm";
import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";
import { SECRET_ENCODINGS, type SecretEncoding } from "../model/encoding";
import type { KeyState, KeyUse } from "../model/key";
import { type KeyFields, type KeyKind, textOf, withText } from "../model/key-fields";
import { withFile } from "../model/key-file";
import { text } from "../text";
import { FileButton, useFileDrop } from "./files";
import { KeyRemarks } from "./key-remarks";
import { Tabs } from "./tabs";

export type KeyField = HTMLInputElement & HTMLTextAreaElement;

interface Props {
  /** Begins the identifiers of everything in it. */
  id: string;
  use: KeyUse;
  kinds: readonly KeyKind[];
  fields: KeyFields;
  state: KeyState;
  /** The signature is good, so no hint is needed. */
  isVerified: boolean;
  onChange(fields: KeyFields): void;
  field: RefObject<KeyField | null>;
  /** Stands below the field. */
  children?: ComponentChildren;
}

/** Where a key is entered: its kind, its text, and what there is to say about both. */
export function KeyEntry(props: Props) {
  const { id, use, kinds, fields, state, isVerified, onChange, field, children } = props;
  const [isTooLarge, setTooLarge] = useState(false);
  const change = (changed: KeyFields) => {
    setTooLarge(false);
    onChange(changed);
  };
  const onFile = async (file: Blob) => {
    const filled = await withFile(fields, file, use);
    setTooLarge(filled === undefined);
    if (filled) onChange(filled);
  };
  const [isOver, dropHandlers] = useFileDrop(onFile);
  return (
    <div class={isOver ? "key-entry drop-target" : "key-entry"} {...dropHandlers}>
      <Tabs
        id={id}
        label={text.key.kind}
        tabs={kinds}
        names={text.key.kinds}
        chosen={fields.kind}
        onChoose={(kind) => change({ ...fields, kind, isKindChosen: true })}
      >
        <p class="hint">{text.key.intros[use][fields.kind]}</p>
        {fields.kind === "secret" ? (
          <Secret id={id} fields={fields} state={state} onChange={change} field={field} />
        ) : (
          <KeyText id={id} fields={fields} state={state} onChange={change} field={field} />
        )}
        <div class="buttons">
          <FileButton label={text.key.file} onFile={onFile} />
          {textOf(fields) !== "" && (
            <button type="button" class="quiet" onClick={() => change(withText(fields, ""))}>
              {text.key.empty}
            </button>
          )}
          <span class="hint">{text.key.drop}</span>
        </div>
        <div id={`${id}-remarks`} class="remarks">
          {isTooLarge && <p class="remark">{text.key.tooLarge}</p>}
          <KeyRemarks fields={fields} state={state} isVerified={isVerified} onChange={change} />
          {children}
        </div>
        <div class="side-by-side">
          {fields.kind === "secret" && (
            <Encoding
              id={id}
              encoding={fields.encoding}
              onChange={(encoding) => change({ ...fields, encoding })}
            />
          )}
          <AlgorithmChoice id={id} state={state} onChange={(algorithm) => change({ ...fields, algorithm })} />
        </div>
      </Tabs>
    </div>
  );
}

interface FieldProps extends Pick<Props, "id" | "fields" | "state" | "onChange" | "field"> {}

const isFaulty = ({ status }: KeyState) => status !== "ready" && status !== "absent";

function Secret({ id, fields, state, onChange, field }: FieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div class="field">
      <label for={`${id}-secret`}>{text.key.secret}</label>
      <div class="with-button">
        <input
          id={`${id}-secret`}
          ref={field}
          {...(isShown ? { type: "text" } : { type: "password" })}
          value={fields.texts.secret}
          onInput={(event) => onChange(withText(fields, event.currentTarget.value))}
          aria-invalid={isFaulty(state)}
          aria-describedby={`${id}-remarks`}
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

function KeyText({ id, fields, state, onChange, field }: FieldProps) {
  return (
    <div class="field">
      <label for={`${id}-text`}>{text.key.texts[fields.kind]}</label>
      <textarea
        id={`${id}-text`}
        class="key-text"
        ref={field}
        rows={6}
        value={textOf(fields)}
        placeholder={text.key.placeholders[fields.kind]}
        onInput={(event) => onChange(withText(fields, event.currentTarget.value))}
        aria-invalid={isFaulty(state)}
        aria-describedby={`${id}-remarks`}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        translate={false}
      />
    </div>
  );
}

interface EncodingProps {
  id: string;
  encoding: SecretEncoding;
  onChange(encoding: SecretEncoding): void;
}

function Encoding({ id, encoding, onChange }: EncodingProps) {
  return (
    <div class="field">
      <label for={`${id}-encoding`}>{text.key.encoding}</label>
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
    </div>
  );
}

interface AlgorithmProps {
  id: string;
  state: KeyState;
  onChange(algorithm: Algorithm): void;
}

function AlgorithmChoice({ id, state, onChange }: AlgorithmProps) {
  if (state.algorithm === undefined) return null;
  return (
    <div class="field">
      <label for={`${id}-algorithm`}>{text.key.algorithm}</label>
      <select
        id={`${id}-algorithm`}
        value={state.algorithm}
        onChange={(event) => onChange(event.currentTarget.value as Algorithm)}
      >
        {state.choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}
