/** The proof that the presenter has the key that the issuer named (RFC 9901 §4.3, §7.3). The core judges its signature. */

import { type Algorithm, explain, type Jwk, JwtError, jwk, type Report, type VerifyOptions } from "jwt-wasm";
import { type DecodedToken, read } from "../decoded-token";
import { digestsOf, type SdJwt } from "./sd-jwt";

/** What the payload says about the presenter's key (RFC 7800 §3). */
export type BoundKey = "jwk" | "absent" | "private" | "secret" | "other";

export interface KeyBinding {
  readonly decoded: DecodedToken;
  readonly key: BoundKey;
  /** The core's, if there is a key. */
  readonly report: Report | undefined;
  /** Why the core does not take the key. */
  readonly refusal: JwtError | undefined;
  /** Whether `sd_hash` is the digest of what was presented; `undefined` if it could not be computed. */
  readonly isBound: boolean | undefined;
  readonly missing: readonly string[];
}

/** RFC 9901 §4.3. */
const REQUIRED = ["iat", "aud", "nonce", "sd_hash"] as const;

export async function readKeyBinding(
  sd: SdJwt,
  token: string,
  payload: DecodedToken["payload"],
  options: VerifyOptions,
): Promise<KeyBinding> {
  const decoded = read(token);
  const [digest] = (await digestsOf([sd.bound], sd.hash)) ?? [];
  const bound = boundKey(payload);
  const claims = decoded.payload ?? {};
  return {
    decoded,
    key: bound.kind,
    ...(await judged(token, bound.jwk, decoded.header?.alg, options)),
    isBound: digest === undefined ? undefined : claims.sd_hash === digest,
    missing: REQUIRED.filter((name) => !Object.hasOwn(claims, name)),
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
  if (!key) return { report: undefined, refusal: undefined };
  try {
    // The core refuses an `alg` that the key is not for.
    const made = key.alg === undefined ? jwk(key, alg as Algorithm) : jwk(key);
    try {
      // It has no expiry of its own; its `typ` keeps other tokens from being taken for one (RFC 9901 §4.3).
      const report = await explain(token, made, { ...options, typ: "kb+jwt", requireExpiry: false });
      return { report, refusal: undefined };
    } finally {
      made.free();
    }
  } catch (error) {
    if (error instanceof JwtError) return { report: undefined, refusal: error };
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
