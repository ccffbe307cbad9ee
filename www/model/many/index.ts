/** Many tokens as rows: what each says in short, and how they are sorted, filtered and counted. */

import { read } from "../decoded-token";
import type { FoundToken } from "../find-tokens";
import { compactLength } from "../formats/form";
import { changesAt, type Judgement, OUTCOMES, type Outcome } from "./outcome";

/** Fewer are a choice, not a table. */
export const FEWEST = 3;

export const COLUMNS = ["number", "label", "sub", "aud", "exp", "alg", "kid", "outcome"] as const;

export type Column = (typeof COLUMNS)[number];

/** What a token says about itself, unverified. */
export interface Row {
  /** In the order of the text, from 1. */
  readonly number: number;
  readonly found: FoundToken;
  readonly label: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number | undefined;
  readonly alg: string;
  readonly kid: string;
  /** What the filter searches, in lower case: all that the token says. */
  readonly searched: string;
  /** The next moment after `now` at which the clock can change the outcome. */
  changesAfter(now: number, tolerance: number): number;
}

export function rowOf(found: FoundToken, index: number): Row {
  const decoded = read(found.token.slice(0, compactLength(found.token)));
  const { header, payload, headerText, payloadText } = decoded;
  const label = found.label ?? "";
  const exp = payload?.exp;
  return {
    number: index + 1,
    found,
    label,
    sub: shown(payload?.sub),
    aud: shown(payload?.aud),
    exp: typeof exp === "number" && Number.isFinite(exp) ? exp : undefined,
    alg: shown(header?.alg),
    kid: shown(header?.kid),
    searched: `${label} ${payloadText?.text ?? ""} ${headerText?.text ?? ""}`.toLowerCase(),
    changesAfter: (now, tolerance) => changesAt(decoded, now, tolerance),
  };
}

/** More than a cell holds. */
const LONGEST = 200;

/** A text as it is, a list with commas, and anything else as JSON. */
function shown(value: unknown): string {
  if (value === undefined) return "";
  const words = Array.isArray(value) ? value.map(inText).join(", ") : inText(value);
  return words.slice(0, LONGEST);
}

function inText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export interface Order {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** Empty values come last in both directions, and equal rows stay in the order of the text. */
export function sorted(
  rows: readonly Row[],
  { column, isDescending }: Order,
  judgementOf: (row: Row) => Judgement | undefined,
): readonly Row[] {
  const sortedBy = (row: Row): string | number | undefined => {
    if (column === "outcome") {
      const judged = judgementOf(row);
      return judged && OUTCOMES.indexOf(judged.outcome);
    }
    const value = row[column];
    return value === "" ? undefined : value;
  };
  const sign = isDescending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: sortedBy(row) }));
  keyed.sort((one, other) => {
    if (one.value === undefined || other.value === undefined) {
      return Number(one.value === undefined) - Number(other.value === undefined);
    }
    return sign * (compared(one.value, other.value) || 0) || one.row.number - other.row.number;
  });
  return keyed.map(({ row }) => row);
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function compared(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return COLLATOR.compare(String(one), String(other));
}

/** Each word of the filter must stand in the token, its label, or the words of its outcome. */
export function filtered(
  rows: readonly Row[],
  filter: string,
  wordsOf: (row: Row) => string,
): readonly Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const outcome = wordsOf(row).toLowerCase();
    return words.every((word) => row.searched.includes(word) || outcome.includes(word));
  });
}

export interface Tally {
  readonly outcome: Outcome;
  readonly count: number;
}

/** The outcomes with their numbers, the most frequent first. */
export function tallied(judgements: readonly (Judgement | undefined)[]): readonly Tally[] {
  const counts = new Map<Outcome, number>();
  for (const judged of judgements) {
    if (judged) counts.set(judged.outcome, (counts.get(judged.outcome) ?? 0) + 1);
  }
  const tallies = OUTCOMES.map((outcome) => ({ outcome, count: counts.get(outcome) ?? 0 }));
  return tallies.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
}
