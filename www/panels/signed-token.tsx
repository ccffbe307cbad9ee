import type { Algorithm } from "jwt-wasm";
import { useEffect, useState } from "preact/hooks";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";
import { ExactText } from "../ui/exact-text";
import type { useLiveSignature } from "../ui/use-live-signature";
import type { SigningKey } from "../ui/use-signing-key";
import type { KeyMaking } from "./key-maker";

interface Props {
  signature: ReturnType<typeof useLiveSignature>;
  signing: SigningKey;
  making: KeyMaking;
  /** One of the editors does not hold JSON that can be signed. */
  isFaulty: boolean;
  /** The token that the page judges. */
  judged: string;
  onAlgorithm(algorithm: Algorithm): void;
  /** Returns whether the key that verifies it is known. */
  onUse(): boolean;
  /** Returns the token that the page then judges. */
  onBack: (() => string) | undefined;
}

/** The token that the editors give, or why there is none. */
export function SignedToken(props: Props) {
  const { signature, signing, making, isFaulty, judged, onAlgorithm, onUse, onBack } = props;
  const { obstacle } = signing;
  const { token, isCurrent } = signature;
  const isUsed = token === judged;
  const [said, setSaid] = useState<{ words: string; of: string }>();
  const refusal = useRefusal(signature.error, signing);
  // What was said was about another token.
  useEffect(() => setSaid(undefined), [token]);
  const needsNewKey = obstacle?.needsKey === true && making.algorithm !== undefined;
  const why = obstacle?.words ?? (isFaulty ? text.make.faulty : refusal);
  return (
    <div class="signed-token">
      <div class="field">
        <label for="signed-token">{text.make.result}</label>
        <textarea
          id="signed-token"
          class={`key-text${isCurrent ? "" : " is-stale"}`}
          rows={3}
          readOnly
          value={token}
          placeholder={text.make.noResult}
          aria-describedby="signed-token-state"
          spellcheck={false}
          translate={false}
        />
      </div>
      {why !== undefined && (
        <div class="remark with-remedy">
          <p>
            <ExactText text={why} />
          </p>
          {obstacle?.algorithm !== undefined && (
            <button type="button" onClick={() => onAlgorithm(obstacle.algorithm as Algorithm)}>
              {text.make.useOwn(obstacle.algorithm)}
            </button>
          )}
        </div>
      )}
      {making.hasFailed && <p class="remark">{text.token.notes.cannotSign}</p>}
      <div class="buttons">
        {needsNewKey ? (
          <button type="button" class="primary" aria-disabled={making.isBusy} onClick={making.make}>
            {making.isBusy ? text.make.makingKey : text.make.signWithNew(String(making.algorithm))}
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            aria-disabled={isFaulty || obstacle !== undefined}
            onClick={signature.again}
          >
            {text.make.sign}
          </button>
        )}
        <CopyButton content={isCurrent ? token : ""} label={text.make.copy} isQuiet />
        <button
          type="button"
          aria-disabled={!isCurrent || isUsed}
          onClick={() => {
            if (isCurrent && !isUsed)
              setSaid({ words: onUse() ? text.make.used : text.make.usedOnly, of: token });
          }}
        >
          {text.make.use}
        </button>
        {onBack && (
          <button
            type="button"
            onClick={() => {
              setSaid({ words: text.make.wentBack, of: onBack() });
            }}
          >
            {text.make.back}
          </button>
        )}
      </div>
      <p id="signed-token-state" role="status" class="hint">
        {said?.of === judged ? said.words : isCurrent ? (isUsed ? text.make.isUsed : text.make.signed) : ""}
      </p>
    </div>
  );
}

/** Words for a refusal of the core or of the browser, which can take a moment to find. */
function useRefusal(error: unknown, signing: SigningKey): string | undefined {
  const [words, setWords] = useState<{ of: unknown; words: string }>();
  useEffect(() => {
    if (error !== undefined) void signing.refusal(error).then((words) => setWords({ of: error, words }));
  }, [error]);
  return error !== undefined && words?.of === error ? words.words : undefined;
}
