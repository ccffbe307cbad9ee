import { useMemo, useRef, useState } from "preact/hooks";
import { toleranceOf } from "../model/expected";
import type { FoundToken } from "../model/find-tokens";
import type { Inputs } from "../model/inputs";
import { filtered, type Order, type Row, rowOf, sorted, tallied } from "../model/many";
import { type Judgement, withoutLeftOverKey } from "../model/many/outcome";
import { text } from "../text";
import { useSettled } from "../ui/hooks";
import { useJudgements } from "../ui/use-judgements";
import { VERBATIM } from "../ui/verbatim";
import { ManyTable, type Memory } from "./many-table";

interface Props {
  tokens: readonly FoundToken[];
  inputs: Inputs;
  now: number;
  /** While a token is open, the table waits with its order, filter and place. */
  isShown: boolean;
  onOpen(index: number): void;
}

/** A screen reader should not report every slice. */
const UNTIL_ANNOUNCED = 600;

/** Many tokens as a table, each judged as one token is. */
export function ManyPanel({ tokens, inputs, now, isShown, onOpen }: Props) {
  const rows = useMemo(() => tokens.map(rowOf), [tokens]);
  const { judgements: all, isBusy } = useJudgements(rows, inputs, now);
  const { fields } = inputs;
  const before = useMemo(() => fields, [tokens]);
  const isLeftOver =
    fields === before && fields.entered !== "" && !isBusy && all.every((one) => one?.signature !== "passed");
  const judgements = isLeftOver ? all.map((one) => one && withoutLeftOverKey(one)) : all;
  const [order, setOrder] = useState<Order>({ column: "number", isDescending: false });
  const [filter, setFilter] = useState("");
  const memory = useRef<Memory>({ scrollTop: 0, active: 0, isLeft: false });
  const judgementOf = (row: Row) => judgements[row.number - 1];
  const line = [...lineOf(tokens, judgements, isBusy), ...(isLeftOver ? [text.many.leftOver] : [])];
  const announced = useSettled(isBusy ? "" : line.join(" "), UNTIL_ANNOUNCED);
  if (!isShown) return null;
  const shown = sorted(
    filtered(rows, filter, (row) => wordsFor(judgementOf(row))),
    order,
    judgementOf,
  );
  const change = (act: () => void) => {
    memory.current = { scrollTop: 0, active: 0, isLeft: false };
    act();
  };
  return (
    <section class="many" aria-label={text.many.title}>
      <div class="many-head">
        <h2>{line[0]}</h2>
        <p class="hint">{line.slice(1).join(" ")}</p>
        <p class="visually-hidden" aria-live="polite">
          {announced}
        </p>
        <div class="many-filter">
          <input
            type="text"
            class="filter"
            aria-label={text.many.filter}
            placeholder={text.many.filter}
            value={filter}
            onInput={(event) => change(() => setFilter(event.currentTarget.value))}
            {...VERBATIM}
          />
          <span role="status" class="hint">
            {filter.trim() !== "" && text.many.matches(shown.length, rows.length)}
          </span>
        </div>
      </div>
      {shown.length === 0 ? (
        <p class="hint">{text.many.none}</p>
      ) : (
        <ManyTable
          rows={shown}
          judgementOf={judgementOf}
          order={order}
          now={now}
          tolerance={toleranceOf(inputs.expected)}
          memory={memory.current}
          onOrder={(column) =>
            change(() =>
              setOrder({ column, isDescending: order.column === column ? !order.isDescending : false }),
            )
          }
          onOpen={(row) => onOpen(row.number - 1)}
        />
      )}
    </section>
  );
}

/** An outcome, and whether a signature supports it. */
export function wordsFor(judged: Judgement | undefined): string {
  if (!judged) return text.many.judging;
  const { outcome, signature, isUnasked } = judged;
  const rests = outcome === "expired" || outcome === "early" || outcome === "claims";
  return [
    text.many.outcomes[outcome],
    ...(rests && signature === "unchecked" ? [text.many.unproven] : []),
    ...(isUnasked && outcome === "verified" ? [text.many.unasked] : []),
  ].join(" · ");
}

/** The headline, and what must be said with it. */
function lineOf(
  tokens: readonly FoundToken[],
  judgements: readonly (Judgement | undefined)[],
  isBusy: boolean,
): readonly string[] {
  const { many } = text;
  if (isBusy) {
    const done = judgements.reduce((count, one) => (one ? count + 1 : count), 0);
    return [many.line(tokens.length, ""), many.busy(done, tokens.length)];
  }
  const tallies = tallied(judgements).map(({ outcome, count }) => many.tally(count, many.outcomes[outcome]));
  const unproven = judgements.filter(
    (one) => one?.signature === "unchecked" && one.outcome !== "malformed" && one.outcome !== "encrypted",
  ).length;
  const duplicates = tokens.reduce((sum, { count }) => sum + count - 1, 0);
  return [many.line(tokens.length, tallies.join(", ")), ...many.details(unproven, duplicates)];
}
