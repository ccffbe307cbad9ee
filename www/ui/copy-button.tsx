import { useEffect, useState } from "preact/hooks";
import { text } from "../text";

interface Props {
  /** The text to copy. If it is empty, the button is disabled. */
  content: string;
  label: string;
  /** Not the main button of its part of the page. */
  isQuiet?: boolean;
}

/** Milliseconds, long enough to read the message. */
const TOLD = 4000;

export function CopyButton({ content, label, isQuiet }: Props) {
  const [told, setTold] = useState<"copied" | "refused">();
  useEffect(() => {
    const timer = setTimeout(() => setTold(undefined), TOLD);
    return () => clearTimeout(timer);
  }, [told]);
  // The message was about the previous content.
  useEffect(() => setTold(undefined), [content]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(content);
      setTold("copied");
    } catch {
      setTold("refused");
    }
  };
  return (
    <>
      <button
        type="button"
        class={isQuiet ? undefined : "primary"}
        aria-disabled={content === ""}
        onClick={() => content && void copy()}
      >
        {label}
      </button>
      <span role="status" class="hint">
        {told && (told === "copied" ? text.export.copied : text.reading.notCopied)}
      </span>
    </>
  );
}
