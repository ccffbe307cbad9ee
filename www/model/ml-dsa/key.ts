/** From what stands in the key field to a public key that the browser can be given, or to why there is none. */

import { base64url, bytesOf } from "../encoding";
import type { KeyState } from "../key";
import { type KeyFields, textOf } from "../key-fields";
import { readableObject } from "../token-text";
import { ML_DSA_ALGORITHMS, type MlDsaAlgorithm, publicKeySize } from "./algorithm";

export type KeyProblemName =
  | "secret"
  | "json"
  | "kty"
  | "alg"
  | "pub"
  | "size"
  | "use"
  | "keyOps"
  | "keys"
  | "noneFits"
  | "severalFit"
  | "pem"
  | "label"
  | "privatePem"
  | "notPrivate"
  | "priv"
  | "refused";

export interface KeyProblem {
  readonly name: KeyProblemName;
  readonly found: string;
  readonly wanted: string;
}

/** RFC 9964 §3: `alg` is not a hint there, but says which key it is. */
export interface PublicJwk {
  readonly kty: "AKP";
  readonly alg: MlDsaAlgorithm;
  readonly pub: string;
}

/** What may stand in a JWK or a JWKS, before anything is known about it. */
interface Members {
  readonly kty?: unknown;
  readonly alg?: unknown;
  readonly pub?: unknown;
  readonly priv?: unknown;
  readonly kid?: unknown;
  readonly use?: unknown;
  readonly key_ops?: unknown;
  readonly keys?: unknown;
}

export type KeyReading =
  | { readonly status: "absent" }
  | { readonly status: "jwk"; readonly jwk: PublicJwk }
  | { readonly status: "spki"; readonly der: Uint8Array<ArrayBuffer> }
  /** A private key, whose public half would do. */
  | { readonly status: "private"; readonly publicJwk: PublicJwk }
  | { readonly status: "problem"; readonly problem: KeyProblem };

/** What the core makes of a key that the browser is to read: it is not refused for being unknown there. */
export const FOR_THE_BROWSER: KeyState = { status: "absent", choices: [], algorithm: undefined };

/** @param kid the header's, which chooses in a set */
export function readPublicKey(fields: KeyFields, algorithm: MlDsaAlgorithm, kid: unknown): KeyReading {
  const text = textOf(fields).trim();
  if (text === "") return { status: "absent" };
  if (fields.kind === "secret") return problem("secret");
  if (fields.kind === "pem") return readPem(text, algorithm);
  const value = readableObject(text);
  if (!value) return problem("json");
  return fields.kind === "jwks" ? readSet(value, algorithm, kid) : readJwk(value, algorithm);
}

function readJwk(jwk: Members, algorithm: MlDsaAlgorithm): KeyReading {
  const flaw = flawOf(jwk, algorithm);
  if (flaw) return { status: "problem", problem: flaw };
  const publicJwk: PublicJwk = { kty: "AKP", alg: algorithm, pub: String(jwk.pub) };
  if (Object.hasOwn(jwk, "priv")) return { status: "private", publicJwk };
  if (jwk.use !== undefined && jwk.use !== "sig") return problem("use", shown(jwk.use));
  if (!isForVerifying(jwk)) return problem("keyOps", shown(jwk.key_ops));
  return { status: "jwk", jwk: publicJwk };
}

/** What is wrong with the members that both halves have. */
function flawOf(jwk: Members, algorithm: MlDsaAlgorithm): KeyProblem | undefined {
  if (jwk.kty !== "AKP") return problem("kty", shown(jwk.kty)).problem;
  if (jwk.alg !== algorithm) return problem("alg", shown(jwk.alg), algorithm).problem;
  const bytes = bytesOfMember(jwk.pub);
  if (!bytes) return problem("pub").problem;
  const size = publicKeySize(algorithm);
  return bytes.length === size ? undefined : problem("size", String(bytes.length), String(size)).problem;
}

/** `priv` is the seed (RFC 9964 §4). */
export interface PrivateJwk extends PublicJwk {
  readonly priv: string;
}

