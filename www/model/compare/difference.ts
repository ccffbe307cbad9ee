import { isTimeClaim } from "../value-words";
import { type Items, itemsOf } from "./items";
import type { JsonMember, JsonValue } from "./json-value";

export type Part = "header" | "payload";

/**
 * `form`: the same value, written differently, such as `1` and `1.0`. `order`: the same items in a different order. `unread`: one
 * side is cut off before it.
 */
export type Kind = "added" | "removed" | "changed" | "form" | "order" | "same" | "unread";

export interface Difference {
  /** `realm_access.roles`; empty if the part is not an object. */
  readonly path: string;
  /** Which of several equal names it is, counted from 1. */
  readonly occurrence: number;
  readonly kind: Kind;
  /** As written in each token. */
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** How much later the second time is, for claims that are times. */
  readonly seconds: number | undefined;
  /** What came and went in a list. */
  readonly items: Items | undefined;
  /** The kinds of JSON, if they are not the same: `1` and `"1"`. */
  readonly types: readonly [JsonValue["kind"], JsonValue["kind"]] | undefined;
}

interface Place {
  readonly path: string;
  readonly occurrence: number;
  /** The name of a claim or parameter; `undefined` further inside. */
  readonly top: string | undefined;
  readonly part: Part;
}

export function differencesOf(
  part: Part,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): readonly Difference[] {
  const root: Place = { path: "", occurrence: 1, top: undefined, part };
  if (left?.kind === "object" && right?.kind === "object") return inObjects(root, left, right);
  // A side that cannot be read has nothing to be compared with.
  if (left?.kind === "object") {
    return left.members.map((one) => row("unread", inside(root, one, 1), one.value, undefined));
  }
  if (right?.kind === "object") {
    return right.members.map((one) => row("unread", inside(root, one, 1), undefined, one.value));
  }
  return left && right ? compared(root, left, right) : [];
}

function compared(place: Place, left: JsonValue, right: JsonValue): readonly Difference[] {
  if (left.kind === "object" && right.kind === "object") {
    const inner = inObjects(place, left, right);
    return inner.every(({ kind }) => kind === "same") ? [row("same", place, left, right)] : inner;
  }
  if (left.text === right.text && left.isWhole === right.isWhole) {
    return [row(left.isWhole ? "same" : "unread", place, left, right)];
  }
  if (!left.isWhole || !right.isWhole) return [row("unread", place, left, right)];
  if (left.kind === "array" && right.kind === "array") {
    const inner = inArrays(place, left, right);
    if (inner) return inner;
  }
  if (left.normal === right.normal) return [row("form", place, left, right)];
  const lists = itemsOf(place, left, right);
  if (lists?.isSameOrder) return [row("form", place, left, right)];
  if (lists?.isSame) return [row("order", place, left, right)];
  return [
    { ...row("changed", place, left, right), items: lists, seconds: secondsBetween(place, left, right) },
  ];
}

/** In the order of the first, then what only the second has. Equal names are paired in their order. */
function inObjects(place: Place, left: JsonValue, right: JsonValue): readonly Difference[] {
  const ofRight = byName(right.members);
  const seen = new Map<string, number>();
  const rows = left.members.flatMap((member) => {
    const occurrence = (seen.get(member.name) ?? 0) + 1;
    seen.set(member.name, occurrence);
    const other = ofRight.get(member.name)?.[occurrence - 1];
    const here = inside(place, member, occurrence);
    if (other) return compared(here, member.value, other.value);
    return [row(right.isWhole ? "removed" : "unread", here, member.value, undefined)];
  });
  for (const [name, members] of ofRight) {
    for (const [index, member] of members.entries()) {
      if (index < (seen.get(name) ?? 0)) continue;
      const here = inside(place, member, index + 1);
      rows.push(row(left.isWhole ? "added" : "unread", here, undefined, member.value));
    }
  }
  return rows;
}

/** Item by item where only their insides differ; `undefined` if the lists must be compared as wholes. */
function inArrays(place: Place, left: JsonValue, right: JsonValue): readonly Difference[] | undefined {
  if (left.items.length !== right.items.length) return undefined;
  const pairs = left.items.map((item, index) => [item, right.items[index] as JsonValue] as const);
  const differing = pairs.filter(([one, other]) => one.normal !== other.normal);
  const isInside = differing.every(
    ([one, other]) => one.kind === other.kind && (one.kind === "object" || one.kind === "array"),
  );
  if (!isInside) return undefined;
  if (differing.length > 0 && isPermutation(left, right)) return undefined;
  const rows = pairs.flatMap(([one, other], index) =>
    compared({ ...place, path: `${place.path}[${index}]`, occurrence: 1, top: undefined }, one, other),
  );
  const shown = rows.filter(({ kind }) => kind !== "same");
  return shown.length === 0 ? [row("same", place, left, right)] : shown;
}

function isPermutation(left: JsonValue, right: JsonValue): boolean {
  const [one, other] = [left, right].map(({ items }) => items.map(({ normal }) => normal).sort());
  return one?.every((normal, index) => normal === other?.[index]) ?? false;
}

function byName(members: readonly JsonMember[]): ReadonlyMap<string, readonly JsonMember[]> {
  const found = new Map<string, JsonMember[]>();
  for (const member of members) {
    const equal = found.get(member.name);
    if (equal) equal.push(member);
    else found.set(member.name, [member]);
  }
  return found;
}

function inside({ path, top, part }: Place, { name, segment }: JsonMember, occurrence: number): Place {
  const isTop = path === "" && top === undefined;
  return {
    path: isTop ? segment.replace(/^\./, "") : `${path}${segment}`,
    occurrence,
    top: isTop ? name : undefined,
    part,
  };
}

function secondsBetween({ part, top }: Place, left: JsonValue, right: JsonValue): number | undefined {
  if (part !== "payload" || top === undefined || !isTimeClaim(top)) return undefined;
  if (left.kind !== "number" || right.kind !== "number") return undefined;
  const seconds = Number(right.text) - Number(left.text);
  return Number.isFinite(seconds) && seconds !== 0 ? seconds : undefined;
}

function row(kind: Kind, { path, occurrence }: Place, left?: JsonValue, right?: JsonValue): Difference {
  const isOtherType = kind === "changed" && left && right && typeOf(left) !== typeOf(right);
  return {
    path,
    occurrence,
    kind,
    left: left?.text,
    right: right?.text,
    seconds: undefined,
    items: undefined,
    types: isOtherType ? [left.kind, right.kind] : undefined,
  };
}

function typeOf({ kind, text }: JsonValue): string {
  return kind === "literal" && /^(?:true|false)$/.test(text) ? "boolean" : kind === "literal" ? text : kind;
}
