import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { contentOf, lettersOf } from "../model/source-map";
import {
  bytesIn,
  PART_NAMES,
  type PartName,
  type PastedText,
  type Segment,
  segmentsOf,
  withoutWrapping,
} from "../model/token-text";
import { text } from "../text";
import { useFileDrop } from "../ui/files";
import { Panel } from "../ui/panel";
import { lighting, useSpot } from "../ui/spotlight";
import { markLetters, useTokenLighting } from "../ui/token-lighting";
import { isLong, useTyped } from "../ui/typing";
import type { Note } from "../ui/use-token";
import { type TokenActions, TokenButtons } from "./token-buttons";

interface Props {
  wrapped: PastedText;
  decoded: DecodedToken;
  note: Note | undefined;
  actions: TokenActions;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function TokenPanel({ wrapped, decoded, note, actions, field }: Props) {
  const { segments } = decoded;
  const pasted = wrapped.before + wrapped.token + wrapped.after;
  const [isOver, dropHandlers] = useFileDrop((file) => void readToken(file, actions));
  return (
    <Panel
      title={text.token.title}
      name="token"
      aside={
        <p class="hint token-size">
          <label for="token">{text.token.label}</label>
          {wrapped.token !== "" && <span>{text.token.size(wrapped.token.length)}</span>}
        </p>
      }
    >
      <div class={isOver ? "token-field drop-target" : "token-field"} {...dropHandlers}>
        <TokenSheet pasted={pasted} wrapped={wrapped} decoded={decoded} actions={actions} field={field} />
      </div>
      <div class="token-foot">
        <Legend segments={segments} />
        <TokenButtons actions={actions} />
      </div>
      <div role="status" class="notes">
        {notes(wrapped, segments, note).map((one) => (
          <p key={one} class="note">
            {one}
          </p>
        ))}
      </div>
    </Panel>
  );
}

/** Rendered at every key press, so it holds the letters and nothing else. */
function TokenSheet({
  pasted,
  wrapped: settled,
  decoded,
  actions,
  field,
}: Omit<Props, "note"> & { pasted: string }) {
  const { text: shown, isAhead, type, flush } = useTyped(pasted, actions.put);
  const wrapped = isAhead ? withoutWrapping(shown) : settled;
  const pointing = useTokenLighting(field, isAhead ? undefined : decoded, wrapped.before.length);
  // To colour a long token again at every letter takes longer than to show it, so its colours wait as well.
  const isPlain = isAhead && isLong(shown);
  const segments = isAhead && !isPlain ? segmentsOf(wrapped.token) : decoded.segments;
  return (
    <div class={isPlain ? "token-sheet is-plain" : "token-sheet"}>
      <ColouredToken wrapped={isPlain ? settled : wrapped} segments={segments} decoded={decoded} />
      <textarea
        id="token"
        ref={field}
        value={shown}
        placeholder={text.token.placeholder}
        onInput={(event) => type(event.currentTarget.value)}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        translate={false}
        {...pointing}
        onBlur={() => {
          pointing.onBlur();
          flush();
        }}
      />
    </div>
  );
}

/** Beyond this it is not a token, and to show it would make the page wait. */
const LARGEST_FILE = 262_144;

async function readToken(file: Blob, actions: TokenActions): Promise<void> {
  if (file.size > LARGEST_FILE) actions.say("noFile");
  else actions.put(await file.text());
}

/** Lies under the field, whose own letters are transparent, and gives it its height. */
function ColouredToken({
  wrapped,
  segments,
  decoded,
}: Pick<Props, "wrapped" | "decoded"> & { segments: readonly Segment[] }) {
  const spot = useSpot();
  const lit = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const letters = lit.current?.firstChild;
    const content = spot && contentOf(decoded, spot.part);
    const place = spot?.member && content && lettersOf(content, spot.member.start, spot.member.end);
    return letters && place ? markLetters(letters, ...place) : undefined;
  }, [spot, decoded]);
  // The same as before is not compared letter by letter.
  return useMemo(
    () => (
      <pre class="token-colours" aria-hidden="true">
        <span class="left-out">{wrapped.before}</span>
        {segments.map(({ part, text }, index) => {
          const isLit = part !== undefined && part === spot?.part;
          return (
            <span key={index}>
              {index > 0 && <span class="dot">.</span>}
              <span
                class={part ? `part part-${part}${isLit ? " is-lit" : ""}` : "part-none"}
                ref={isLit ? lit : null}
              >
                {text}
              </span>
            </span>
          );
        })}
        <span class="left-out">{wrapped.after}</span>
        {"\u200b"}
      </pre>
    ),
    [wrapped, segments, spot],
  );
}

function Legend({ segments }: { segments: readonly Segment[] }) {
  const parts = segments.flatMap((segment) => (segment.part === undefined ? [] : [segment.part]));
  return (
    <ul class="legend">
      {(parts.length > PART_NAMES.length ? parts : PART_NAMES).map((part) => (
        <li key={part}>
          <PartLink part={part} size={sizeOf(part, segments)} />
        </li>
      ))}
    </ul>
  );
}

/** Leads to what the part says. */
function PartLink({ part, size }: { part: PartName; size: number }) {
  return (
    <button
      type="button"
      class={`plain part-link${useSpot()?.part === part ? " is-lit" : ""}`}
      onClick={() => document.getElementById(`part-${part}`)?.focus()}
      {...lighting({ part })}
    >
      <span class={`part part-${part}`}>{text.parts.names[part]}</span>
      {size > 0 && <span class="hint">{text.parts.bytes(size)}</span>}
    </button>
  );
}

function sizeOf(part: PartName, segments: readonly Segment[]): number {
  return bytesIn(segments.find((segment) => segment.part === part)?.text ?? "");
}

function notes(wrapped: PastedText, segments: readonly Segment[], note: Note | undefined): string[] {
  const { bearer, authorization, space } = text.token.leftOut;
  const found: string[] = [];
  if (note) found.push(text.token.notes[note]);
  if (/auth/i.test(wrapped.before)) found.push(authorization);
  else if (/bearer/i.test(wrapped.before)) found.push(bearer);
  if (/^\s/.test(wrapped.before) || wrapped.after !== "") found.push(space);
  if (segments.length === 1 && segments[0]?.part === undefined) found.push(text.token.tooLongToShow);
  return found;
}
