/** The proof that the presenter has the key that the issuer named (RFC 9901 §4.3, §7.3). The core judges its signature. */

import { type Algorithm, explain, type Jwk, JwtError, jwk, type Report, type VerifyOptions } from "jwt-wasm";
import { type DecodedToken, read } from "../decoded-token";
import { bindingOptionsFor, type Expected } from "../expected";
import { OLDEST_PROOF } from "../profiles/demands";
import { digestsOf, type SdJwt } from "./sd-jwt";

/** What the payload says about the presenter's key (RFC 7800 §3). */
export type BoundKey = "jwk" | "absent" | "private" | "secret" | "other";

export interface KeyBinding {
  readonly decoded: DecodedToken;
  readonly key: BoundKey;
  /** The core's. Without a key it says nothing about the signature. */
  readonly report: Report;
  /** What it was judged by. */
  readonly expected: Expected;
  /** The moment that it was judged for, in seconds. */
  readonly now: number;
  /** Why the core does not take the key. */
  readonly refusal: JwtError | undefined;
  /** Whether `sd_hash` is the digest of what was presented; `undefined` if it could not be computed. */
  readonly isBound: boolean | undefined;
}

export async function readKeyBinding(
  sd: SdJwt,
  token: string,
  payload: DecodedToken["payload"],
  expected: Expected,
  at: number | undefined,
): Promise<KeyBinding> {
  const decoded = read(token);
  const [digest] = (await digestsOf([sd.bound], sd.hash)) ?? [];
  const bound = boundKey(payload);
  const claims = decoded.payload ?? {};
  const now = at ?? Math.floor(Date.now() / 1000);
  const options: VerifyOptions = {
    ...bindingOptionsFor(expected),
    now,
    // It has no expiry of its own; its `typ` keeps other tokens from being taken for one (RFC 9901 §4.3).
    typ: "kb+jwt",
    requireExpiry: false,
    // One presentation long, by the age of its iat (RFC 9901 §7.3).
    maxAge: OLDEST_PROOF,
  };
  return {
    decoded,
    expected,
    now,
    key: bound.kind,
    ...(await judged(token, bound.jwk, decoded.header?.alg, options)),
    isBound: digest === undefined ? undefined : claims.sd_hash === digest,
  };
}

function boundKey(payload: DecodedToken["payload"]): {
  kind: BoundKey;
  jwk?: Jwk;
} {
  const { cnf } = payload ?? {};
  if (!isObject(cnf)) return { kind: "absent" };
  const { jwk: key } = cnf;
  if (!isObject(key)) return { kind: "other" };
  // Everyone who sees the token could sign with it.
  const { kty } = key;
  if (kty === "oct") return { kind: "secret" };
  if (Object.hasOwn(key, "d") || Object.hasOwn(key, "priv")) return { kind: "private" };
  return { kind: "jwk", jwk: key as Jwk };
}

async function judged(
  token: string,
  key: Jwk | undefined,
  alg: unknown,
  options: VerifyOptions,
): Promise<Pick<KeyBinding, "report" | "refusal">> {
  if (!key) return { report: await explain(token, undefined, options), refusal: undefined };
  try {
    // The core refuses an `alg` that the key is not for.
    const made = key.alg === undefined ? jwk(key, alg as Algorithm) : jwk(key);
    try {
      return { report: await explain(token, made, options), refusal: undefined };
    } finally {
      made.free();
    }
  } catch (error) {
    if (!(error instanceof JwtError)) throw error;
    return { report: await explain(token, undefined, options), refusal: error };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
