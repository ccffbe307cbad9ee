const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The units of the package `ms`, which jsonwebtoken uses, in milliseconds. */
const UNITS: readonly (readonly [milliseconds: number, names: readonly string[]])[] = [
  [1, ["", "milliseconds", "millisecond", "msecs", "msec", "ms"]],
  [1000, ["seconds", "second", "secs", "sec", "s"]],
  [MINUTE, ["minutes", "minute", "mins", "min", "m"]],
  [60 * MINUTE, ["hours", "hour", "hrs", "hr", "h"]],
  [DAY, ["days", "day", "d"]],
  [7 * DAY, ["weeks", "week", "w"]],
  [365.25 * DAY, ["years", "year", "yrs", "yr", "y"]],
];

/**
 * The time in seconds that is a timespan after `from`. A timespan is a number of seconds, or a text such as "2 days"; a
 * text without a unit is in milliseconds. `undefined` if it is not a timespan.
 */
export function after(from: number, timespan: unknown): number | undefined {
  if (typeof timespan === "number") return Number.isFinite(timespan) ? from + timespan : undefined;
  const milliseconds = typeof timespan === "string" ? millisecondsOf(timespan) : undefined;
  return milliseconds === undefined ? undefined : Math.floor(from + milliseconds / 1000);
}

function millisecondsOf(text: string): number | undefined {
  const [, number = "", name = ""] = /^(-?[\d.]{1,100})(?: {0,100})([a-z]{0,12})$/i.exec(text) ?? [];
  if (number === "" || number.endsWith(".") || text.length > 100) return undefined;
  const unit = UNITS.find(([, names]) => names.includes(name.toLowerCase()));
  const milliseconds = Number(number) * (unit?.[0] ?? Number.NaN);
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}
