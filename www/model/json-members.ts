/** The members of a part's object, as they stand in its text. */

import type { JsonNode } from "./json-node";
import { type JsonDocument, scan } from "./json-scan";
import type { ReadableText } from "./token-text";

export type Member = JsonNode;

/** By the decoded part, so that it is read once and forgotten with it. */
const documents = new WeakMap<ReadableText, JsonDocument>();

export function documentOf(content: ReadableText): JsonDocument {
  const known = documents.get(content);
  if (known) return known;
  const read = scan(content.text);
  documents.set(content, read);
  return read;
}

/** `undefined` if the text does not begin as an object. */
export function membersOf(content: ReadableText): readonly Member[] | undefined {
  const { root } = documentOf(content);
  return root?.kind === "object" ? root.children : undefined;
}