export type PrivateKeyReading =
  | { readonly status: "absent" }
  | { readonly status: "ready"; readonly jwk: PrivateJwk }
  | { readonly status: "problem"; readonly problem: KeyProblem };

/** In bytes. */
const SEED = 32;

export function readPrivateKey(fields: KeyFields, algorithm: MlDsaAlgorithm): PrivateKeyReading {
  const text = textOf(fields).trim();
  if (text === "") return { status: "absent" };
  if (fields.kind !== "jwk") return problem("notPrivate");
  const value = readableObject(text);
  if (!value) return problem("json");
  const { pub, priv }: Members = value;
  const flaw = flawOf(value, algorithm);
  if (flaw) return { status: "problem", problem: flaw };
  if (priv === undefined) return problem("notPrivate");
  if (bytesOfMember(priv)?.length !== SEED) return problem("priv");
  return { status: "ready", jwk: { kty: "AKP", alg: algorithm, pub: String(pub), priv: String(priv) } };
}

/** `undefined` unless it is base64url as RFC 7515 §2 has it, in its one spelling. */
export function bytesOfMember(value: unknown): Uint8Array | undefined {
  const bytes = typeof value === "string" ? bytesOf(value, "base64url") : undefined;
  return bytes && base64url(bytes) === value ? bytes : undefined;
}

function readSet(set: Members, algorithm: MlDsaAlgorithm, kid: unknown): KeyReading {
  if (!Array.isArray(set.keys)) return problem("keys");
  const named = set.keys.filter((key: Members | null) => {
    const isNamed = kid === undefined || key?.kid === kid;
    return key?.kty === "AKP" && isNamed;
  });
  const fitting = named.filter(
    (key: Members) =>
      key.alg === algorithm && (key.use === undefined || key.use === "sig") && isForVerifying(key),
  );
  // The one that the token names is told of.
  if (fitting.length === 0 && kid !== undefined && named.length > 0) return readJwk(named[0], algorithm);
  if (fitting.length === 0) return problem("noneFits", kid === undefined ? "" : shown(kid), algorithm);
  if (!fitting.every((key: Members) => isSameKey(key, fitting[0]))) {
    return problem("severalFit", String(fitting.length), algorithm);
  }
  return readJwk(fitting[0], algorithm);
}

/** A key that is listed twice is one key; two names are two keys. */
function isSameKey(one: Members, other: Members): boolean {
  const isNamedAlike = one.kid === undefined || other.kid === undefined || one.kid === other.kid;
  return isNamedAlike && one.pub === other.pub && one.priv === other.priv;
}

/** RFC 7517 §4.3. */
function isForVerifying(jwk: Members): boolean {
  return jwk.key_ops === undefined || (Array.isArray(jwk.key_ops) && jwk.key_ops.includes("verify"));
}

/** What stands before the key in the file: the algorithm's name and two lengths (RFC 9881 §4). */
const SPKI_HEAD = 22;

function readPem(text: string, algorithm: MlDsaAlgorithm): KeyReading {
  const [, label = "", body = ""] = /-----BEGIN ([A-Z\d ]+)-----([^-]*)-----END \1-----/.exec(text) ?? [];
  if (/PRIVATE KEY$/.test(label)) return problem("privatePem");
  if (label !== "" && label !== "PUBLIC KEY") return problem("label", label);
  const der = bytesOf(body.replaceAll(/\s/g, ""), "base64");
  if (label === "" || !der) return problem("pem");
  const own = ML_DSA_ALGORITHMS.find((one) => der.length === publicKeySize(one) + SPKI_HEAD);
  if (own !== undefined && own !== algorithm) return problem("alg", own, algorithm);
  return { status: "spki", der: new Uint8Array(der) };
}

function problem(
  name: KeyProblemName,
  found = "",
  wanted = "",
): { readonly status: "problem"; readonly problem: KeyProblem } {
  return { status: "problem", problem: { name, found, wanted } };
}

/** Long values say no more than their beginning. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
