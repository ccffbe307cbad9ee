/** Copies a text, and says so once: the button with a mark, the page to screen readers. */

import { useEffect, useState } from "preact/hooks";
import { text } from "../text";

interface Copied {
  /** Names what was copied; the button with this name shows the mark. */
  readonly what: string;
  readonly isRefused: boolean;
}

/** Milliseconds, long enough to be seen and to be read aloud. */
const SHOWN_FOR = 2000;
/** What could not be copied takes longer to read. */
const REFUSED_FOR = 8000;

let copied: Copied | undefined;
let timer = 0;
const watchers = new Set<(copied: Copied | undefined) => void>();

function tell(now: Copied | undefined): void {
  copied = now;
  for (const watch of watchers) watch(now);
}

async function copy(content: string, what: string): Promise<void> {
  clearTimeout(timer);
  // The same words again would not be announced.
  tell(undefined);
  const isRefused = await write(content);
  tell({ what, isRefused });
  timer = window.setTimeout(() => tell(undefined), isRefused ? REFUSED_FOR : SHOWN_FOR);
}

async function write(content: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return false;
  } catch {
    return true;
  }
}

function useCopied(): Copied | undefined {
  const [now, setNow] = useState(copied);
  useEffect(() => {
    watchers.add(setNow);
    setNow(copied);
    return () => void watchers.delete(setNow);
  }, []);
  return now;
}

/** Stands once in what has copy buttons. A refusal is shown as well. */
export function CopyStatus() {
  const now = useCopied();
  return (
    <p role="status" class={now?.isRefused ? "note" : "visually-hidden"}>
      {now && (now.isRefused ? text.reading.notCopied : text.reading.copied(now.what))}
    </p>
  );
}

interface Props {
  /** Called when it is needed. */
  content(): string;
  what: string;
}

/** `isStop` is false in a row whose keys lead to it. */
export function CopyIcon({ content, what, isStop = true }: Props & { isStop?: boolean }) {
  const now = useCopied();
  const isCopied = now?.what === what && !now.isRefused;
  const label = text.reading.copy(what);
  return (
    <button
      type="button"
      class={isCopied ? "icon-button copy is-copied" : "icon-button copy"}
      aria-label={label}
      title={label}
      tabIndex={isStop ? undefined : -1}
      onClick={() => void copy(content(), what)}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={isCopied ? "M5 12.5l4.5 4.5L19 7.5" : "M8.5 8.5h10v11h-10zM5.5 15.5v-11h10"} />
      </svg>
    </button>
  );
}

export function CopyWords({ content, what, label }: Props & { label: string }) {
  return (
    <button type="button" class="quiet" onClick={() => void copy(content(), what)}>
      {label}
    </button>
  );
}
