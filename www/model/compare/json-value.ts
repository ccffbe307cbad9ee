/** The values of a JSON text in a form in which equal ones are equal texts. */

import type { JsonNode } from "../json-node";
import { scan } from "../json-scan";
import { normalNumber } from "./json-number";

export interface JsonValue {
  readonly kind: JsonNode["kind"];
  /** As it is written, without the white space between its parts. */
  readonly text: string;
  /** The same for equal values: members in the order of their names, numbers and strings in one form. */
  readonly normal: string;
  /** Of an object, in the order of the text. */
  readonly members: readonly JsonMember[];
  /** Of an array. */
  readonly items: readonly JsonValue[];
  /** `false` if it is cut off, or not JSON inside. */
  readonly isWhole: boolean;
}

export interface JsonMember {
  readonly name: string;
  /** What it adds to a path. */
  readonly segment: string;
  readonly value: JsonValue;
}

/** The core refuses deeper JSON. What is deeper is compared as text. */
const DEEPEST = 32;

/** `undefined` for a text that does not begin as JSON. */
export function jsonValueOf(text: string): JsonValue | undefined {
  const { root, isWhole } = scan(text);
  const value = root && madeOf(root);
  return value && !isWhole ? { ...value, isWhole } : value;
}

function madeOf(node: JsonNode): JsonValue {
  const { kind, value: text, isWhole, children } = node;
  const isText = node.isContainer && (node.depth >= DEEPEST || (!isWhole && children.length === 0));
  if (!node.isContainer || isText) {
    const normal = kind === "number" ? normalNumber(text) : kind === "string" ? normalString(text) : text;
    return { kind: isText ? "literal" : kind, text, normal, members: [], items: [], isWhole };
  }
  const values = children.map(madeOf);
  if (kind === "array") {
    const list = (form: "text" | "normal") => `[${values.map((value) => value[form]).join(",")}]`;
    return { kind, text: list("text"), normal: list("normal"), members: [], items: values, isWhole };
  }
  const members = children.map((child, index) => ({
    name: child.name ?? "",
    segment: child.segment,
    value: values[index] as JsonValue,
  }));
  const each = (form: "text" | "normal") =>
    members.map(({ name, value }) => `${JSON.stringify(name)}:${value[form]}`);
  return {
    kind,
    text: `{${each("text").join(",")}}`,
    normal: `{${each("normal").sort().join(",")}}`,
    members,
    items: [],
    isWhole,
  };
}

/** The text that a JSON string stands for. */
export function unquoted(text: string): string {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(1, -1);
  }
}

function normalString(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
