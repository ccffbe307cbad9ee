import type { DecodedToken } from "../decoded-token";
import type { JsonNode } from "../json-node";
import { openSdJwt } from "./sd-jwt";

/** Claims by where they belong: an object's members, or what replaces an item of a list. */
type Disclosed = ReadonlyMap<
  JsonNode,
  readonly { readonly name: string | undefined; readonly value: JsonNode }[]
>;

/** The core refuses deeper JSON, and disclosures can hold each other without end. What is deeper stays as it is written. */
const DEEPEST = 32;

/**
 * The payload with what is disclosed in its place and without digests, as a verifier processes it (RFC 9901 §7.1). `undefined`
 * if the payload cannot be read, or the digests cannot be computed.
 */
export async function disclosedPayload(
  text: string,
  { payloadText }: Pick<DecodedToken, "payloadText">,
): Promise<string | undefined> {
  const { root, opened } = await openSdJwt(text, payloadText?.text ?? "");
  if (root?.kind !== "object" || !root.isWhole || opened.some(({ status }) => status === "unchecked")) {
    return undefined;
  }
  const disclosed = new Map<JsonNode, { name: string | undefined; value: JsonNode }[]>();
  for (const { status, place, disclosure } of opened) {
    const value = disclosure.content?.value;
    if (status !== "disclosed" || !place || !value) continue;
    const here = disclosed.get(place.node);
    if (here) here.push({ name: place.name, value });
    else disclosed.set(place.node, [{ name: place.name, value }]);
  }
  return written(root, disclosed, 0);
}

function written(node: JsonNode, disclosed: Disclosed, depth: number): string {
  if (depth >= DEEPEST) return node.value;
  const inside = (value: JsonNode) => written(value, disclosed, depth + 1);
  if (node.kind === "array") {
    const items = node.children.flatMap((item) => {
      if (!isPlaceholder(item)) return [inside(item)];
      return (disclosed.get(item) ?? []).map(({ value }) => inside(value));
    });
    return `[${items.join(",")}]`;
  }
  if (node.kind !== "object") return node.value;
  const isRoot = depth === 0;
  const own = node.children.filter(({ name, kind }) => {
    const isOfTheForm = (name === "_sd" && kind === "array") || (isRoot && name === "_sd_alg");
    return !isOfTheForm;
  });
  const members = [
    ...own.map((child) => ({ name: child.name, value: child })),
    ...(disclosed.get(node) ?? []),
  ].map(({ name, value }) => `${JSON.stringify(name ?? "")}:${inside(value)}`);
  return `{${members.join(",")}}`;
}

/** RFC 9901 §4.2.4.2. */
function isPlaceholder({ kind, children }: JsonNode): boolean {
  const [digest, ...others] = children;
  return kind === "object" && others.length === 0 && digest?.name === "..." && digest.kind === "string";
}
