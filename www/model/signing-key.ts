/** Which key signs, and what stands in the way. */

import type { Algorithm } from "jwt-wasm";
import { text } from "../text";
import type { DraftHeader, DraftPart } from "./draft";
import { errorInWords, sentence } from "./failure";
import type { KeyState } from "./key";
import { type KeyFields, textOf } from "./key-fields";
import { readableObject } from "./token-text";

/** Whether the key is one that signs: a secret, or a private key. A public key can only verify. */
export function canSign(fields: KeyFields): boolean {
  const key = textOf(fields).trim();
  if (key === "") return false;
  switch (fields.kind) {
    case "secret":
      return true;
    case "pem":
      return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key);
    case "jwk": {
      const members = readableObject(key) ?? {};
      return ["d", "k", "priv"].some((name) => Object.hasOwn(members, name));
    }
    case "jwks":
      return false;
  }
}

export interface Obstacle {
  readonly words: string;
  /** The algorithm that the header should name instead. */
  readonly algorithm?: Algorithm;
  /** A new key would help. */
  readonly needsKey: boolean;
}

/** Why signing is not possible yet, apart from errors in the editors. */
export function obstacleOf(
  header: DraftPart<DraftHeader>,
  state: KeyState,
  verifying: KeyFields,
): Obstacle | undefined {
  if (header.flaw) return undefined;
  const { algorithm, otherAlg } = header.value;
  if (algorithm === undefined) {
    const words = otherAlg === undefined ? text.make.noAlg : text.make.otherAlg(otherAlg);
    return { words, algorithm: state.algorithm ?? "HS256", needsKey: false };
  }
  switch (state.status) {
    case "ready": {
      const own = state.algorithm;
      if (own === algorithm || own === undefined) return undefined;
      return { words: text.make.otherKey(algorithm, own), algorithm: own, needsKey: true };
    }
    case "refused":
      return { words: refusalOf(state), needsKey: true };
    case "unreadable":
      return { words: text.key.unreadable[state.form], needsKey: true };
    default: {
      const isPublic = textOf(verifying).trim() !== "" && !canSign(verifying);
      return { words: isPublic ? text.make.publicOnly : text.make.noKey, needsKey: true };
    }
  }
}

function refusalOf({ error, algorithm }: KeyState & { status: "refused" }): string {
  if (error.code !== "key_too_weak") return sentence(errorInWords(error));
  return text.key.weak(algorithm ?? "HS256", Number(error.actual), Number(error.expected));
}
