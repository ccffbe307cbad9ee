import { useRef } from "preact/hooks";
import type { FlawAt } from "../model/json-check";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";

interface Props {
  id: string;
  label: string;
  content: string;
  rows: number;
  flaw: FlawAt | undefined;
  /** What there is to say beside an error. */
  remarks: readonly string[];
  onChange(content: string): void;
  onSubmit(): void;
}

/** JSON as text, with the first error named by its place. */
export function DraftEditor({ id, label, content, rows, flaw, remarks, onChange, onSubmit }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const show = () => {
    if (!field.current || !flaw) return;
    field.current.focus();
    field.current.setSelectionRange(flaw.offset, flaw.offset + 1);
  };
  const isFaulty = flaw !== undefined && content.trim() !== "";
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        ref={field}
        class={`key-text draft-${id}`}
        rows={rows}
        value={content}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit();
        }}
        aria-invalid={isFaulty}
        aria-describedby={`${id}-remarks`}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        translate={false}
      />
      <div id={`${id}-remarks`} class="remarks">
        {isFaulty && (
          <div class="remark with-remedy">
            <p>
              {text.make.place(flaw.line, flaw.column)}
              <ExactText text={wordsOf(flaw)} />
            </p>
            <button type="button" class="quiet" onClick={show}>
              {text.make.show}
            </button>
          </div>
        )}
        {remarks.map((remark) => (
          <p key={remark} class="hint">
            <ExactText text={remark} />
          </p>
        ))}
      </div>
    </div>
  );
}

function wordsOf(flaw: FlawAt): string {
  const { flaws } = text.make;
  switch (flaw.kind) {
    case "unexpected":
      return flaws.unexpected(flaw.found);
    case "duplicate":
      return flaws.duplicate(flaw.name);
    case "inexact":
      return flaws.inexact(flaw.number);
    default:
      return flaws[flaw.kind];
  }
}
