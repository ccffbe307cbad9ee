import { errorInWords, sentence } from "../model/failure";
import type { KeyState } from "../model/key";
import { type KeyFields, textOf, withText } from "../model/key-fields";
import { type Look, otherLook } from "../model/key-look";
import { text } from "../text";

interface Props {
  fields: KeyFields;
  state: KeyState;
  isVerified: boolean;
  onChange(fields: KeyFields): void;
}

/** What is wrong with a key, and what it looks like instead. Nothing is changed until a button is pressed. */
export function KeyRemarks({ fields, state, isVerified, onChange }: Props) {
  const look = isVerified ? undefined : otherLook(fields);
  return (
    <>
      {!look && <Refusal fields={fields} state={state} onChange={onChange} />}
      {look && <Hint look={look} fields={fields} onChange={onChange} />}
      {(fields.allowWeakSecret || isWeakSecret(fields, state)) && (
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

function Refusal({ fields, state, onChange }: Omit<Props, "isVerified">) {
  switch (state.status) {
    case "unreadable":
      return <p class="remark">{text.key.unreadable[state.form]}</p>;
    case "private": {
      const jwk = JSON.stringify(state.publicJwk, null, 2);
      return (
        <div class="remark with-remedy">
          <p>{text.key.private}</p>
          <button type="button" onClick={() => onChange(withText(withText(fields, ""), jwk, "jwk"))}>
            {text.key.usePublic}
          </button>
        </div>
      );
    }
    case "refused": {
      const { error } = state;
      const isWeak = isWeakSecret(fields, state);
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

interface HintProps {
  look: Look;
  fields: KeyFields;
  onChange(fields: KeyFields): void;
}

function Hint({ look, fields, onChange }: HintProps) {
  if (look.kind === "token") return <p class="remark">{text.key.looksLikeToken}</p>;
  const name = look.kind === "secret" ? text.key.encodings[look.encoding] : text.key.kinds[look.kind];
  const moved =
    look.kind === fields.kind ? fields : withText(withText(fields, ""), textOf(fields), look.kind);
  const encoding = look.kind === "secret" ? look.encoding : fields.encoding;
  const says =
    look.kind === "secret" && fields.kind !== "secret" ? text.key.looksLikeSecret : text.key.looksLike(name);
  return (
    <div class="remark with-remedy">
      <p>{says}</p>
      <button type="button" onClick={() => onChange({ ...moved, encoding, algorithm: undefined })}>
        {text.key.useAs(name)}
      </button>
    </div>
  );
}
