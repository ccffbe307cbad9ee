import type { ReplayStore } from "../../edge/hooks.js";
import type { KvNamespace } from "../../issuer/stores/kv.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";
import { type Binding, bindingIn } from "./binding.js";

// The shortest time in seconds that KV accepts.
const SHORTEST_TTL = 60;

/**
 * Makes a store that keeps used proofs in Workers KV, which is **not exact**: a proof that is sent several times at
 * once passes several times, and at another location it passes again for up to 60 seconds. Later replays are refused.
 * If a proof must pass only once, use `durableObjectReplay`.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * interface Env {
 *   PROOFS: KvNamespace;
 * }
 * const gate = createGate({
 *   key: publicKey(publicPem, "ES256"),
 *   dpop: { replay: kvReplay((env: Env) => env.PROOFS), publicUrl: "https://api.example" },
 *   origin: () => new Response("with a proof, if the token is bound"),
 * });
 * console.log(typeof gate);
 * ```
 */
export function kvReplay<Env = unknown>(namespace: Binding<KvNamespace, Env>): ReplayStore<Env> {
  const kvIn = bindingIn<KvNamespace, Env>(namespace, {
    store: "kvReplay",
    what: "a binding of Workers KV",
    place: "kv_namespaces",
    functions: ["get", "put"],
  });
  return storeOf<Env>(async ({ id, expiresAt }, env) => {
    const kv = kvIn(env);
    const key = `jwt-wasm:dpop:${id}`;
    if ((await kv.get(key)) !== null) return false;
    await kv.put(key, "1", { expirationTtl: Math.max(SHORTEST_TTL, Math.ceil(expiresAt - now())) });
    return true;
  });
}
