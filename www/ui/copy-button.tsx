import { useEffect, useState } from "preact/hooks";
import { text } from "../text";

interface Props {
  /** What is copied: `""` cannot be. */
  content: string;
  label: string;
}

/** Milliseconds, long enough to be read. */
const TOLD = 4000;

export function CopyButton({ content, label }: Props) {
  const [told, setTold] = useState<"copied" | "refused">();
  useEffect(() => {
    const timer = setTimeout(() => setTold(undefined), TOLD);
    return () => clearTimeout(timer);
  }, [told]);
  // What was copied is no longer what stands here.
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
        class="strong"
        aria-disabled={content === ""}
        onClick={() => content && void copy()}
      >
        {label}
      </button>
      <span role="status" class="hint">
        {told && text.export[told]}
      </span>
    </>
  );
}
