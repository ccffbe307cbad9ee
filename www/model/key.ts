/** Makes a key from the fields, or says why that fails. */

import {
  type Algorithm,
  type Jwk,
  type Jwks,
  JwtError,
  jwk,
  jwks,
  type Key,
  type KeySet,
  type PublicKeyAlgorithm,
  secretKey,
} from "jwt-wasm";
import { FAMILIES, familyOf, isAlgorithm, SECRET_ALGORITHMS } from "./algorithms";
import { bytesOf, type SecretEncoding } from "./encoding";
import { type KeyFields, NO_KEY, textOf, withText } from "./key-fields";
import { keyFiles } from "./key-files";

export type KeyUse = "verify" | "sign";

/** The algorithms that the key can serve; it is bound to one of them. In a set, each key has its own. */
export interface Binding {
  readonly choices: readonly Algorithm[];
  readonly algorithm: Algorithm | undefined;
}

export type KeyState = Binding &
  (
    | { readonly status: "absent" }
    | { readonly status: "ready"; readonly key: Key | KeySet }
    /** The text does not have the chosen format. */
    | { readonly status: "unreadable"; readonly form: SecretEncoding | "json" }
    /** What reads key files did not come, such as without a connection. */
    | { readonly status: "unread" }
    /** A private key in place of a public one. Its public half can be used. */
    | { readonly status: "private"; readonly publicJwk: Jwk }
    | { readonly status: "refused"; readonly error: JwtError }
  );

/**
 * The caller owns the key of a `ready` state and frees it.
 * @param alg the header's, which is proposed where nothing was chosen
 */
export function makeKey(fields: KeyFields, alg: unknown, use: KeyUse = "verify"): KeyState {
  const proposed = fields.algorithm ?? (isAlgorithm(alg) ? alg : undefined);
  const text = textOf(fields);
  if (text.trim() === "" && (fields.kind !== "secret" || text === "")) {
    return { status: "absent", choices: [], algorithm: undefined };
  }
  if (fields.kind === "secret") return secretState(fields, proposed);
  if (fields.kind === "pem") {
    const files = keyFiles();
    if (!files) return { status: "unread", choices: [], algorithm: undefined };
    const pem = text.trim();
    // If the algorithm needs a secret, the core reports that itself.
    const makePrivate = (algorithm: Algorithm) => files.privateKey(pem, algorithm as PublicKeyAlgorithm);
    const makePublic = (algorithm: Algorithm) => files.publicKey(pem, algorithm as PublicKeyAlgorithm);
    const state = fitting(use === "sign" ? makePrivate : makePublic, proposed);
    return state.status === "refused" && use === "verify"
      ? (privateState(makePrivate, proposed) ?? state)
      : state;
  }
  const value = parsed(text);
  if (value === undefined) {
    return { status: "unreadable", form: "json", choices: [], algorithm: undefined };
  }
  return fields.kind === "jwks" ? setState(value as Jwks) : jwkState(value as Jwk, proposed, use);
}

function secretState(fields: KeyFields, proposed: Algorithm | undefined): KeyState {
  const choices = SECRET_ALGORITHMS;
  const algorithm = choices.find((one) => one === proposed) ?? "HS256";
  const binding = { choices, algorithm };
  const { encoding, allowWeakSecret, text } = fields;
  const secret = encoding === "utf8" ? text : bytesOf(text, encoding);
  if (secret === undefined) return { status: "unreadable", form: encoding, ...binding };
  return attempt(() => secretKey(secret, algorithm, { allowWeakSecret }), binding);
}

function jwkState(value: Jwk, proposed: Algorithm | undefined, use: KeyUse): KeyState {
  const isPrivate = value.kty !== "oct" && Object.hasOwn(value, "d");
  const make = (algorithm: Algorithm) => jwk(value, algorithm);
  if (isPrivate && use === "verify") {
    const state = privateState(make, isAlgorithm(value.alg) ? value.alg : proposed);
    if (state) return state;
  }
  if (value.alg === undefined) return fitting(make, proposed);
  const algorithm = isAlgorithm(value.alg) ? value.alg : undefined;
  return attempt(() => jwk(value), { choices: algorithm ? [algorithm] : [], algorithm });
}

function setState(value: Jwks): KeyState {
  return attempt(() => jwks(value), { choices: [], algorithm: undefined });
}

/** Only trying shows which algorithms a key can serve. */
function fitting(make: (algorithm: Algorithm) => Key, proposed: Algorithm | undefined): KeyState {
  const order = proposed ? [familyOf(proposed), ...FAMILIES] : FAMILIES;
  let refusal: KeyState | undefined;
  for (const choices of order) {
    const algorithm = choices.find((one) => one === proposed) ?? choices[0];
    if (algorithm === undefined) continue;
    const state = attempt(() => make(algorithm), { choices, algorithm });
    if (state.status === "ready" && choices.every((one) => !one.startsWith("Ed") || fits(() => make(one)))) {
      return state;
    }
    // It is on the other curve of EdDSA.
    if (state.status === "ready") state.key.free();
    else refusal ??= { ...state, choices: [], algorithm: undefined };
  }
  return refusal ?? { status: "absent", choices: [], algorithm: undefined };
}

function fits(make: () => Key): boolean {
  try {
    make().free();
    return true;
  } catch (error) {
    if (error instanceof JwtError) return false;
    throw error;
  }
}

function privateState(
  make: (algorithm: Algorithm) => Key,
  proposed: Algorithm | undefined,
): KeyState | undefined {
  const { status, ...state } = fitting(make, proposed);
  if (status !== "ready" || !("key" in state)) return undefined;
  const key = state.key as Key;
  try {
    return { status: "private", publicJwk: key.toPublicJwk(), choices: [], algorithm: undefined };
  } catch {
    // An Ed25519 file may lack its public half.
    return undefined;
  } finally {
    key.free();
  }
}

function attempt(make: () => Key | KeySet, binding: Binding): KeyState {
  try {
    return { status: "ready", key: make(), ...binding };
  } catch (error) {
    if (error instanceof JwtError) return { status: "refused", error, ...binding };
    throw error;
  }
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The key that verifies what this key signs: the secret itself, or the public half. */
export function verifyingFields(signing: KeyFields, key: Key): KeyFields | undefined {
  if (signing.kind === "secret") return signing;
  try {
    return withText(NO_KEY, JSON.stringify(key.toPublicJwk(), null, 2), "jwk");
  } catch {
    // A shared secret has no public half, and an Ed25519 file may lack it.
    return signing.kind === "jwk" ? signing : undefined;
  }
}
