/** Finds the digests in a payload and in disclosed values: in `_sd` of an object, and in `{"...": digest}` of a list. */

import { type JsonNode, meantBy } from "../json-node";
import { pathOf } from "../json-path";

/** Where a disclosed value belongs. Its path is put together only if it is shown, since nesting can be deep. */
export interface Place {
  /** The object that gets the member, or the item that is replaced. */
  readonly node: JsonNode;
  readonly name: string | undefined;
  /** Of the disclosed value that holds the node; `undefined` in the payload. */
  readonly base: Place | undefined;
}

export interface Reference {
  readonly digest: string;
  /** The object with `_sd`, or the item with `...`. */
  readonly holder: JsonNode;
  /** Set for an item of a list. */
  readonly item: JsonNode | undefined;
  readonly base: Place | undefined;
}

/** @param nodes of the root, in the order of the text */
export function referencesIn(
  nodes: readonly JsonNode[],
  root: JsonNode,
  base: Place | undefined,
): { readonly references: readonly Reference[]; readonly malformed: number } {
  const references: Reference[] = [];
  let malformed = 0;
  for (const node of nodes) {
    const { name, parent, kind } = node;
    if (node === root || !parent) continue;
    if (name === "_sd") {
      if (kind !== "array") malformed += 1;
      for (const child of kind === "array" ? node.children : []) {
        if (child.kind === "string") {
          references.push({ digest: meantBy(child), holder: parent, item: undefined, base });
        } else malformed += 1;
      }
    } else if (name === "...") {
      const isItem = parent !== root && parent.parent?.kind === "array";
      const isAlone = parent.children.length === 1 && kind === "string";
      if (isItem && isAlone) references.push({ digest: meantBy(node), holder: parent, item: parent, base });
      else malformed += 1;
    }
  }
  return { references, malformed };
}

/** Longer paths are cut at their beginning. */
const LONGEST_PATH = 300;

/** `address.region`, `nationalities[1]`. */
export function pathInWords(place: Place): string {
  const parts: string[] = [];
  let length = 0;
  for (let at: Place | undefined = place; at && length < LONGEST_PATH; at = at.base) {
    const own: string = at.name === undefined ? "" : namedSegment(at.name);
    const part = insideOf(at) + own;
    parts.push(part);
    length += part.length;
  }
  const path = parts.reverse().join("").replace(/^\./, "");
  return path.length > LONGEST_PATH ? `…${path.slice(-LONGEST_PATH)}` : path;
}

/** The path of the node inside the payload, or inside the disclosed value, which is the last item of its disclosure. */
function insideOf({ node, base }: Place): string {
  if (!base) {
    const path = pathOf(node);
    return path === "" || path.startsWith("[") ? path : `.${path}`;
  }
  const segments: string[] = [];
  let length = 0;
  for (let at = node; at.depth > 1 && at.parent && length < LONGEST_PATH; at = at.parent) {
    segments.push(at.segment);
    length += at.segment.length;
  }
  return segments.reverse().join("");
}

function namedSegment(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
