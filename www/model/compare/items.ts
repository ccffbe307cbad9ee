/** Lists whose order says nothing, so that they are compared by what is in them. */

import { type JsonValue, unquoted } from "./json-value";

export interface Items {
  /** As written in the second token alone. */
  readonly added: readonly string[];
  /** As written in the first token alone. */
  readonly removed: readonly string[];
  readonly kept: number;
}

interface Compared extends Items {
  /** The same items, each as often. */
  readonly isSame: boolean;
  readonly isSameOrder: boolean;
}

interface Place {
  readonly part: "header" | "payload";
  /** The name of a claim. */
  readonly top: string | undefined;
}

interface Item {
  readonly text: string;
  readonly normal: string;
}

/** `undefined` unless both are lists. */
export function itemsOf(place: Place, left: JsonValue, right: JsonValue): Compared | undefined {
  const [one, other] = [listed(place, left), listed(place, right)];
  if (!one || !other || (left.kind !== "array" && right.kind !== "array" && !isSpaced(place)))
    return undefined;
  const ofLeft = new Map<string, { readonly places: number[]; used: number }>();
  for (const [place, { normal }] of one.entries()) {
    const equal = ofLeft.get(normal);
    if (equal) equal.places.push(place);
    else ofLeft.set(normal, { places: [place], used: 0 });
  }
  const kept = new Set<number>();
  const added = other.filter(({ normal }) => {
    const equal = ofLeft.get(normal);
    const place = equal?.places[equal.used];
    if (!equal || place === undefined) return true;
    equal.used += 1;
    kept.add(place);
    return false;
  });
  const removed = one.filter((_item, place) => !kept.has(place));
  const isSame = added.length === 0 && removed.length === 0;
  return {
    added: added.map(({ text }) => text),
    removed: removed.map(({ text }) => text),
    kept: one.length - removed.length,
    isSame,
    isSameOrder: isSame && one.every(({ normal }, index) => normal === other[index]?.normal),
  };
}

function listed(place: Place, value: JsonValue): readonly Item[] | undefined {
  if (value.kind === "array") return value.items;
  if (value.kind !== "string" || place.part !== "payload") return undefined;
  if (isSpaced(place)) {
    const words = unquoted(value.text).split(" ");
    return words.filter((word) => word !== "").map((word) => ({ text: word, normal: JSON.stringify(word) }));
  }
  // One audience may stand alone (RFC 7519 §4.1.3).
  return place.top === "aud" ? [value] : undefined;
}

/** Scopes are words in one string, and their order does not matter (RFC 6749 §3.3). Entra ID names them `scp`. */
function isSpaced({ part, top }: Place): boolean {
  return part === "payload" && (top === "scope" || top === "scp");
}
