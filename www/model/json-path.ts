import type { JsonNode } from "./json-node";

/** `resource_access.account.roles[0]`; empty for the outermost value. */
export function pathOf(node: JsonNode): string {
  const segments: string[] = [];
  for (let at: JsonNode = node; at.parent; at = at.parent) segments.push(at.segment);
  return segments.reverse().join("").replace(/^\./, "");
}
