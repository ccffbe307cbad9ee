import type { Algorithm } from "jwt-wasm";
import { useState } from "preact/hooks";
import { type KeyFields, textOf } from "../model/key-fields";
import { type NewKey, newKey } from "../model/new-key";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";

export interface KeyMaking {
  readonly algorithm: Algorithm | undefined;
  readonly made: NewKey | undefined;
  readonly isBusy: boolean;
  readonly hasFailed: boolean;
  make(): void;
}

/** Creates a signing key in the page. */
export function useKeyMaking(algorithm: Algorithm | undefined, onKey: (key: NewKey) => void): KeyMaking {
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<NewKey>();
  const [failed, setFailed] = useState<string>();
  const make = async () => {
    if (isBusy || algorithm === undefined) return;
    setBusy(true);
    try {
      const key = await newKey(algorithm);
      onKey(key);
      setMade(key);
      setFailed(undefined);
    } catch {
      setFailed(algorithm);
    } finally {
      setBusy(false);
    }
  };
  const hasFailed = failed !== undefined && failed === algorithm;
  return { algorithm, made, isBusy, hasFailed, make: () => void make() };
}

/** Shows a key that was created, so that it can be copied. */
export function KeyMaker({ making, fields }: { making: KeyMaking; fields: KeyFields }) {
  const { algorithm, made, isBusy, make } = making;
  if (algorithm === undefined) return null;
  const content = made && textOf(made.signing);
  const isShown = content !== undefined && content === textOf(fields);
  return (
    <div class="remarks">
      <div class="buttons">
        <button type="button" aria-disabled={isBusy} onClick={make}>
          {isBusy ? text.make.makingKey : text.make.newKey(algorithm)}
        </button>
        {isShown && <CopyButton content={content} label={text.make.copyKey} isQuiet />}
      </div>
      {isShown && <p class="hint">{text.make.keyIsSecret}</p>}
    </div>
  );
}
