/** Finds the values of a JSON text that match what a person looks for. */

import { type JsonNode, meantBy } from "./json-node";
import type { JsonDocument } from "./json-scan";

export interface Matches {
  /** Its name, its path or its own value matches. */
  readonly own: ReadonlySet<JsonNode>;
  /** Something inside matches. */
  readonly around: ReadonlySet<JsonNode>;
}

/** `undefined` if nothing is looked for. */
export function wantedBy(filter: string): string | undefined {
  const wanted = filter.trim().toLowerCase();
  return wanted === "" ? undefined : wanted;
}

/** The work is linear in the text, however deep it is nested. */
export function matchesIn({ nodes }: JsonDocument, wanted: string): Matches {
  const own = new Set<JsonNode>();
  const around = new Set<JsonNode>();
  for (const node of nodes) {
    if (!node.parent || !isMatch(node, wanted)) continue;
    own.add(node);
    for (let at = node.parent; at.parent && !around.has(at); at = at.parent) around.add(at);
  }
  return { own, around };
}

function isMatch(node: JsonNode, wanted: string): boolean {
  if (node.name?.toLowerCase().includes(wanted)) return true;
  if (endOfPath(node, wanted.length).toLowerCase().includes(wanted)) return true;
  if (node.isContainer && node.children.length > 0) return false;
  return node.value.toLowerCase().includes(wanted) || meantBy(node).toLowerCase().includes(wanted);
}

/** A match that ends before the last segment is one of the container. */
function endOfPath(node: JsonNode, wanted: number): string {
  let path = node.segment;
  const enough = path.length + wanted - 1;
  for (let at = node.parent; at?.parent && path.length < enough; at = at.parent) {
    path = at.segment.slice(-enough) + path;
  }
  return path.slice(-enough).replace(/^\./, "");
}
