import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { type Member, membersOf } from "../model/json-members";
import { type Lexeme, layOut } from "../model/json-text";
import { ExactText } from "../ui/exact-text";
import { lighting, useIsLit } from "../ui/spotlight";

interface Props {
  part: "header" | "payload";
  text: string;
}

export function LaidOutJson({ part, text }: Props) {
  return useMemo(() => {
    const lexemes = layOut(text);
    return lexemes ? <Linked part={part} text={text} lexemes={lexemes} /> : <NotJson text={text} />;
  }, [part, text]);
}

/** Without links to the token. */
export function LaidOutValue({ text }: { text: string }) {
  return useMemo(() => {
    const lexemes = layOut(text);
    return lexemes ? <Lexemes lexemes={lexemes} /> : <NotJson text={text} />;
  }, [text]);
}

/** Exactly the text that was encoded. */
export function RawText({ part, text }: Props) {
  return useMemo(() => {
    const shown: ComponentChildren[] = [];
    let end = 0;
    for (const member of membersOf(text)?.list ?? []) {
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
  }, [part, text]);
}

function Linked({ part, text, lexemes }: Props & { lexemes: readonly Lexeme[] }) {
  const members = membersOf(text)?.list ?? [];
  return (
    <>
      {groupedByMember(lexemes).map((group, index) => {
        const member = group.index === undefined ? undefined : members[group.index];
        return member ? (
          <Linking key={index} part={part} member={member}>
            <Lexemes lexemes={group.lexemes} />
          </Linking>
        ) : (
          <Lexemes key={index} lexemes={group.lexemes} />
        );
      })}
    </>
  );
}

function Linking({
  part,
  member,
  children,
}: {
  part: Props["part"];
  member: Member;
  children: ComponentChildren;
}) {
  const spot = { part, member };
  return (
    <span class={useIsLit(spot) ? "is-lit" : undefined} {...lighting(spot)}>
      {children}
    </span>
  );
}

function Lexemes({ lexemes }: { lexemes: readonly Lexeme[] }) {
  return (
    <>
      {lexemes.map((lexeme, index) => {
        if (lexeme.kind === "space" || lexeme.kind === "punctuation") return lexeme.text;
        return <ExactText key={index} class={`json-${lexeme.kind}`} text={lexeme.text} />;
      })}
    </>
  );
}

/** Here line ends only lay out the text; inside a JSON string they would be escapes. */
function NotJson({ text }: { text: string }) {
  const lines = text.split(/([\t\r\n]+)/);
  return <>{lines.map((line, index) => (index % 2 === 1 ? line : <ExactText key={index} text={line} />))}</>;
}

interface Group {
  /** Which member of the outermost object it is; `undefined` for what stands between them. */
  readonly index: number | undefined;
  readonly lexemes: Lexeme[];
}

function groupedByMember(lexemes: readonly Lexeme[]): readonly Group[] {
  let group: Group = { index: undefined, lexemes: [] };
  const groups = [group];
  const begin = (index: number | undefined) => {
    group = { index, lexemes: [] };
    groups.push(group);
  };
  let depth = 0;
  let members = 0;
  for (const lexeme of lexemes) {
    const { kind, text: mark } = lexeme;
    if (depth === 1 && kind === "name") {
      begin(members);
      members += 1;
    }
    const isBetween = kind === "punctuation" && depth === 1 && (mark === "," || mark === "}");
    // The line end before a closing brace is laid out before the brace itself.
    if (isBetween) begin(undefined);
    if (kind === "punctuation" && (mark === "{" || mark === "[")) depth += 1;
    if (kind === "punctuation" && (mark === "}" || mark === "]")) depth -= 1;
    group.lexemes.push(lexeme);
  }
  return groups;
}
