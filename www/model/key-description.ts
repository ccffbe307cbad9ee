/** Says what the entered key was taken for, beside its field. */

import type { Jwk, Key, KeySet } from "jwt-wasm";
import { text } from "../text";
import { bytesOf } from "./encoding";
import type { KeyState, KeyUse } from "./key";
import { isBeingRead, type KeyFields } from "./key-fields";
import { entriesOf } from "./key-set-entries";

/** `undefined` if nothing was entered, or it is not read yet. */
export function describeKey(fields: KeyFields, state: KeyState, use: KeyUse): string | undefined {
  const { form, kind } = fields;
  const words = text.keyField;
  if (form === "empty") return undefined;
  if (form === "token" || form === "discovery" || form === "address") return words.taken[form];
  if (kind === "secret") {
    const bytes = bytesOf(fields.text, fields.encoding)?.length;
    return bytes === undefined ? words.secret : words.secretOf(bytes);
  }
  if (isBeingRead(fields)) return words.reading;
  if (kind === "jwks") return state.status === "ready" ? setInWords(fields, state) : words.taken.jwks;
  const jwk = jwkOf(fields, state);
  const what = jwk && jwkInWords(jwk, halfOf(jwk, state, use));
  return what === undefined
    ? words.taken[form === "secret" ? "jwk" : form]
    : words.from(what, sourceOf(fields));
}

function setInWords({ text: json }: KeyFields, state: KeyState): string {
  const count = entriesOf(json).length;
  const usable = state.status === "ready" && "size" in state.key ? (state.key as KeySet).size : count;
  return text.keyField.set(count, usable);
}

function sourceOf({ form, text: pem }: KeyFields): string {
  const { sources } = text.keyField;
  const certificates = pem.match(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g)?.length ?? 0;
  if (certificates > 1) return sources.chain(certificates);
  if (certificates === 1) return sources.certificate;
  if (form === "ssh") return sources.ssh;
  if (form === "der") return sources.der;
  return form === "jwk" ? sources.jwk : sources.pem;
}

type Half = "public" | "private" | "secret";

/** What the core read, or what a JWK says about itself if the core refuses it. */
function jwkOf(fields: KeyFields, state: KeyState): Jwk | undefined {
  if (state.status === "private") return state.publicJwk;
  if (fields.kind === "jwk") return parsed(fields.text);
  if (state.status !== "ready" || "size" in state.key) return undefined;
  try {
    return (state.key as Key).toPublicJwk();
  } catch {
    // A file of Ed25519 may lack its public half.
    return undefined;
  }
}

function halfOf(jwk: Jwk, state: KeyState, use: KeyUse): Half {
  if (jwk.kty === "oct") return "secret";
  const isPrivate = "d" in jwk || "priv" in jwk || state.status === "private";
  return isPrivate || (use === "sign" && state.status === "ready") ? "private" : "public";
}

/** The members that the description uses. */
interface Told {
  readonly n?: unknown;
  readonly k?: unknown;
  readonly crv?: unknown;
}

function jwkInWords(jwk: Jwk & Told, half: Half): string | undefined {
  const words = text.keyField;
  const bits = (member: unknown) => bitsOf(typeof member === "string" ? member : "");
  switch (jwk.kty) {
    case "RSA":
      return words.key(`RSA`, half, bits(jwk.n));
    case "oct":
      return words.secretOf(
        (typeof jwk.k === "string" ? bytesOf(jwk.k, "base64url") : undefined)?.length ?? 0,
      );
    case "EC":
    case "OKP":
      return typeof jwk.crv === "string" ? words.key(nameOfCurve(jwk.crv), half, 0) : undefined;
    case "AKP":
      return typeof jwk.alg === "string" ? words.key(shortened(jwk.alg), half, 0) : undefined;
    default:
      return undefined;
  }
}

function nameOfCurve(curve: string): string {
  return curve.startsWith("P-") || curve === "secp256k1" ? `EC ${shortened(curve)}` : shortened(curve);
}

/** Names come from the author of the key, and may be long. */
function shortened(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** The size of a number, without the zeros before it. */
function bitsOf(member: string): number {
  const bytes = bytesOf(member, "base64url") ?? new Uint8Array();
  const from = bytes.findIndex((byte) => byte !== 0);
  return from < 0 ? 0 : (bytes.length - from) * 8 - (Math.clz32(bytes[from] ?? 0) - 24);
}

function parsed(json: string): Jwk | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Jwk) : undefined;
  } catch {
    return undefined;
  }
}
