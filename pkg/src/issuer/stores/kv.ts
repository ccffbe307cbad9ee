import { invalidOptions } from "../../error.js";
import { orUnreadable } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { familyOf, type RevocationStore, type Rotation, withStore } from "../store.js";

/** What of a Workers KV namespace is used. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

// KV takes no shorter one.
const SHORTEST_TTL = 60;

/**
 * Revocations in Workers KV, which is eventually consistent: a write is seen elsewhere after up to 60 seconds, or more.
 * Until then a refresh token can be used again at another location, and more than once at the same moment, and a revoked
 * token goes on passing. What is read late never revokes what is good: each use is written under a name of its own.
 * @throws {JwtError} `options_invalid`
 */
export function kvStore(namespace: KvNamespace): RevocationStore {
  orUnreadable("the namespace", () => {
    const { get, put } = Object(namespace) as Record<string, unknown>;
    if (typeof get !== "function" || typeof put !== "function") {
      throw invalidOptions("the namespace must be a binding of Workers KV");
    }
  });
  const has = async (key: string) => (await namespace.get(key)) !== null;
  const put = (key: string, expiresAt: number) => {
    const expirationTtl = Math.max(SHORTEST_TTL, Math.ceil(expiresAt - now()));
    return namespace.put(key, String(Math.ceil(expiresAt)), { expirationTtl });
  };
  return {
    rotate({ family, jti, expiresAt }: Rotation) {
      return withStore(async () => {
        const [isRevoked, isUsed] = await Promise.all([has(revoked(family)), has(used(jti))]);
        if (isRevoked) return "revoked";
        if (isUsed) return "reused";
        await put(used(jti), expiresAt);
        return "rotated";
      });
    },
    revoke(family: string, expiresAt: number) {
      return withStore(async () => {
        // The value is the time when it ends: a second logout must not bring that forward.
        const known = Number((await namespace.get(revoked(family))) ?? 0);
        await put(revoked(family), known > expiresAt ? known : expiresAt);
      });
    },
    async isRevoked(payload: object) {
      const family = familyOf(payload);
      return withStore(() => has(revoked(family)));
    },
  };
}

const revoked = (family: string) => `jwt-wasm:revoked:${family}`;
const used = (jti: string) => `jwt-wasm:used:${jti}`;
