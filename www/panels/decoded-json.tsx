import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { documentOf, type Member, membersOf } from "../model/json-members";
import type { JsonNode } from "../model/json-node";
import { pathOf } from "../model/json-path";
import { type JsonLine, linesOf, partsOf } from "../model/json-text";
import type { ReadableText } from "../model/token-text";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { ShowMore, useLimit } from "../ui/more";
import { lighting, useIsLit } from "../ui/spotlight";

interface Props {
  part: "header" | "payload";
  content: ReadableText;
}

/** With a member or an item on each line. Lists and objects can be folded. */
export function LaidOutJson({ part, content }: Props) {
  const [folded, setFolded] = useState<ReadonlySet<JsonNode>>(new Set());
  const lines = useMemo(() => linesOf(documentOf(content), (node) => folded.has(node)), [content, folded]);
  const [limit, showMore] = useLimit(content);
  const toggle = (node: JsonNode) => {
    const changed = new Set(folded);
    if (!changed.delete(node)) changed.add(node);
    setFolded(changed);
  };
  const latest = useRef(toggle);
  latest.current = toggle;
  const shown = useMemo(
    () =>
      lines
        ?.slice(0, limit)
        .map((line, index) => (
          <Line key={index} part={part} line={line} onToggle={(node) => latest.current(node)} />
        )),
    [lines, limit, part, text],
  );
  if (!lines) return <NotJson text={content.text} />;
  return (
    <>
      {shown}
      {lines.length > limit && <ShowMore onMore={showMore} />}
    </>
  );
}

interface LineProps {
  part: Props["part"];
  line: JsonLine;
  onToggle(node: JsonNode): void;
}

function Line({ part, line, onToggle }: LineProps) {
  const { node, kind, indentation, name } = line;
  const [opening, value, closing] = partsOf(line);
  const isFolded = kind === "folded";
  const member = memberWith(node);
  const content = (
    <>
      {(isFolded || kind === "open") && node.parent && (
        <button
          type="button"
          class="fold"
          aria-label={(isFolded ? text.reading.unfold : text.reading.fold)(pathOf(node))}
          aria-expanded={!isFolded}
          onClick={() => onToggle(node)}
        />
      )}
      {indentation}
      {name !== undefined && <ExactText class="json-name" text={name} />}
      {name !== undefined && ": "}
      {opening}
      {isFolded && <span class="hint">{` ${countOf(node)} `}</span>}
      {value !== "" && <ExactText class={`json-${node.kind}`} text={value} />}
      {closing}
    </>
  );
  return member ? (
    <Linking part={part} member={member} class="json-line">
      {content}
    </Linking>
  ) : (
    <span class="json-line">{content}</span>
  );
}

function countOf({ kind, children }: JsonNode): string {
  return kind === "array" ? text.reading.items(children.length) : text.reading.members(children.length);
}

/** The member of the outermost object that this is in. */
function memberWith(node: JsonNode): Member | undefined {
  let at = node;
  while (at.parent?.parent) at = at.parent;
  return at.parent?.kind === "object" ? at : undefined;
}

/** Exactly the text that was encoded. */
export function RawText({ part, content }: Props) {
  return useMemo(() => {
    const { text } = content;
    const shown: ComponentChildren[] = [];
    let end = 0;
    for (const member of membersOf(content) ?? []) {
      shown.push(text.slice(end, member.start));
      shown.push(
        <Linking key={member.start} part={part} member={member}>
          {text.slice(member.start, member.end)}
        </Linking>,
      );
      end = member.end;
    }
    return (
      <>
        {shown}
        {text.slice(end)}
      </>
    );
  }, [part, content]);
}

interface LinkingProps {
  part: Props["part"];
  member: Member;
  class?: string;
  children: ComponentChildren;
}

function Linking({ part, member, class: name, children }: LinkingProps) {
  const spot = { part, member };
  const classes = [...(name ? [name] : []), ...(useIsLit(spot) ? ["is-lit"] : [])].join(" ");
  return (
    <span class={classes || undefined} {...lighting(spot)}>
      {children}
    </span>
  );
}

/** Outside JSON strings, line breaks are only layout, so they are not shown as escapes. */
function NotJson({ text }: { text: string }) {
  const lines = text.split(/([\t\r\n]+)/);
  return <>{lines.map((line, index) => (index % 2 === 1 ? line : <ExactText key={index} text={line} />))}</>;
}
