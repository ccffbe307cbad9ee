import type { Algorithm } from "jwt-wasm";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ALGORITHMS } from "../model/algorithms";
import { text } from "../text";
import type { Note } from "../ui/use-token";

export interface TokenActions {
  put(text: string): void;
  readFile(file: Blob): void;
  type(text: string): void;
  /** Shows another of the tokens that were found. */
  choose(index: number): void;
  say(note: Note): void;
  example(): void;
  sign(algorithm: Algorithm): Promise<void>;
  undo(): void;
  /** Moves the text to the key field. */
  useAsKey(): void;
  clear(): void;
}

interface Props {
  actions: TokenActions;
  canUndo: boolean;
  isEmpty: boolean;
  more: ComponentChildren;
}

export function TokenButtons({ actions, canUndo, isEmpty, more }: Props) {
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <div class="token-actions">
        <div class="buttons token-buttons">
          <button type="button" class={isEmpty ? "primary" : ""} onClick={() => void pasteToken(actions)}>
            {text.token.paste}
          </button>
          <button type="button" onClick={actions.example}>
            {text.token.example}
          </button>
          {canUndo && (
            <button type="button" onClick={actions.undo}>
              {text.token.undo}
            </button>
          )}
          <button type="button" aria-label={text.token.clear} onClick={actions.clear}>
            {text.paste.clear}
          </button>
          <button type="button" aria-expanded={isMaking} onClick={() => setMaking(!isMaking)}>
            {text.paste.newToken}
          </button>
        </div>
        {more}
      </div>
      {isMaking && <NewToken actions={actions} />}
    </>
  );
}

/** Rarely used: a token of another algorithm, with a new key. */
function NewToken({ actions }: { actions: TokenActions }) {
  const [algorithm, setAlgorithm] = useState<Algorithm>("HS256");
  const [isBusy, setBusy] = useState(false);
  const sign = async () => {
    setBusy(true);
    await actions.sign(algorithm);
    setBusy(false);
  };
  return (
    <div class="buttons token-buttons">
      <select
        aria-label={text.token.signWith}
        value={algorithm}
        onChange={(event) => setAlgorithm(event.currentTarget.value as typeof algorithm)}
      >
        {ALGORITHMS.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <button type="button" aria-disabled={isBusy} onClick={() => !isBusy && void sign()}>
        {isBusy ? text.token.signing : text.token.sign}
      </button>
    </div>
  );
}

async function pasteToken(actions: TokenActions): Promise<void> {
  try {
    const copied = await navigator.clipboard.readText();
    if (copied === "") actions.say("noClipboardText");
    else actions.put(copied);
  } catch {
    actions.say("noClipboard");
  }
}
