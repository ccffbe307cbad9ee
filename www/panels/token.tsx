import type { RefObject } from "preact";
import { PART_NAMES, type PartName, type PastedText, type Segment } from "../model/token-text";
import { text } from "../text";
import { Panel } from "../ui/panel";

interface Actions {
  paste(text: string): void;
  example(): void;
  sign(): void;
  clear(): void;
}

interface Props {
  wrapped: PastedText;
  segments: readonly Segment[];
  isSignedHere: boolean;
  actions: Actions;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function TokenPanel({ wrapped, segments, isSignedHere, actions, field }: Props) {
  const pasted = wrapped.before + wrapped.token + wrapped.after;
  return (
    <Panel
      title={text.token.title}
      name="token"
      aside={
        <label class="hint" for="token">
          {text.token.label}
        </label>
      }
    >
      <div class="token-field">
        <div class="token-sheet">
          <ColouredToken wrapped={wrapped} segments={segments} />
          <textarea
            id="token"
            ref={field}
            value={pasted}
            placeholder={text.token.placeholder}
            onInput={(event) => actions.paste(event.currentTarget.value)}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            translate={false}
          />
        </div>
      </div>
      <div class="token-foot">
        <Legend segments={segments} />
        <Buttons actions={actions} />
      </div>
      <div role="status" class="notes">
        {notes(wrapped, segments, isSignedHere).map((note) => (
          <p key={note} class="note">
            {note}
          </p>
        ))}
      </div>
    </Panel>
  );
}

function Buttons({ actions }: { actions: Actions }) {
  return (
    <div class="buttons">
      <button type="button" onClick={actions.example}>
        {text.token.example}
      </button>
      <button type="button" onClick={actions.sign}>
        {text.token.sign}
      </button>
      <button type="button" onClick={actions.clear}>
        {text.token.clear}
      </button>
    </div>
  );
}

/** Lies under the field, whose own letters are transparent, and gives it its height. */
function ColouredToken({ wrapped, segments }: Pick<Props, "wrapped" | "segments">) {
  return (
    <pre class="token-colours" aria-hidden="true">
      <span class="left-out">{wrapped.before}</span>
      {segments.map((segment, index) => (
        <span key={index}>
          {index > 0 && <span class="dot">.</span>}
          <span class={segment.part ? `part part-${segment.part}` : "part-none"}>{segment.text}</span>
        </span>
      ))}
      <span class="left-out">{wrapped.after}</span>
      {"\u200b"}
    </pre>
  );
}

function Legend({ segments }: { segments: readonly Segment[] }) {
  return (
    <ul class="legend">
      {PART_NAMES.map((part) => (
        <li key={part}>
          <span class={`part part-${part}`}>{text.parts.names[part]}</span>
          {segments.length > 0 && <span class="hint">{sizeOf(part, segments)}</span>}
        </li>
      ))}
    </ul>
  );
}

function sizeOf(part: PartName, segments: readonly Segment[]): string {
  return text.token.size(segments.find((segment) => segment.part === part)?.text.length ?? 0);
}

function notes(wrapped: PastedText, segments: readonly Segment[], isSignedHere: boolean): string[] {
  const { bearer, authorization, space } = text.token.leftOut;
  const found: string[] = [];
  if (isSignedHere) found.push(text.token.signed);
  if (/auth/i.test(wrapped.before)) found.push(authorization);
  else if (/bearer/i.test(wrapped.before)) found.push(bearer);
  if (/^\s/.test(wrapped.before) || wrapped.after !== "") found.push(space);
  if (segments.length === 1 && segments[0]?.part === undefined) found.push(text.token.tooLongToShow);
  return found;
}
