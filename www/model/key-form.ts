/**
 * What an entered text is. A text that has the form of something public is never taken for a secret, because using a
 * public key as a secret is the algorithm confusion attack; the core refuses that as well.
 */

import { bytesOf, type SecretEncoding } from "./encoding";
import { pemOf, pemOfDer } from "./key-der";

/** How the core reads a key's text. */
export type KeyKind = "secret" | "pem" | "jwk" | "jwks";

/** What was entered. The text may be wrapped, such as in the escapes of a JSON string. */
export type KeyForm =
  | "empty"
  | "secret"
  | "pem"
  /** Base64 or hexadecimal of a key file without its PEM lines. */
  | "der"
  | "jwk"
  | "jwks"
  /** Certificates by their `kid`, as Google publishes them, or a list of them, as in `x5c`. */
  | "certificates"
  | "ssh"
  /** OpenID Connect Discovery 1.0 §3, or RFC 8414 §2: it says where the keys are. */
  | "discovery"
  | "token"
  | "address";

export interface Taken {
  readonly form: KeyForm;
  readonly kind: KeyKind;
  /** What the core reads. Only the wrapping differs from the entered text. Empty if there is no key in it. */
  readonly text: string;
  /** What must be converted before the core can read it. */
  readonly unconverted: string;
  /** How a secret seems to be written. */
  readonly encoding: SecretEncoding;
}

/** Shorter texts are often plain words. A secret for an HS algorithm has at least 32 bytes. */
const SECRET_BYTES = 32;

/** A text may be wrapped in another one, but not endlessly. */
const LAYERS = 3;

export function formOf(entered: string): Taken {
  return publicForm(entered.trim(), LAYERS) ?? secret(entered);
}

