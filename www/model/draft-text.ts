/** Changes a JSON text where it must change and nowhere else, so that its layout and its numbers stay. */

import type { JsonNode } from "./json-node";
import { scan } from "./json-scan";
import { isTimeClaim } from "./value-words";

/** The object with this value; unchanged if the text is not an object. */
export function withValue(text: string, name: string, value: string): string {
  const added = `${JSON.stringify(name)}: ${value}`;
  if (text.trim() === "") return `{\n  ${added}\n}`;
  const { isWhole, root } = scan(text);
  const members = membersOf(root);
  // The last of a repeated name is the one that JavaScript reads.
  const member = members.filter((one) => one.name === name).at(-1);
  if (member) return withValueAt(text, member, value);
  if (!isWhole || root?.kind !== "object") return text;
  const last = members.at(-1);
  if (last) return `${text.slice(0, last.end)},\n  ${added}${text.slice(last.end)}`;
  return `{\n  ${added}\n}`;
}

export function withValueAt(
  text: string,
  { end, value }: { end: number; value: string },
  next: string,
): string {
  return text.slice(0, end - value.length) + next + text.slice(end);
}

/** Valid from now for so many seconds. */
export function withLifetime(payload: string, now: number, seconds: number): string {
  const issued = withValue(payload, "iat", String(now));
  const begins = membersOf(scan(issued).root).some(({ name }) => name === "nbf")
    ? withValue(issued, "nbf", String(now))
    : issued;
  return withValue(begins, "exp", String(now + seconds));
}

export interface WrittenTime {
  readonly name: string;
  /** The text of the value, and where it ends. */
  readonly value: string;
  readonly end: number;
  /** `undefined` if it is not a number. */
  readonly seconds: number | undefined;
}

/** The claims that are times, as they stand in the text, even while it is not valid JSON. */
export function timesIn(payload: string): readonly WrittenTime[] {
  return membersOf(scan(payload).root)
    .filter(({ name }) => isTimeClaim(name ?? ""))
    .map(({ name, value, end }) => ({
      name: name ?? "",
      value,
      end,
      seconds: /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined,
    }));
}

function membersOf(root: JsonNode | undefined): readonly JsonNode[] {
  return root?.kind === "object" ? root.children : [];
}
