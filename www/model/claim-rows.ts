/** Which values of a part stand in its table, as a tree of rows: all are folded until a person opens them. */

import type { Matches } from "./json-filter";
import type { JsonNode } from "./json-node";
import { pathOf } from "./json-path";

export interface ClaimRow {
  readonly node: JsonNode;
  /** The same while the values of a token change. */
  readonly key: string;
  readonly isOpen: boolean;
}

/** What a person opened or folded, by the key of the row. */
export type Opened = ReadonlyMap<string, boolean>;

/** A text can have thousands of claims or levels, so the work needs a bound. */
export function rowsOf(
  root: JsonNode,
  opened: Opened,
  matches: Matches | undefined,
  limit: number,
): readonly ClaimRow[] {
  const rows: ClaimRow[] = [];
  const waiting = [...root.children].reverse();
  while (true) {
    const node = waiting.pop();
    if (!node || rows.length >= limit) return rows;
    if (matches && !isShown(node, matches)) continue;
    const key = keyOf(node);
    const isOpen = opened.get(key) ?? matches?.around.has(node) ?? false;
    rows.push({ node, key, isOpen });
    if (isOpen) for (const child of inReverse(node.children)) waiting.push(child);
  }
}

/** How many members of the outermost object match or contain a match. */
export function shownMembers(root: JsonNode, matches: Matches): number {
  return root.children.filter((node) => isShown(node, matches)).length;
}

function isShown(node: JsonNode, { own, around }: Matches): boolean {
  if (own.has(node) || around.has(node)) return true;
  // A list that matches is shown with everything in it.
  for (let at = node.parent; at; at = at.parent) if (own.has(at)) return true;
  return false;
}

function keyOf(node: JsonNode): string {
  let isRepeated = false;
  for (let at: JsonNode | undefined = node; at; at = at.parent) isRepeated ||= at.isRepeated;
  return isRepeated ? `${pathOf(node)} ${node.start}` : pathOf(node);
}

function inReverse<T>(list: readonly T[]): readonly T[] {
  return [...list].reverse();
}
