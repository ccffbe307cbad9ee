import { useMemo, useRef } from "preact/hooks";
import { type Member, membersOf } from "../model/json-members";
import { CLAIMS, HEADER_PARAMETERS, isClaim, isHeaderParameter, type Source } from "../model/registry";
import type { Spot } from "../model/source-map";
import type { ReadableText } from "../model/token-text";
import { isTimeClaim, valueInWords } from "../model/value-words";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { SourceLink } from "../ui/source-link";
import { lighting, useIsLit } from "../ui/spotlight";
import { LaidOutJson, LaidOutValue } from "./decoded-json";

const LONG_VALUE = 1000;

interface Props {
  part: "header" | "payload";
  content: ReadableText;
  now: number;
  onSelect(spot: Spot): void;
}

export function MembersTable({ part, content, now, onSelect }: Props) {
  const members = useMemo(() => membersOf(content.text), [content.text]);
  // Not an object: there are no names to explain.
  if (!members) {
    return (
      <pre class="not-object" translate={false}>
        <LaidOutJson part={part} text={content.text} />
      </pre>
    );
  }
  if (members.list.length === 0 && members.isWhole) return <p class="hint">{text.claims.none}</p>;
  return (
    <>
      <table>
        <colgroup>
          <col class="names" />
          <col />
        </colgroup>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{text.claims.columns.name}</th>
            <th scope="col">{text.claims.columns.value}</th>
          </tr>
        </thead>
        <tbody>
          {members.list.map((member) => (
            <Row
              key={`${member.start} ${member.name}`}
              part={part}
              member={member}
              now={now}
              onSelect={content.exact ? onSelect : undefined}
            />
          ))}
        </tbody>
      </table>
      {!members.isWhole && <p class="remark">{text.parts.cutOff}</p>}
    </>
  );
}

interface RowProps {
  part: Props["part"];
  member: Member;
  now: number;
  onSelect: Props["onSelect"] | undefined;
}

function Row({ part, member, now, onSelect }: RowProps) {
  const isLit = useIsLit({ part, member });
  const select = useRef(onSelect);
  select.current = onSelect;
  // There can be thousands of rows, and a second changes those alone that tell a time.
  const moment = part === "payload" && isTimeClaim(member.name) ? now : undefined;
  const row = () =>
    shownRow({ part, member, now, onSelect: onSelect && ((spot) => select.current?.(spot)) }, isLit);
  return useMemo(row, [part, member, moment, isLit, onSelect === undefined, text]);
}

function shownRow({ part, member, now, onSelect }: RowProps, isLit: boolean) {
  const spot = { part, member };
  const known = definitionOf(part, member.name);
  const { words, time, remark } = valueInWords(part, member, now);
  return (
    <tr class={isLit ? "is-lit" : undefined} {...lighting(spot)}>
      <th scope="row">
        <Name member={member} onSelect={onSelect && (() => onSelect(spot))} />
      </th>
      <td>
        <Value text={member.value} />
        {words !== undefined && (
          <p class="words">
            <ExactText text={words} />
          </p>
        )}
        {time && (
          <p class="words">
            <time dateTime={time.utc}>
              {time.verb} {time.date} <span class="nowrap">({time.zone})</span>
            </time>
            <span class="distance">{time.distance}</span>
            <span class="utc">{time.utc}</span>
          </p>
        )}
        {known && (
          <p class="meaning">
            {known.meaning} <SourceLink source={known.source} />
          </p>
        )}
        {remark !== undefined && <p class="remark">{remark}</p>}
        {member.isRepeated && <p class="remark">{text.claims.repeated}</p>}
      </td>
    </tr>
  );
}

function Name({ member, onSelect }: { member: Member; onSelect: (() => void) | undefined }) {
  const name = <ExactText text={member.name} />;
  if (!onSelect) return <code class="member-name">{name}</code>;
  return (
    <button
      type="button"
      class="member-name"
      aria-label={text.claims.select(member.name)}
      title={text.claims.select(member.name)}
      onClick={onSelect}
      translate={false}
    >
      {name}
    </button>
  );
}

/** As it stands in the token; objects and lists over several lines. */
function Value({ text: value }: { text: string }) {
  const isNested = /^[{[]/.test(value) && value.length > 48;
  if (!isNested) {
    const kind = value.startsWith('"') ? "string" : /^[-\d]/.test(value) ? "number" : "literal";
    return (
      <p class={`value json-${kind}`} translate={false}>
        <ExactText text={value} />
      </p>
    );
  }
  const laidOut = (
    <pre translate={false}>
      <LaidOutValue text={value} />
    </pre>
  );
  if (value.length <= LONG_VALUE) return <div class="value nested">{laidOut}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach.
    <section class="value nested scroller" tabIndex={0} aria-label={text.claims.columns.value}>
      {laidOut}
    </section>
  );
}

function definitionOf(part: Props["part"], name: string): { meaning: string; source: Source } | undefined {
  if (part === "header") {
    return isHeaderParameter(name)
      ? { meaning: text.meanings.header[name], source: HEADER_PARAMETERS[name] }
      : undefined;
  }
  return isClaim(name) ? { meaning: text.meanings.claims[name], source: CLAIMS[name] } : undefined;
}
