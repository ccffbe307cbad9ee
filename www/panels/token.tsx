import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { type Findings, otherThanToken } from "../model/find-tokens";
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
import { targetOf } from "../ui/tabs";
import { markLetters, useTokenLighting } from "../ui/token-lighting";
import { isLong, useTyped } from "../ui/typing";
import type { useToken } from "../ui/use-token";
import { useUnfolding } from "../ui/use-unfolding";
import { VERBATIM } from "../ui/verbatim";
import { FoundTokens, remarksOn } from "./found";
import { type TokenActions, TokenButtons } from "./token-buttons";

interface Props {
  entry: Pick<ReturnType<typeof useToken>, "entered" | "note" | "canUndo">;
  wrapped: PastedText;
  decoded: DecodedToken;
  actions: TokenActions;
  /** Buttons beside those of the token. */
  more: ComponentChildren;
  /** What is said of a key that was pasted with the token. */
  ofKey: ComponentChildren;
  /** Leads to the decoded part. */
  onPart(part: PartName): void;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function TokenPanel({ entry, wrapped, decoded, actions, more, ofKey, onPart, field }: Props) {
  const { findings, chosen, text: shown } = entry.entered;
  const isEmpty = shown === "";
  const { segments } = decoded;
  // What is not a token has no parts.
  const letters = useMemo(
    () => (otherThanToken(findings, shown) ? [{ part: undefined, text: shown }] : segments),
    [findings, segments, shown],
  );
  const [isOver, dropHandlers] = useFileDrop(actions.readFile, actions.put);
  const [isOpen, unfolding] = useUnfolding(shown);
  return (
    <Panel
      title={text.token.title}
      name="token"
      drop={dropHandlers}
      aside={
        <p class="hint token-size">
          <label for="token">{text.token.label}</label>
          {wrapped.token !== "" && <span>{text.token.size(wrapped.token.length)}</span>}
        </p>
      }
    >
      <div class={`token-field${isOver ? " drop-target" : ""}${isOpen ? " is-open" : ""}`} {...unfolding}>
        <TokenSheet pasted={shown} segments={letters} {...{ wrapped, decoded, actions, field }} />
      </div>
      <FoundTokens findings={findings} chosen={chosen} onChoose={actions.choose} />
      {segments.length > 0 && <Legend segments={segments} onPart={onPart} />}
      <TokenButtons actions={actions} canUndo={entry.canUndo} isEmpty={isEmpty} more={more} />
      <div role="status" class="notes">
        {notes(entry, wrapped, segments).map((one) => (
          <p key={one} class="note">
            {one}
          </p>
        ))}
        {ofKey}
      </div>
      {isKey(findings) && (
        <button type="button" class="primary use-as-key" onClick={actions.useAsKey}>
          {text.paste.useAsKey}
        </button>
      )}
    </Panel>
  );
}

function isKey({ other }: Findings): boolean {
  return other?.kind === "key" || other?.kind === "private_key";
}

/** It renders at every key press, so it holds only the letters. */
function TokenSheet({
  pasted,
  wrapped: settled,
  decoded,
  segments: ofSettled,
  actions,
  field,
}: Omit<Props, "entry" | "more" | "ofKey" | "onPart"> & { pasted: string; segments: readonly Segment[] }) {
  const { text: shown, isAhead, type, flush } = useTyped(pasted, actions.type);
  const wrapped = isAhead ? withoutWrapping(shown) : settled;
  const pointing = useTokenLighting(field, isAhead ? undefined : decoded, wrapped.before.length);
  // Colouring a long token takes longer than showing it, so the colours wait until typing pauses.
  const isPlain = isAhead && isLong(shown);
  const segments = isAhead && !isPlain ? segmentsOf(wrapped.token) : ofSettled;
  return (
    <div class={isPlain ? "token-sheet is-plain" : "token-sheet"}>
      <ColouredToken wrapped={isPlain ? settled : wrapped} segments={segments} decoded={decoded} />
      <textarea
        id="token"
        ref={field}
        value={shown}
        placeholder={text.token.placeholder}
        onInput={(event) => type(event.currentTarget.value)}
        {...VERBATIM}
        {...pointing}
        onBlur={() => {
          pointing.onBlur();
          flush();
        }}
      />
    </div>
  );
}

/** Lies under the field, whose own letters are transparent, and sets its height. */
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
  // Memoised, so that Preact does not compare an unchanged text.
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
        <span class={wrapped.form === "compact" ? "left-out" : "beside"}>{wrapped.after}</span>
        {"\u200b"}
      </pre>
    ),
    [wrapped, segments, spot],
  );
}

function Legend({ segments, onPart }: Pick<Props, "onPart"> & { segments: readonly Segment[] }) {
  const found = segments.flatMap((segment) => (segment.part === undefined ? [] : [segment.part]));
  const parts = found.length > PART_NAMES.length ? found : PART_NAMES;
  const list = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState(0);
  // One stop for the Tab key, so that the key is not far from the token.
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, reached, parts.length);
    if (target === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll("button")[target]?.focus();
  };
  return (
    <div class="legend" role="toolbar" aria-label={text.frame.parts} ref={list} onKeyDown={onKeyDown}>
      {parts.map((part, index) => (
        <PartLink
          key={part}
          part={part}
          size={sizeOf(part, segments)}
          isStop={index === Math.min(reached, parts.length - 1)}
          onReach={() => setReached(index)}
          onPart={onPart}
        />
      ))}
    </div>
  );
}

function PartLink({
  part,
  size,
  isStop,
  onReach,
  onPart,
}: Pick<Props, "onPart"> & {
  part: PartName;
  size: number;
  isStop: boolean;
  onReach(): void;
}) {
  return (
    <button
      type="button"
      class={`plain part-link${useSpot()?.part === part ? " is-lit" : ""}`}
      tabIndex={isStop ? 0 : -1}
      onClick={() => onPart(part)}
      {...lighting({ part })}
      onFocus={onReach}
    >
      <span class={`part part-${part}`}>{text.parts.names[part]}</span>
      {size > 0 && (
        <>
          {" "}
          <span class="hint">{text.parts.bytes(size)}</span>
        </>
      )}
    </button>
  );
}

function sizeOf(part: PartName, segments: readonly Segment[]): number {
  return bytesIn(segments.find((segment) => segment.part === part)?.text ?? "");
}

function notes(
  { entered, note }: Props["entry"],
  wrapped: PastedText,
  segments: readonly Segment[],
): string[] {
  const { bearer, authorization, space } = text.token.leftOut;
  const found = remarksOn(entered.findings, entered.chosen, entered.isCut);
  if (note) found.unshift(text.token.notes[note]);
  if (/auth/i.test(wrapped.before)) found.push(authorization);
  else if (/bearer/i.test(wrapped.before)) found.push(bearer);
  if (/^\s/.test(wrapped.before) || /^\s/.test(wrapped.after)) found.push(space);
  if (segments.length === 1 && segments[0]?.part === undefined) found.push(text.token.tooLongToShow);
  return found;
}
