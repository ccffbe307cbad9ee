/** Tries every key of a set, so that a person sees which one signed the token and why the others cannot have. */

import { explain, JwtError, jwks } from "jwt-wasm";
import { text } from "../text";
import { errorInWords } from "./failure";
import { type Entry, entriesOf, MOST_TRIED } from "./key-set-entries";

export interface TriedKey {
  /** Counted from 1. */
  readonly place: number;
  readonly kid: string | undefined;
  readonly kty: string | undefined;
  /** The key's `alg`; a curve if it has none. */
  readonly alg: string | undefined;
  readonly use: string | undefined;
  /** Whether the token names it. */
  readonly isNamed: boolean;
  readonly outcome: "verified" | "mismatch" | "skipped" | "untried";
  /** Why it was skipped. */
  readonly why: string | undefined;
}

/**
 * @param kid the header's. Each key is given to the core with it, so that the core answers about this key
 * @param isStopped asked before each key, because the token may have changed
 */
export async function tryEach(
  set: string,
  token: string,
  kid: unknown,
  isStopped: () => boolean,
): Promise<readonly TriedKey[]> {
  const tried: TriedKey[] = [];
  for (const entry of entriesOf(set)) {
    if (isStopped()) break;
    const place = tried.length + 1;
    const answer = place > MOST_TRIED ? UNTRIED : await tryOne(entry, token, kid);
    tried.push({ place, ...factsOf(entry), isNamed: kid !== undefined && entry?.kid === kid, ...answer });
  }
  return tried;
}

type Answer = Pick<TriedKey, "outcome" | "why">;

const UNTRIED: Answer = { outcome: "untried", why: undefined };

async function tryOne(entry: Entry, token: string, kid: unknown): Promise<Answer> {
  const isObject = typeof entry === "object" && entry !== null && !Array.isArray(entry);
  const { kid: _, ...rest } = isObject ? entry : { kid: undefined };
  const named = isObject ? { ...rest, ...(typeof kid === "string" ? { kid } : {}) } : entry;
  try {
    const key = jwks({ keys: [named] } as unknown as Parameters<typeof jwks>[0]);
    try {
      const { checks } = await explain(token, key, { now: 1 });
      const signature = checks.find(({ name }) => name === "signature");
      if (signature?.outcome === "passed") return { outcome: "verified", why: undefined };
      if (signature?.error?.code === "signature_invalid") return { outcome: "mismatch", why: undefined };
      const error = checks.find((check) => check.error !== undefined)?.error;
      return { outcome: "skipped", why: error && wordsOf(error) };
    } finally {
      key.free();
    }
  } catch (error) {
    if (error instanceof JwtError) return { outcome: "skipped", why: wordsOf(error) };
    throw error;
  }
}

/** Why the core left the key out. Of its errors, only this one is about the key. */
function wordsOf(error: JwtError): string {
  if (error.cause instanceof JwtError) return errorInWords(error.cause);
  const isOther = error.code === "key_not_found" || error.code === "algorithm_not_allowed";
  return isOther ? text.keySet.otherAlgorithm : errorInWords(error);
}

function factsOf(entry: Entry): Pick<TriedKey, "kid" | "kty" | "alg" | "use"> {
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  return {
    kid: text(entry?.kid),
    kty: text(entry?.kty),
    alg: text(entry?.alg) ?? text(entry?.crv),
    use: text(entry?.use),
  };
}
