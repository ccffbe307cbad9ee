/** Reads the JSON serializations of JWS and JWE (RFC 7515 §7.2, RFC 7516 §7.2). The core judges each signature. */

import { type JsonNode, meantBy } from "../json-node";
import { scan } from "../json-scan";
import { textOfBase64url } from "./strict";

/** Why the whole cannot be read. */
export type JsonFlaw = "json" | "repeated_name" | "both_forms" | "payload" | "no_signature";

/** Why a signature is not judged. */
export type SignatureFlaw =
  | "signature"
  | "no_protected"
  | "alg_unprotected"
  | "no_alg"
  | "protected"
  | "same_names"
  | "unencoded_unsafe";

export interface JsonSignature {
  /** The texts of the headers, as they were sent. */
  readonly protectedHeader: string | undefined;
  readonly unprotectedHeader: string | undefined;
  readonly flaw: SignatureFlaw | undefined;
  /** With the payload between the dots, unless it is detached or signed unencoded; `undefined` with a flaw. */
  readonly compact: string | undefined;
  /** What is signed as it is (RFC 7797 §3). */
  readonly unencoded: string | undefined;
  /** An SD-JWT's disclosures and key binding, put behind it as in the compact form (RFC 9901 §8). */
  readonly presented: string;
}

export interface JwsJson {
  readonly kind: "jws";
  readonly form: "flattened" | "general";
  readonly flaw: JsonFlaw | undefined;
  readonly isDetached: boolean;
  readonly signatures: readonly JsonSignature[];
}

export interface JweJson {
  readonly kind: "jwe";
  readonly flaw: JsonFlaw | undefined;
  readonly protectedHeader: string | undefined;
  readonly unprotectedHeader: string | undefined;
  readonly recipients: number;
}

export function readJsonSerialization(text: string): JwsJson | JweJson {
  const { root, isJson, isWhole, nodes } = scan(text);
  const isEncrypted = member(root, "ciphertext") !== undefined;
  const flaw =
    !isJson || !isWhole || root?.kind !== "object"
      ? "json"
      : nodes.some(({ isRepeated }) => isRepeated)
        ? "repeated_name"
        : undefined;
  return isEncrypted ? jweOf(root, flaw) : jwsOf(root, flaw);
}

function jwsOf(root: JsonNode | undefined, broken: JsonFlaw | undefined): JwsJson {
  const list = member(root, "signatures");
  const single = member(root, "signature");
  const payload = member(root, "payload");
  const form = list ? "general" : "flattened";
  const entries = list ? (list.kind === "array" ? list.children : []) : root && single ? [root] : [];
  const isTwoForms = list !== undefined && (single ?? member(root, "protected") ?? member(root, "header"));
  const flaw =
    broken ??
    (isTwoForms ? "both_forms" : undefined) ??
    (payload && payload.kind !== "string" ? "payload" : undefined) ??
    (entries.length === 0 ? "no_signature" : undefined);
  const content = payload ? meantBy(payload) : undefined;
  const signatures = flaw === undefined ? entries.map((entry) => signatureOf(entry, content)) : [];
  return { kind: "jws", form, flaw, isDetached: !payload, signatures };
}

function signatureOf(entry: JsonNode, payload: string | undefined): JsonSignature {
  const signature = member(entry, "signature");
  const encoded = member(entry, "protected");
  const open = member(entry, "header");
  const text = encoded?.kind === "string" ? textOfBase64url(meantBy(encoded)) : undefined;
  const header = text === undefined ? undefined : scan(text);
  const names = new Set(header?.root?.children.map(({ name }) => name));
  const shown = { protectedHeader: text, unprotectedHeader: open?.value };
  const isUnencoded = member(header?.root, "b64")?.value === "false";
  const flawed = (flaw: SignatureFlaw) => ({
    ...shown,
    flaw,
    compact: undefined,
    unencoded: undefined,
    presented: "",
  });
  if (signature?.kind !== "string") return flawed("signature");
  if (!encoded) return flawed(member(open, "alg") ? "alg_unprotected" : "no_protected");
  if (header?.root?.kind !== "object" || !header.isWhole) return flawed("protected");
  if (!names.has("alg")) return flawed(member(open, "alg") ? "alg_unprotected" : "no_alg");
  if (open?.children.some(({ name }) => names.has(name))) return flawed("same_names");
  const middle = isUnencoded ? "" : (payload ?? "");
  // Other characters would make other parts of it.
  if (!/^[\w-]*$/.test(middle) || !/^[\w-]*$/.test(meantBy(signature))) return flawed("unencoded_unsafe");
  return {
    ...shown,
    flaw: undefined,
    compact: `${meantBy(encoded)}.${middle}.${meantBy(signature)}`,
    unencoded: isUnencoded ? payload : undefined,
    presented: presentedIn(open),
  };
}

function presentedIn(header: JsonNode | undefined): string {
  const disclosures = member(header, "disclosures");
  if (disclosures?.kind !== "array") return "";
  const texts = disclosures.children.map(meantBy);
  const binding = member(header, "kb_jwt");
  return `~${[...texts, ""].join("~")}${binding?.kind === "string" ? meantBy(binding) : ""}`;
}

function jweOf(root: JsonNode | undefined, flaw: JsonFlaw | undefined): JweJson {
  const encoded = member(root, "protected");
  const recipients = member(root, "recipients");
  return {
    kind: "jwe",
    flaw,
    protectedHeader: encoded?.kind === "string" ? textOfBase64url(meantBy(encoded)) : undefined,
    unprotectedHeader: member(root, "unprotected")?.value,
    recipients: recipients?.kind === "array" ? recipients.children.length : 1,
  };
}

function member(node: JsonNode | undefined, wanted: string): JsonNode | undefined {
  return node?.kind === "object" ? node.children.find(({ name }) => name === wanted) : undefined;
}
