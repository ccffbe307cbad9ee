import { errorInWords, sentence } from "../model/failure";
import type { KeyState } from "../model/key";
import { type KeyFields, textOf, withText } from "../model/key-fields";
import { type KeyGuess, otherGuess } from "../model/key-guess";
import { text } from "../text";

interface Props {
  fields: KeyFields;
  state: KeyState;
  isVerified: boolean;
  onChange(fields: KeyFields): void;
}

/** What is wrong with a key, and what it looks like instead. Nothing is changed until a button is pressed. */
export function KeyRemarks({ fields, state, isVerified, onChange }: Props) {
  const guess = isVerified ? undefined : otherGuess(fields);
  return (
    <>
      {!guess && <KeyRefused fields={fields} state={state} onChange={onChange} />}
      {guess && <Hint guess={guess} fields={fields} onChange={onChange} />}
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

function KeyRefused({ fields, state, onChange }: Omit<Props, "isVerified">) {
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
  guess: KeyGuess;
  fields: KeyFields;
  onChange(fields: KeyFields): void;
}

function Hint({ guess, fields, onChange }: HintProps) {
  if (guess.kind === "token") return <p class="remark">{text.key.looksLikeToken}</p>;
  const name = guess.kind === "secret" ? text.key.encodings[guess.encoding] : text.key.kinds[guess.kind];
  const moved =
    guess.kind === fields.kind ? fields : withText(withText(fields, ""), textOf(fields), guess.kind);
  const encoding = guess.kind === "secret" ? guess.encoding : fields.encoding;
  const says =
    guess.kind === "secret" && fields.kind !== "secret" ? text.key.looksLikeSecret : text.key.looksLike(name);
  return (
    <div class="remark with-remedy">
      <p>{says}</p>
      <button type="button" onClick={() => onChange({ ...moved, encoding, algorithm: undefined })}>
        {text.key.useAs(name)}
      </button>
    </div>
  );
}
