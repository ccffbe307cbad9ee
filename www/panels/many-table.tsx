import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { COLUMNS, type Column, type Order, type Row } from "../model/many";
import type { Judgement, Outcome } from "../model/many/outcome";
import { timeInWords } from "../model/time";
import type { Tone } from "../model/verdict";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { wordsFor } from "./many";

/** Where the reader was. Changed in place, so that scrolling renders only the table. */
export interface Memory {
  scrollTop: number;
  /** The place of the row that the keyboard reaches. */
  active: number;
  /** A token was opened from here, so that the focus returns to its row. */
  isLeft: boolean;
}

interface Props {
  /** In the shown order. */
  rows: readonly Row[];
  judgementOf(row: Row): Judgement | undefined;
  order: Order;
  now: number;
  tolerance: number;
  memory: Memory;
  onOrder(column: Column): void;
  onOpen(row: Row): void;
}

/** Pixels, until a row can be measured. */
const USUAL_HEIGHT = 32;
/** Rows that are ready above and below what is seen. */
const BEYOND = 12;

/** Only the rows in sight are in the document. */
export function ManyTable(props: Props) {
  const { rows, order, memory, onOrder, onOpen } = props;
  const scroller = useRef<HTMLElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  /** The row that gets the focus as soon as it is in the document. */
  const wanted = useRef<number>(undefined);
  const [height, setHeight] = useState(USUAL_HEIGHT);
  const [seen, setSeen] = useState({ top: memory.scrollTop, height: 800 });

  const look = () => {
    const element = scroller.current;
    if (!element) return;
    memory.scrollTop = element.scrollTop;
    setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    const row = body.current?.querySelector<HTMLElement>("tr.many-row");
    if (row && row.offsetHeight > 0) setHeight(row.offsetHeight);
    if (wanted.current !== undefined && focusRow(scroller.current, wanted.current))
      wanted.current = undefined;
  });
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: memory.scrollTop });
    look();
    if (memory.isLeft) focusRow(scroller.current, memory.active);
    memory.isLeft = false;
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, [memory, order]);

  const first = Math.max(0, Math.min(rows.length - 1, Math.floor(seen.top / height)) - BEYOND);
  const end = Math.min(rows.length, Math.ceil((seen.top + seen.height) / height) + BEYOND);
  const active = Math.min(memory.active, rows.length - 1);

  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(seen.height / height) - 2);
    const target = targetOf(event.key, active, rows.length, page);
    if (target === undefined) return;
    event.preventDefault();
    memory.active = target;
    const element = scroller.current;
    if (!element) return;
    const head = element.querySelector("thead")?.offsetHeight ?? 0;
    const [top, bottom] = [target * height, (target + 1) * height + head];
    if (top < element.scrollTop) element.scrollTo({ top });
    if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTo({ top: bottom - element.clientHeight });
    wanted.current = target;
    setSeen((last) => ({ ...last, top: element.scrollTop }));
  };
  return (
    <section
      ref={scroller}
      class="many-scroller"
      aria-label={text.many.keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach.
      tabIndex={0}
      onScroll={look}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                class={`many-${column}`}
                aria-sort={
                  order.column !== column ? undefined : order.isDescending ? "descending" : "ascending"
                }
              >
                <button type="button" class="plain" onClick={() => onOrder(column)}>
                  {text.many.columns[column]}
                  <span aria-hidden="true">
                    {order.column !== column ? "" : order.isDescending ? " ↓" : " ↑"}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          <Space rows={first} height={height} />
          {rows.slice(first, end).map((row, index) => (
            <ShownRow
              key={row.number}
              {...props}
              row={row}
              place={first + index}
              isActive={first + index === active || (index === 0 && (active < first || active >= end))}
              onOpen={() => {
                memory.active = first + index;
                memory.isLeft = true;
                onOpen(row);
              }}
            />
          ))}
          <Space rows={rows.length - end} height={height} />
        </tbody>
      </table>
    </section>
  );
}

function focusRow(table: HTMLElement | null, place: number): boolean {
  // The first row is the head.
  const button = table?.querySelector<HTMLElement>(`tr[aria-rowindex="${place + 2}"] button`);
  button?.focus({ preventScroll: true });
  return button !== undefined && button !== null;
}

/** Takes the place of rows that are out of sight. */
function Space({ rows, height }: { rows: number; height: number }) {
  const place = useRef<HTMLTableCellElement>(null);
  // Set by script, because the page's policy forbids style attributes.
  useLayoutEffect(() => {
    if (place.current) place.current.style.height = `${rows * height}px`;
  }, [rows, height]);
  if (rows <= 0) return null;
  return (
    <tr class="many-space">
      <td ref={place} colSpan={COLUMNS.length} />
    </tr>
  );
}

interface RowProps extends Omit<Props, "onOpen"> {
  row: Row;
  place: number;
  isActive: boolean;
  onOpen(): void;
}

function ShownRow({ row, place, isActive, judgementOf, now, tolerance, onOpen }: RowProps) {
  const judged = judgementOf(row);
  const { number, found, label, sub, aud, alg, kid } = row;
  const time = row.exp === undefined ? undefined : timeInWords(row.exp, now);
  const isOver = row.exp !== undefined && now >= row.exp + tolerance;
  return (
    <tr class="many-row" aria-rowindex={place + 2} onClick={onOpen}>
      <th scope="row" class="many-number">
        <button
          type="button"
          class="plain"
          tabIndex={isActive ? 0 : -1}
          aria-label={text.many.open(number)}
          onClick={(event) => {
            event.stopPropagation();
            onOpen();
          }}
        >
          {number}
        </button>
        {found.count > 1 && (
          <span class="hint">
            <span aria-hidden="true">{text.many.times(found.count)}</span>
            <span class="visually-hidden">{text.many.timesSaid(found.count)}</span>
          </span>
        )}
      </th>
      <Cell column="label" value={label} />
      <Cell column="sub" value={sub} />
      <Cell column="aud" value={aud} />
      <td class={`many-exp${isOver ? " is-over" : ""}`} title={time && `${time.date} · ${time.utc}`}>
        {time ? time.distance : row.exp}
      </td>
      <Cell column="alg" value={alg} />
      <Cell column="kid" value={kid} />
      <td class={`many-outcome tone-${judged ? TONES[judged.outcome] : "unknown"}`} title={wordsFor(judged)}>
        <span class="dot" aria-hidden="true" />
        {wordsFor(judged)}
      </td>
    </tr>
  );
}

function Cell({ column, value }: { column: Column; value: string }) {
  return (
    <td class={`many-${column}`} title={value} translate={false}>
      <ExactText text={value} />
    </td>
  );
}

const TONES: Record<Outcome, Tone> = {
  verified: "good",
  expired: "caution",
  early: "caution",
  claims: "caution",
  mismatch: "bad",
  otherKey: "bad",
  refused: "bad",
  disclosures: "bad",
  detached: "unknown",
  unsigned: "bad",
  malformed: "bad",
  encrypted: "unknown",
  noKeyFits: "unknown",
  unchecked: "unknown",
};

function targetOf(key: string, active: number, count: number, page: number): number | undefined {
  const within = (place: number) => Math.max(0, Math.min(count - 1, place));
  switch (key) {
    case "ArrowDown":
      return within(active + 1);
    case "ArrowUp":
      return within(active - 1);
    case "PageDown":
      return within(active + page);
    case "PageUp":
      return within(active - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
