import { invalidOptions } from "../../error.js";
import { orUnreadable } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { familyOf, type RevocationStore, type Rotation, withStore } from "../store.js";

/** The part of a Workers KV namespace that is used. Cloudflare's own types fit. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

// The shortest time in seconds that KV accepts.
const SHORTEST_TTL = 60;

/**
 * Makes a store for `createTokenIssuer` on Workers KV, which is **not exact**, because KV is eventually consistent:
 * other locations see a write after 60 seconds or more. Until then a refresh token can be used again at another
 * location, or several times at once, and a revoked token still passes. A late read never revokes a good family,
 * because each use is written under its own name.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * interface Env {
 *   TOKENS: KvNamespace;
 *   JWT_SECRET: string;
 * }
 * const issuerOf = (env: Env) =>
 *   createTokenIssuer({ key: secretKey(env.JWT_SECRET, "HS256"), store: kvStore(env.TOKENS) });
 * console.log(typeof issuerOf); // for a handler
 * ```
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
        // The value is the time when the revocation ends. A second logout must not make it earlier.
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
