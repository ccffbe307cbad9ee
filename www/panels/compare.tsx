import { useMemo, useState } from "preact/hooks";
import {
  type ComparedPart,
  type Comparison,
  compareTokens,
  countsOf,
  type Difference,
  type Side,
} from "../model/compare";
import { excerptsOf } from "../model/compare/excerpt";
import { durationInWords, timeInWords } from "../model/time";
import { isTimeClaim } from "../model/value-words";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { Panel } from "../ui/panel";
import { useDisclosed } from "../ui/use-disclosed";
import { SecondToken } from "./second-token";

interface Props {
  left: string;
  /** `undefined` until it is pasted. */
  right: string | undefined;
  /** The names beside the tokens in the text. */
  labels: Readonly<Record<Side, string | undefined>>;
  /** The token that was shown before. */
  last: string | undefined;
  now: number;
  onRight(token: string | undefined): void;
  onSwap(): void;
  onBack(): void;
}

/** What two tokens say, claim by claim. Nothing is verified here. */
export function ComparePanel({ left, right, labels, last, now, onRight, onSwap, onBack }: Props) {
  const disclosed = useDisclosed(left, right);
  const comparison = useMemo(
    () => (right === undefined || !disclosed ? undefined : compareTokens(left, right, disclosed)),
    [left, right, disclosed],
  );
  return (
    <Panel
      title={text.compare.title}
      name="compare"
      aside={
        <div class="buttons">
          {right !== undefined && (
            <>
              <button type="button" class="quiet" onClick={onSwap}>
                {text.compare.swap}
              </button>
              <button type="button" class="quiet" onClick={() => onRight(undefined)}>
                {text.compare.replace}
              </button>
            </>
          )}
          <button type="button" class="quiet" onClick={onBack}>
            {text.compare.back}
          </button>
        </div>
      }
    >
      {comparison && <Compared comparison={comparison} labels={labels} now={now} />}
      {right === undefined && <SecondToken last={last} onToken={onRight} />}
    </Panel>
  );
}

type ComparedProps = Pick<Props, "labels" | "now"> & { comparison: Comparison };

function Compared({ comparison, labels, now }: ComparedProps) {
  const counts = countsOf(comparison);
  const nameOf = (side: Side) => {
    const label = labels[side];
    return label === undefined ? text.compare.sides[side] : `${text.compare.sides[side]}: ${label}`;
  };
  const unread = comparison.parts.flatMap(({ part, unread }) =>
    unread.map((side) => text.compare.unread(text.compare.sides[side], text.parts.names[part])),
  );
  const { disclosures } = comparison;
  const remarks = [...unread, ...(disclosures === "none" ? [] : [text.compare.disclosures[disclosures]])];
  return (
    <>
      <p role="status" class="compare-summary">
        {[
          statementOn(comparison),
          counts.map(({ kind, count }) => text.compare.counts[kind](count)).join(" · "),
        ]
          .filter((one) => one !== undefined && one !== "")
          .join(" ")}
      </p>
      {remarks.map((remark) => (
        <p key={remark} class="remark">
          {remark}
        </p>
      ))}
      <table class="compare-table">
        <thead>
          <tr>
            <th scope="col">{text.compare.columns.claim}</th>
            <th scope="col">
              <ExactText text={nameOf("left")} />
            </th>
            <th scope="col">
              <ExactText text={nameOf("right")} />
            </th>
            <th scope="col">{text.compare.columns.change}</th>
          </tr>
        </thead>
        {comparison.parts.map((part) => (
          <PartRows key={part.part} compared={part} now={now} />
        ))}
      </table>
    </>
  );
}

function statementOn(comparison: Comparison): string | undefined {
  const { isIdentical, isSameText, signature } = comparison;
  if (isIdentical) return text.compare.identical;
  if (isSameText) return signature === "differs" ? text.compare.signatureOnly : text.compare.sameText;
  const kinds = countsOf(comparison).map(({ kind }) => kind);
  const isSame = kinds.length > 0 && kinds.every((kind) => kind === "same" || kind === "form");
  return isSame ? text.compare.sameClaims : undefined;
}

