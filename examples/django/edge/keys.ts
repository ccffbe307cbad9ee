import { JwtError } from "jwt-wasm";
import { decryptJwks, type KeyRing, keyRing } from "jwt-wasm/issuer";
import type { Env } from "./env";

let held: { readonly ring: KeyRing; until: number } | undefined;

/**
 * The keys that Django has as well. They are read again often enough to know each new key before it signs.
 */
export async function ringFor(env: Env): Promise<KeyRing> {
  if (held && Date.now() < held.until) return held.ring;
  const { PUBLISH_AHEAD_SECONDS: publishAhead, REFRESH_SECONDS: retireAfter } = env;
  const text = await env.KEYS.get("ring");
  if (text === null) throw new JwtError("there are no keys in KEYS", { code: "options_invalid" });
  const keys = await decryptJwks(text, env.JWT_KEYS_SECRET);
  const until = Date.now() + 1000 * Math.min(60, publishAhead / 4);
  if (held) {
    held.ring.replace(keys);
    held.until = until;
  } else {
    held = { ring: keyRing(keys, { publishAhead, retireAfter }), until };
  }
  return held.ring;
}
