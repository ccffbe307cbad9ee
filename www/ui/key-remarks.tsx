import { errorInWords, sentence } from "../model/failure";
import type { KeyState } from "../model/key";
import { type KeyFields, withText } from "../model/key-fields";
import { text } from "../text";

interface Props {
  fields: KeyFields;
  read: KeyFields;
  state: KeyState;
  isVerified: boolean;
  onChange(fields: KeyFields): void;
}

/** Says what is wrong with a key. Only a button changes anything. */
export function KeyRemarks({ fields, read, state, isVerified, onChange }: Props) {
  if (read.form === "token") return <p class="remark">{text.key.looksLikeToken}</p>;
  return (
    <>
      {read.form === "address" && !isVerified && <p class="remark">{text.keyField.address}</p>}
      {read.form === "discovery" && <p class="remark">{text.keyField.discovery}</p>}
      <KeyRefused fields={fields} state={state} onChange={onChange} />
      {(fields.allowWeakSecret || isWeakSecret(read, state)) && fields.entered !== "" && (
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
    </>
  );
}

function isWeakSecret(fields: KeyFields, state: KeyState): boolean {
  return fields.kind === "secret" && state.status === "refused" && state.error.code === "key_too_weak";
}

function KeyRefused({ fields, state, onChange }: Pick<Props, "fields" | "state" | "onChange">) {
  switch (state.status) {
    case "unread":
      return <p class="remark">{text.key.notLoaded}</p>;
    case "unreadable":
      return <p class="remark">{text.key.unreadable[state.form]}</p>;
    case "private": {
      const jwk = JSON.stringify(state.publicJwk, null, 2);
      return (
        <div class="remark with-remedy">
          <p>{text.key.private}</p>
          <button type="button" onClick={() => onChange(withText(fields, jwk))}>
            {text.key.usePublic}
          </button>
        </div>
      );
    }
    case "refused": {
      const { error } = state;
      const isWeak = fields.kind === "secret" && error.code === "key_too_weak";
      return (
        <p class="remark">
          {isWeak
            ? text.key.weak(state.algorithm ?? "HS256", Number(error.actual), Number(error.expected))
            : sentence(errorInWords(error))}
        </p>
      );
    }
    default:
      return null;
  }
}