/** Rendering thousands of rows takes longer than reading the first. */
const FIRST = 200;

function PartRows({ compared, now }: { compared: ComparedPart; now: number }) {
  const { part, differences } = compared;
  const [isOpen, setOpen] = useState(false);
  const [most, setMost] = useState(FIRST);
  const same = differences.filter(({ kind }) => kind === "same").length;
  const rows = isOpen ? differences : differences.filter(({ kind }) => kind !== "same");
  const hidden = rows.length - most;
  return (
    <tbody class={`compare-${part}`}>
      <tr class="compare-part">
        <th scope="rowgroup" colSpan={4}>
          <span>{text.parts.names[part]}</span>
          {same > 0 && (
            <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? text.compare.hideSame : text.compare.showSame(same)}
            </button>
          )}
        </th>
      </tr>
      {rows.slice(0, most).map((difference) => (
        <Row
          key={`${difference.path} ${difference.occurrence}`}
          difference={difference}
          now={part === "payload" ? now : undefined}
        />
      ))}
      {hidden > 0 && (
        <tr>
          <td colSpan={4}>
            <button type="button" class="quiet" onClick={() => setMost(rows.length)}>
              {text.compare.more(hidden)}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Row({ difference, now }: { difference: Difference; now: number | undefined }) {
  const { path, occurrence, kind, left, right } = difference;
  const [ofLeft, ofRight] = kind === "same" ? [left, right] : excerptsOf(left, right);
  const isTime = now !== undefined && isTimeClaim(path);
  return (
    <tr class={`compare-row is-${kind}`}>
      <th scope="row" translate={false}>
        <ExactText text={path === "" ? text.compare.whole : path} />
        {occurrence > 1 && ` ${text.compare.nth(occurrence)}`}
      </th>
      <Cell value={ofLeft} whole={left} moment={isTime ? now : undefined} side="left" />
      <Cell value={ofRight} whole={right} moment={isTime ? now : undefined} side="right" />
      <td class="compare-change">
        <Change difference={difference} />
      </td>
    </tr>
  );
}

interface CellProps {
  value: string | undefined;
  whole: string | undefined;
  /** Set for a time, whose date is shown as well. */
  moment: number | undefined;
  side: Side;
}

function Cell({ value, whole, moment, side }: CellProps) {
  const time = moment !== undefined && whole !== undefined ? timeInWords(Number(whole), moment) : undefined;
  return (
    <td data-side={text.compare.sides[side]}>
      {value === undefined ? (
        <span class="hint">{text.compare.absent}</span>
      ) : (
        <p class="value" translate={false}>
          <ExactText text={value} />
        </p>
      )}
      {time && <p class="hint">{time.date}</p>}
    </td>
  );
}

function Change({ difference: { kind, seconds, items, types } }: { difference: Difference }) {
  const { compare } = text;
  const duration = seconds === undefined ? undefined : durationInWords(Math.abs(seconds));
  return (
    <>
      <p class="compare-kind">{compare.kinds[kind]}</p>
      {seconds !== undefined && duration !== undefined && (
        <p>{seconds > 0 ? compare.later(duration) : compare.earlier(duration)}</p>
      )}
      {types && <p>{compare.types(compare.typeNames[types[0]], compare.typeNames[types[1]])}</p>}
      {items && (
        <>
          <p>{compare.items(items.added.length, items.removed.length)}</p>
          <Listed mark="+" items={items.added} />
          <Listed mark="−" items={items.removed} />
        </>
      )}
    </>
  );
}

/** More items are counted, but not listed. */
const MOST_LISTED = 20;
const LONGEST_ITEM = 120;

function Listed({ mark, items }: { mark: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="value" translate={false}>
      {items.slice(0, MOST_LISTED).map((item, index) => (
        <li key={index}>
          {mark} <ExactText text={item.slice(0, LONGEST_ITEM)} />
        </li>
      ))}
      {items.length > MOST_LISTED && <li>…</li>}
    </ul>
  );
}
