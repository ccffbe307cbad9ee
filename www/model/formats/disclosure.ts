/** A disclosure is a JSON array in base64url: a salt, a name unless it is an item of a list, and a value (RFC 9901 §4.2). */

import { type JsonNode, meantBy } from "../json-node";
import { type JsonDocument, scan } from "../json-scan";
import { textOfBase64url } from "./strict";

export type DisclosureFlaw =
  | "base64url"
  | "json"
  | "shape"
  | "salt"
  | "name"
  | "reserved_name"
  | "repeated_name";

export interface Disclosure {
  /** As it was sent, which is what the digest is made of. */
  readonly text: string;
  readonly flaw: DisclosureFlaw | undefined;
  /** Set only without a flaw. */
  readonly content: DisclosedContent | undefined;
}

export interface DisclosedContent {
  readonly document: JsonDocument;
  readonly salt: string;
  /** `undefined` for an item of a list. */
  readonly name: string | undefined;
  readonly value: JsonNode;
}

/** They would be taken for digests (RFC 9901 §7.1). */
const RESERVED = ["_sd", "..."];

export function readDisclosure(text: string): Disclosure {
  const read = contentOf(text);
  return typeof read === "string"
    ? { text, flaw: read, content: undefined }
    : { text, flaw: undefined, content: read };
}

function contentOf(text: string): DisclosedContent | DisclosureFlaw {
  const json = textOfBase64url(text);
  if (json === undefined || text === "") return "base64url";
  const document = scan(json);
  if (!document.isJson || !document.isWhole || !document.root) return "json";
  const { kind, children } = document.root;
  if (kind !== "array" || children.length < 2 || children.length > 3) return "shape";
  if (document.nodes.some(({ isRepeated }) => isRepeated)) return "repeated_name";
  const [salt, second, third] = children;
  if (salt?.kind !== "string") return "salt";
  const value = third ?? second;
  if (!value) return "shape";
  if (third && second?.kind !== "string") return "name";
  const name = third && second ? meantBy(second) : undefined;
  if (name !== undefined && RESERVED.includes(name)) return "reserved_name";
  return { document, salt: meantBy(salt), name, value };
}
