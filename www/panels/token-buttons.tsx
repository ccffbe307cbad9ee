import type { Algorithm } from "jwt-wasm";
import { useState } from "preact/hooks";
import { ALGORITHMS } from "../model/algorithms";
import { ML_DSA_ALGORITHMS, type MlDsaAlgorithm } from "../model/ml-dsa/algorithm";
import { text } from "../text";
import type { Note } from "../ui/use-token";

export interface TokenActions {
  put(text: string): void;
  say(note: Note): void;
  example(): void;
  sign(algorithm: Algorithm | MlDsaAlgorithm): Promise<void>;
  clear(): void;
}

export function TokenButtons({ actions }: { actions: TokenActions }) {
  const [algorithm, setAlgorithm] = useState<Algorithm | MlDsaAlgorithm>("HS256");
  const [isBusy, setBusy] = useState(false);
  const sign = async () => {
    setBusy(true);
    await actions.sign(algorithm);
    setBusy(false);
  };
  return (
    <div class="buttons">
      <button type="button" onClick={() => void pasteToken(actions)}>
        {text.token.paste}
      </button>
      <button type="button" onClick={actions.example}>
        {text.token.example}
      </button>
      <span class="joined">
        <button type="button" aria-disabled={isBusy} onClick={() => !isBusy && void sign()}>
          {isBusy ? text.token.signing : text.token.sign}
        </button>
        <select
          aria-label={text.token.signWith}
          value={algorithm}
          onChange={(event) => setAlgorithm(event.currentTarget.value as typeof algorithm)}
        >
          {[...ALGORITHMS, ...ML_DSA_ALGORITHMS].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </span>
      <button type="button" onClick={actions.clear}>
        {text.token.clear}
      </button>
    </div>
  );
}

async function pasteToken(actions: TokenActions): Promise<void> {
  try {
    actions.put(await navigator.clipboard.readText());
  } catch {
    actions.say("noClipboard");
  }
}
