/** The part of two long values where they begin to differ. */

/** Shorter values are shown as they are. */
const SHORT = 240;
/** What is shown before the first difference, and how much altogether. */
const BEFORE = 24;

type Text = string | undefined;

export function excerptsOf(left: Text, right: Text): readonly [Text, Text] {
  const from = left === undefined || right === undefined ? 0 : Math.max(0, sharedBy(left, right) - BEFORE);
  return [excerpt(left, from), excerpt(right, from)];
}

function excerpt(value: Text, from: number): Text {
  if (value === undefined || value.length <= SHORT) return value;
  const end = from + SHORT;
  return `${from > 0 ? "…" : ""}${value.slice(from, end)}${end < value.length ? "…" : ""}`;
}

/** How many characters both begin with. */
function sharedBy(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
