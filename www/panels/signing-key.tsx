import { useRef } from "preact/hooks";
import { textOf } from "../model/key-fields";
import { text } from "../text";
import { KeyEntry, type KeyField } from "../ui/key-entry";
import type { SigningKey } from "../ui/use-signing-key";
import { KeyMaker, type KeyMaking } from "./key-maker";

interface Props {
  signing: SigningKey;
  making: KeyMaking;
}

/** Which key signs, and another one. */
export function SigningKeyPanel({ signing, making }: Props) {
  const field = useRef<KeyField>(null);
  const { fields, state, isPageKey, enter } = signing;
  return (
    <details class="signing-key">
      <summary>
        {text.make.keyTitle}: <span class="reading">{sourceOf(signing, making)}</span>
      </summary>
      <section class="column" aria-label={text.make.keyTitle}>
        {isPageKey && <p class="hint">{text.make.otherThanPage}</p>}
        <KeyMaker making={making} fields={fields} />
        <KeyEntry
          id="signing"
          use="sign"
          fields={fields}
          state={state}
          isVerified={false}
          onChange={enter}
          field={field}
        />
      </section>
    </details>
  );
}

function sourceOf({ fields, isPageKey }: SigningKey, { made }: KeyMaking): string {
  if (isPageKey) return text.make.sources.page;
  const content = textOf(fields);
  if (content === "") return text.make.sources.none;
  return made && textOf(made.signing) === content ? text.make.sources.made : text.make.sources.own;
}
