import type { ReplayStore } from "../../edge/hooks.js";
import type { KvNamespace } from "../../issuer/stores/kv.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";
import { type Binding, bindingIn } from "./binding.js";

// The shortest time that KV accepts.
const SHORTEST_TTL = 60;

/**
 * Used proofs in Workers KV, which is **not exact**: a proof that is sent several times at once passes several times, and in
 * another location it passes for up to 60 seconds more. Later replays are refused. If a proof must pass only once, use
 * `durableObjectReplay`.
 * @throws {JwtError} `options_invalid`
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