/** `undefined` if it can only be a secret. */
function publicForm(text: string, layers: number): Taken | undefined {
  if (text === "") return taken("empty", "secret", "");
  if (layers === 0) return undefined;
  if (/^[{[](?:\s|["{[\]}]|$)/.test(text)) return jsonForm(text, layers);
  if (text.startsWith('"') && text.endsWith('"')) {
    const inside = parsed(text);
    return typeof inside === "string" ? formed(inside, layers) : undefined;
  }
  // RFC 7468 §2 allows other text before it. The core says what other files are.
  if (/-----BEGIN |^PuTTY-User-Key-File-|^---- BEGIN SSH2 ENCRYPTED/.test(text)) {
    return taken("pem", "pem", withLineEnds(text));
  }
  if (isSsh(text)) return { ...taken("ssh", "jwk", ""), unconverted: text };
  if (/^e[wy][\w-]{8,}(?:\.[\w-]*){2,4}$/.test(text)) return taken("token", "secret", text);
  if (/^https?:\/\/\S+$/i.test(text)) return taken("address", "secret", text);
  return encodedForm(text, layers);
}

function jsonForm(text: string, layers: number): Taken {
  const value = parsed(text);
  if (Array.isArray(value)) return listForm(text, value);
  if (typeof value !== "object" || value === null) {
    return /"keys"\s*:/.test(text) ? taken("jwks", "jwks", text) : taken("jwk", "jwk", text);
  }
  const members: Members = { ...value };
  if (members.keys !== undefined) return taken("jwks", "jwks", text);
  if (members.kty !== undefined) return taken("jwk", "jwk", text);
  if (isObject(members.jwks)) return taken("jwks", "jwks", JSON.stringify(members.jwks));
  if (typeof members.jwks_uri === "string" || typeof members.authorization_endpoint === "string") {
    return taken("discovery", "jwks", "");
  }
  const values = Object.values(members);
  if (values.length > 0 && values.every(isCertificate))
    return { ...taken("certificates", "jwks", ""), unconverted: text };
  // A service account's file, or what Keycloak answers about a realm.
  for (const name of ["private_key", "privateKey", "public_key", "publicKey", "certificate"]) {
    const inside: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
    const found = typeof inside === "string" ? formed(inside, layers) : undefined;
    if (found) return found;
  }
  return taken("jwk", "jwk", text);
}

/** The members that show what a JSON object is. */
interface Members {
  readonly keys?: unknown;
  readonly kty?: unknown;
  readonly jwks?: unknown;
  readonly jwks_uri?: unknown;
  readonly authorization_endpoint?: unknown;
}

function listForm(text: string, list: readonly unknown[]): Taken {
  const isChain = list.length > 0 && list.every((one) => typeof one === "string" && derOf(one));
  if (!isChain) return taken("jwks", "jwks", `{"keys":${text}}`);
  return taken("certificates", "pem", list.map((one) => pemOf("CERTIFICATE", String(one).trim())).join("\n"));
}

/** The form of a text inside another one. That a plain word is inside says nothing. */
function formed(inside: string, layers: number): Taken | undefined {
  const found = publicForm(inside.trim(), layers - 1);
  return found?.form === "empty" || found?.form === "address" ? undefined : found;
}

/** A file's bytes, or a key's text, in base64 or hexadecimal. */
function encodedForm(text: string, layers: number): Taken | undefined {
  const pem = derOf(text);
  if (pem !== undefined) return taken("der", "pem", pem);
  // "-----BEGIN" and '{"' in base64; a token begins like the latter, but it was found before.
  if (!/^(?:LS0tLS1CRUdJTi|ey)/.test(text)) return undefined;
  const bytes = decoded(text);
  const inside = bytes && new TextDecoder().decode(bytes);
  return inside === undefined ? undefined : formed(inside, layers);
}

function derOf(text: string): string | undefined {
  // A DER sequence that is longer than 127 bytes, or the short keys of a curve.
  if (!/^(?:M[A-P]|30)/.test(text)) return undefined;
  const bytes = decoded(text);
  return bytes && pemOfDer(bytes);
}

function decoded(text: string): Uint8Array | undefined {
  const letters = text.replace(/\s+/g, "");
  return bytesOf(letters, "hex") ?? bytesOf(letters, "base64") ?? bytesOf(letters, "base64url");
}

/** RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4, with options or a host before it, or without its name; and RFC 4716. */
function isSsh(text: string): boolean {
  if (/^---- BEGIN SSH2 PUBLIC KEY ----/.test(text)) return true;
  if (/^AAAA(?:[BEC][23]N|G)/.test(text) && /^AAAA\S{60,}/.test(text)) return true;
  return /(?:^|[\s,])(?:sk-)?(?:ssh|ecdsa)-[\w.@-]{3,60}[ \t]+AAAA/m.test(text);
}

function secret(entered: string): Taken {
  return { ...taken("secret", "secret", entered), encoding: likelyEncoding(entered.trim()) };
}

function likelyEncoding(text: string): SecretEncoding {
  if (/\s/.test(text)) return "utf8";
  const found = (["hex", "base64", "base64url"] as const).find((one) => {
    const bytes = bytesOf(text, one);
    return bytes !== undefined && bytes.length >= SECRET_BYTES && isTypical(text, one);
  });
  return found ?? "utf8";
}

/** A long word is valid base64 as well; random bytes give capitals and digits. Programs write hexadecimal in one case. */
function isTypical(text: string, encoding: SecretEncoding): boolean {
  if (encoding === "hex") return text === text.toLowerCase() || text === text.toUpperCase();
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
}

/** An environment variable often holds the two letters `\n` where a line ends. */
function withLineEnds(text: string): string {
  return text.includes("\\n") ? text.replace(/\\[nr]/g, "\n") : text;
}

function isCertificate(value: unknown): boolean {
  return typeof value === "string" && /^\s*-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----/.test(value);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function taken(form: KeyForm, kind: KeyKind, text: string): Taken {
  return { form, kind, text, unconverted: "", encoding: "utf8" };
}
