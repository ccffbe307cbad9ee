import type { ComponentChildren, RefObject } from "preact";
import type { FlawAt } from "../model/json-check";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { VERBATIM } from "../ui/verbatim";

interface Props {
  id: string;
  label: string;
  content: string;
  rows: number;
  flaw: FlawAt | undefined;
  /** Remarks that are not errors. */
  remarks: readonly string[];
  onChange(content: string): void;
  onSubmit(): void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Shown beside the text. */
  children?: ComponentChildren;
}

/** A JSON editor that names the place of the first error. */
export function DraftEditor(props: Props) {
  const { id, label, content, rows, flaw, remarks, onChange, onSubmit, field, children } = props;
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
        {...VERBATIM}
      />
      {children}
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
