import { useEffect, useRef, useState } from "preact/hooks";
import { findTokens } from "../model/find-tokens";
import { text } from "../text";
import { VERBATIM } from "../ui/verbatim";

interface Props {
  /** The token that was shown before. */
  last: string | undefined;
  onToken(token: string): void;
}

/** Takes the second token out of whatever is pasted. */
export function SecondToken({ last, onToken }: Props) {
  const [entered, setEntered] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const enter = (pasted: string) => {
    setEntered(pasted);
    const found = findTokens(pasted).tokens[0]?.token;
    if (found !== undefined) onToken(found);
  };
  return (
    <div class="second-token">
      <label for="second-token">{text.compare.second}</label>
      <textarea
        id="second-token"
        ref={field}
        rows={4}
        value={entered}
        placeholder={text.token.placeholder}
        onInput={(event) => enter(event.currentTarget.value)}
        {...VERBATIM}
      />
      <p role="status" class="hint">
        {entered.trim() !== "" && text.compare.notFound}
      </p>
      {last !== undefined && (
        <div class="buttons">
          <button type="button" onClick={() => onToken(last)}>
            {text.views.compare.last}
          </button>
        </div>
      )}
    </div>
  );
}
