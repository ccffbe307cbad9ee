/** Times as a person reads them: in the viewer's zone, in UTC, and as a distance from now. */

import { text } from "../text";
import { locale } from "../text/locale";

export interface TimeInWords {
  /** `3 Dec 2018, 10:13:51` in the viewer's zone. */
  readonly date: string;
  readonly zone: string;
  /** `2018-12-03T09:13:51Z` */
  readonly utc: string;
  /** `7 years ago` */
  readonly distance: string;
}

/** `undefined` for a time that no calendar has, such as 1e300. */
export function timeInWords(seconds: number, now: number): TimeInWords | undefined {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return {
    date: dateFormat().format(date),
    zone: dateFormat().resolvedOptions().timeZone,
    utc: date.toISOString().replace(/\.\d{3}Z$/, "Z"),
    distance: distance(seconds - now),
  };
}

/** Seconds of the year 5138: such a time was counted in milliseconds. */
export function looksLikeMilliseconds(seconds: number): boolean {
  return seconds > 100_000_000_000;
}

/** Made when it is first used, for making one takes longer than using it a hundred times. */
function kept<T>(make: (tag: string) => T): () => T {
  let made: { readonly tag: string; readonly format: T } | undefined;
  return () => {
    if (made?.tag !== locale) made = { tag: locale, format: make(locale) };
    return made.format;
  };
}

const dateFormat = kept(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    }),
);
const relativeFormat = kept((tag) => new Intl.RelativeTimeFormat(tag, { numeric: "always" }));
const listFormat = kept((tag) => new Intl.ListFormat(tag, { type: "unit" }));

/** What can be made before it is used, piece by piece. The first loads what all of them need. */
export const FORMATS: readonly (() => unknown)[] = [relativeFormat, dateFormat, listFormat];

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_556_952],
  ["month", 2_629_746],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 minutes, 20 seconds`: the two largest units. */
export function durationInWords(seconds: number): string {
  const units = [...UNITS, ["second", 1] as const];
  const largest = units.findIndex(([, length]) => seconds >= length);
  let rest = Math.floor(seconds);
  const words: string[] = [];
  for (const [unit, length] of largest < 0 ? [["second", 1] as const] : units.slice(largest, largest + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0 || words.length === 0) words.push(counted(count, unit));
  }
  return listFormat().format(words);
}

function counted(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return count.toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
}

function distance(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  const count = Math.trunc(seconds / length);
  return count === 0 ? text.claims.now : relativeFormat().format(count, unit);
}
