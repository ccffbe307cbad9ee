/**
 * Lays out JSON from its own text, not from parsed values, so that `9007199254740993` keeps its digits and a repeated
 * name is shown twice.
 */

import type { JsonNode } from "./json-node";
import type { JsonDocument } from "./json-scan";

export interface JsonLine {
  readonly node: JsonNode;
  /** `folded` stands for a whole container, of which it shows only the brackets. */
  readonly kind: "open" | "close" | "folded" | "whole";
  readonly indentation: string;
  /** As it stands in the text, with its quotation marks. */
  readonly name: string | undefined;
  readonly isLast: boolean;
}

/** The core refuses deeper JSON. Without a limit, indenting hostile nesting would take quadratic space. */
const DEEPEST_INDENTATION = 32;

/** `undefined` if the text is not JSON. */
export function linesOf(
  { text, root, isJson }: JsonDocument,
  isFolded: (node: JsonNode) => boolean = () => false,
): readonly JsonLine[] | undefined {
  if (!isJson || !root) return undefined;
  const lines: JsonLine[] = [];
  const put = (node: JsonNode, kind: JsonLine["kind"]) => {
    const named = node.name !== undefined && kind !== "close";
    lines.push({
      node,
      kind,
      indentation: "  ".repeat(Math.min(node.depth, DEEPEST_INDENTATION)),
      name: named ? nameIn(text, node) : undefined,
      isLast: !node.parent || node.index === node.parent.children.length - 1,
    });
  };
  const open: JsonNode[] = [];
  let next: JsonNode | undefined = root;
  while (next) {
    const node: JsonNode = next;
    const [child] = node.children;
    if (child && !isFolded(node)) {
      put(node, "open");
      open.push(node);
      next = child;
      continue;
    }
    put(node, child ? "folded" : "whole");
    next = nextSibling(node);
    while (!next && open.length > 0) {
      const closed = open.pop() as JsonNode;
      put(closed, "close");
      next = nextSibling(closed);
    }
  }
  return lines;
}

function nextSibling({ parent, index }: JsonNode): JsonNode | undefined {
  return parent?.children[index + 1];
}

function nameIn(text: string, { start, valueStart }: JsonNode): string {
  const named = text.slice(start, valueStart);
  return named.slice(0, named.lastIndexOf('"') + 1);
}

/** The marks at the beginning and the end of a line, and its value if it has one. */
export function partsOf({ node, kind, isLast }: JsonLine): readonly [string, string, string] {
  const [opening, closing] = node.kind === "array" ? ["[", "]"] : ["{", "}"];
  const comma = isLast ? "" : ",";
  if (kind === "open") return [opening, "", ""];
  if (kind === "close") return ["", "", closing + comma];
  if (kind === "folded") return [opening, "", closing + comma];
  return node.isContainer ? [opening + closing, "", comma] : ["", node.value, comma];
}

/** With a member or an item on each line, or `undefined` if the text is not JSON. */
export function layOut(document: JsonDocument): string | undefined {
  const lines = linesOf(document)?.map((line) => {
    const name = line.name === undefined ? "" : `${line.name}: `;
    return line.indentation + name + partsOf(line).join("");
  });
  return lines?.join("\n");
}

/** Without the lines between its tokens. JSON has no raw line break in a string, so what a string holds stays. */
export function onOneLine(json: string): string {
  return json.replaceAll(/[\t\n\r][\t\n\r ]*/g, " ");
}

export interface Piece {
  readonly text: string;
  /** An invisible character, written as its JSON escape. */
  readonly hidden: boolean;
}

/** Control characters, direction overrides and zero-width characters can make one claim look like another. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index), hidden: false });
    found.push({ text: escaped(match[0]), hidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ text: text.slice(end), hidden: false });
  return found;
}

function escaped(letters: string): string {
  const units = letters.split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
