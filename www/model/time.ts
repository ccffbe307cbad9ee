/** Times for people: in the viewer's zone, in UTC, and relative to now. */

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

/** `undefined` for a time beyond JavaScript's dates, such as 1e300. */
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

/**
 * `in 4 min · 15:08 Berlin · 14:08 UTC`, with the day where it is not the day of `now`. `undefined` for a time beyond
 * JavaScript's dates.
 */
export function timeReading(seconds: number, now: number): string | undefined {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const today = new Date(now * 1000);
  const { timeZone } = clockFormat().resolvedOptions();
  const there = `${dayUnlessToday(date, today)}${clockFormat().format(date)} ${placeOf(timeZone, date)}`;
  const utc = `${utcClockFormat().format(date)} UTC`;
  const day = dayUnlessToday(date, today, "UTC");
  const soon = distance(seconds - now, true);
  if (isUtc(timeZone)) return `${soon} · ${day}${utc}`;
  // A line has room for one date, unless it is another day in UTC.
  const isSameDay = dayWithYearFormat().format(date) === utcDateFormat().format(date);
  return `${soon} · ${there} · ${isSameDay ? "" : day}${utc}`;
}

function dayUnlessToday(date: Date, today: Date, zone?: "UTC"): string {
  const [day, dayWithYear] = zone ? [utcDayFormat, utcDateFormat] : [dayFormat, dayWithYearFormat];
  const [full, fullToday] = [dayWithYear().format(date), dayWithYear().format(today)];
  if (full === fullToday) return "";
  const isThisYear = zone
    ? date.getUTCFullYear() === today.getUTCFullYear()
    : date.getFullYear() === today.getFullYear();
  return `${isThisYear ? day().format(date) : full}, `;
}

/** `America/Argentina/Buenos_Aires` is `Buenos Aires`. `Etc/GMT+5` is behind UTC, so its own name would mislead. */
function placeOf(zone: string, date: Date): string {
  const city = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  if (zone.includes("/") && !zone.startsWith("Etc/")) return city;
  return (
    offsetFormat()
      .formatToParts(date)
      .find(({ type }) => type === "timeZoneName")?.value ?? city
  );
}

function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|GMT|UCT|Universal|Zulu)$/.test(zone);
}

/** After the year 5138, which no token means. */
export function isTooFar(seconds: number): boolean {
  return seconds > 100_000_000_000;
}

/** It is too far as seconds, and a date as milliseconds. */
export function looksLikeMilliseconds(time: number): boolean {
  return isTooFar(time) && time <= END_OF_CALENDAR_IN_MILLISECONDS;
}

/** ECMA-262 §21.4.1.1 */
const END_OF_CALENDAR_IN_MILLISECONDS = 8_640_000_000_000_000;

/** Created at its first use, because creating a format takes longer than using it a hundred times. */
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
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
const DAY_WITH_YEAR: Intl.DateTimeFormatOptions = { ...DAY, year: "numeric" };
const dates = (options: Intl.DateTimeFormatOptions) => kept((tag) => new Intl.DateTimeFormat(tag, options));
const clockFormat = dates(CLOCK);
const utcClockFormat = dates({ ...CLOCK, timeZone: "UTC" });
const dayFormat = dates(DAY);
const utcDayFormat = dates({ ...DAY, timeZone: "UTC" });
const dayWithYearFormat = dates(DAY_WITH_YEAR);
const utcDateFormat = dates({ ...DAY_WITH_YEAR, timeZone: "UTC" });
const offsetFormat = dates({ timeZoneName: "shortOffset" });
const shortRelativeFormat = kept(
  (tag) => new Intl.RelativeTimeFormat(tag, { numeric: "always", style: "short" }),
);
const listFormat = kept((tag) => new Intl.ListFormat(tag, { type: "unit" }));

/** Formats to create one by one before they are used. The first loads the data that all need. */
export const FORMATS: readonly (() => unknown)[] = [
  relativeFormat,
  dateFormat,
  listFormat,
  shortRelativeFormat,
  clockFormat,
  utcClockFormat,
  dayWithYearFormat,
  utcDateFormat,
];

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_556_952],
  ["month", 2_629_746],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** 365 days are a year to everyone who sets them, and half a year of seconds is often rounded down. */
const SHORT_BY: Partial<Record<Intl.RelativeTimeFormatUnit, number>> = { year: 86_400, month: 3_600 };

function countOf(seconds: number, unit: Intl.RelativeTimeFormatUnit, length: number): number {
  return Math.floor((seconds + (SHORT_BY[unit] ?? 0)) / length);
}

/** `3 minutes, 20 seconds`: the two largest units. */
export function durationInWords(seconds: number): string {
  const units = [...UNITS, ["second", 1] as const];
  const largest = units.findIndex(([unit, length]) => countOf(seconds, unit, length) > 0);
  let rest = Math.floor(seconds);
  const words: string[] = [];
  for (const [unit, length] of largest < 0 ? [["second", 1] as const] : units.slice(largest, largest + 2)) {
    const count = countOf(rest, unit, length);
    rest = Math.max(0, rest - count * length);
    if (count > 0 || words.length === 0) words.push(counted(count, unit));
  }
  return listFormat().format(words);
}

/** `4 min`, `1 year`: the largest unit alone. */
export function shortDuration(seconds: number): string {
  const [unit, length] = UNITS.find((one) => countOf(seconds, ...one) > 0) ?? (["second", 1] as const);
  const count = countOf(seconds, unit, length);
  return SHORTENED.has(unit) ? countedShort(count, unit) : counted(count, unit);
}

/** Their short forms are words, such as `min`; `yr` and the German `J` are not. */
const SHORTENED: ReadonlySet<string> = new Set(["minute", "second"]);

function counted(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return count.toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
}

/** Intl's plural is `59 mins`, but its `in 59 min` has one form for all numbers. */
function countedShort(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return count.toLocaleString(locale) + symbolOf(unit);
}

/** ` min`, or ` Min.` in German. */
function symbolOf(unit: Intl.RelativeTimeFormatUnit): string {
  return (1).toLocaleString(locale, { style: "unit", unit, unitDisplay: "short" }).replace("1", "");
}

function distance(seconds: number, isShort = false): string {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find((one) => countOf(size, ...one) > 0) ?? (["second", 1] as const);
  const count = Math.sign(seconds) * countOf(size, unit, length);
  if (count === 0) return text.claims.now;
  if (!isShort || !SHORTENED.has(unit)) return relativeFormat().format(count, unit);
  // American English has `in 59 min.`, which is an abbreviation there and a symbol elsewhere.
  return shortRelativeFormat()
    .format(count, unit)
    .replace(`${symbolOf(unit)}.`, symbolOf(unit));
}
