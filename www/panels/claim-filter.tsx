import { useEffect, useRef } from "preact/hooks";
import { text } from "../text";
import { VERBATIM } from "../ui/verbatim";

interface Props {
  filter: string;
  onChange(filter: string): void;
}

/** `/` leads here from anywhere, and Escape leads back. */
export function ClaimFilter({ filter, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== "/" || hasModifier || event.defaultPrevented || isEditable(event.target)) return;
      event.preventDefault();
      cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    const [part, from] = [field.current?.closest(".decoded-part"), cameFrom.current];
    cameFrom.current = null;
    onChange("");
    // The row from which a person came may have been filtered out.
    if (from?.isConnected && from !== document.body) from.focus();
    else part?.querySelector<HTMLElement>("section")?.focus();
  };
  return (
    <input
      ref={field}
      type="text"
      class="filter"
      aria-label={text.reading.filter}
      aria-keyshortcuts="/"
      placeholder={`${text.reading.filter} (/)`}
      value={filter}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={leave}
      {...VERBATIM}
    />
  );
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
