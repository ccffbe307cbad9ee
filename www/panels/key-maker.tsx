import type { Algorithm } from "jwt-wasm";
import { useState } from "preact/hooks";
import { type KeyFields, textOf } from "../model/key-fields";
import type { MlDsaAlgorithm } from "../model/ml-dsa/algorithm";
import { type NewKey, newKey } from "../model/new-key";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";

interface KeyMakerProps {
  algorithm: Algorithm | MlDsaAlgorithm | undefined;
  fields: KeyFields;
  onKey(key: NewKey): void;
}

/** A key to sign with, made in the page, and shown so that it can be copied. */
export function KeyMaker({ algorithm, fields, onKey }: KeyMakerProps) {
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<string>();
  const [hasFailed, setFailed] = useState(false);
  if (algorithm === undefined) return null;
  const make = async () => {
    setBusy(true);
    try {
      const key = await newKey(algorithm);
      onKey(key);
      setMade(textOf(key.signing));
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const isShown = made !== undefined && made === textOf(fields);
  return (
    <div class="remarks">
      <div class="buttons">
        <button type="button" aria-disabled={isBusy} onClick={() => !isBusy && void make()}>
          {isBusy ? text.make.makingKey : text.make.newKey(algorithm)}
        </button>
        {isShown && <CopyButton content={made} label={text.make.copyKey} />}
      </div>
      {hasFailed && <p class="remark">{text.make.cannotMakeKey}</p>}
      {isShown && <p class="hint">{text.make.keyIsSecret}</p>}
    </div>
  );
}
