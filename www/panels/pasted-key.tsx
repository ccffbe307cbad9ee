/** Loaded when a text that may hold a key was pasted with a token. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type KeyFields, NO_KEY, withText } from "../model/key-fields";
import { type PastedKey, pastedKey } from "../model/pasted-key";
import { text } from "../text";

/** Keys that no person put into the field, so that the next one may take their place. */
const TAKEN = new WeakSet<KeyFields>();

/**
 * Takes the key for the key field, and says so. It never takes the place of one that the person entered, and what the token
 * does not need stays where it is.
 * @param present what stands in the key field
 */
export function noteOn(
  pasted: string,
  token: string,
  present: KeyFields,
  take: (key: KeyFields) => void,
): ComponentChildren {
  const found = pastedKey(pasted, token);
  if (!found || present.entered.trim() === found.text) return undefined;
  const fields = withText(NO_KEY, found.text);
  TAKEN.add(fields);
  const isFree = present.entered === "" || TAKEN.has(present);
  const isTaken = isFree && found.isWanted;
  if (isTaken) take(fields);
  return <PastedKeyNote key={found.text} found={found} isTaken={isTaken} onTake={() => take(fields)} />;
}

interface Props {
  found: PastedKey;
  isTaken: boolean;
  onTake(): void;
}

function PastedKeyNote({ found: { kind, name, count, isWanted }, isTaken, onTake }: Props) {
  const [isChosen, setChosen] = useState(isTaken);
  const words = text.pastedKey;
  const isSecret = kind === "private" || kind === "secret";
  if (isChosen) {
    return (
      <p class="note">
        {words.taken(kind, name, count)} {isSecret ? words.here : words.check}
      </p>
    );
  }
  return (
    <>
      <p class="note">{isWanted ? words.kept(kind) : words.left(kind)}</p>
      <button
        type="button"
        class="use-as-key"
        onClick={() => {
          setChosen(true);
          onTake();
        }}
      >
        {words.use}
      </button>
    </>
  );
}
