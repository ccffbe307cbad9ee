import type { ReplayStore } from "../../edge/hooks.js";
import type { DurableObjectNamespace } from "../../issuer/stores/durable.js";
import { now } from "../../remote/clock.js";
import type { ProofUse } from "../proof-use.js";
import { storeOf } from "../replay.js";
import { type Binding, bindingIn } from "./binding.js";

/**
 * The part of a Durable Object's state that is used. Its class must be in `new_sqlite_classes`, and Cloudflare's own
 * types fit.
 */
export interface ReplayState {
  readonly storage: {
    readonly sql: { exec(query: string, ...values: (string | number)[]): { toArray(): unknown[] } };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

/**
 * Makes a store that keeps used proofs in Durable Objects, one object for each key. It is exact in all locations, also
 * for many requests at once.
 * @param namespace the binding of {@link DpopReplay}, which the Worker must export, or a function that finds it:
 *   `(env) => env.REPLAY`
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * interface Env {
 *   REPLAY: DurableObjectNamespace;
 * }
 * const gate = createGate({
 *   key: publicKey(publicPem, "ES256"),
 *   dpop: { replay: durableObjectReplay((env: Env) => env.REPLAY), publicUrl: "https://api.example" },
 *   origin: () => new Response("with a proof, if the token is bound"),
 * });
 * console.log(typeof gate); // the Worker also has: export { DpopReplay }
 * ```
 */
export function durableObjectReplay<Env = unknown>(
  namespace: Binding<DurableObjectNamespace, Env>,
): ReplayStore<Env> {
  const objectsIn = bindingIn<DurableObjectNamespace, Env>(namespace, {
    store: "durableObjectReplay",
    what: "a binding of Durable Objects",
    place: "durable_objects.bindings",
    functions: ["idFromName", "get"],
  });
  return storeOf<Env>(async ({ id, jkt, expiresAt }, env) => {
    const objects = objectsIn(env);
    const object = objects.get(objects.idFromName(jkt) as never);
    const body = JSON.stringify({ id, expiresAt });
    // A URL needs a host, but the request goes to the object.
    const answer = await object.fetch("https://dpop-replay/", { method: "POST", body });
    if (!answer.ok) throw new Error(`the Durable Object answered ${answer.status}`);
    return answer.json();
  });
}

const TABLE = `CREATE TABLE IF NOT EXISTS used (id TEXT PRIMARY KEY, expires_at REAL NOT NULL) WITHOUT ROWID`;
const USE = "INSERT INTO used VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id";
const FORGET = "DELETE FROM used WHERE expires_at <= ?";
const NEXT = "SELECT 1 FROM used LIMIT 1";

// Seconds between two cleanups. Each costs one more write.
const PAUSE = 300;

/**
 * A Durable Object with SQLite storage that holds the used proofs of one key. Only `durableObjectReplay` can talk to
 * it.
 * @example
 * ```ts
 * // In the Worker: export { DpopReplay } from "jwt-wasm/dpop";
 * // In wrangler.jsonc: "durable_objects": { "bindings": [{ "name": "REPLAY", "class_name": "DpopReplay" }] }
 * console.log(DpopReplay.name); // and "migrations": [{ "tag": "v1", "new_sqlite_classes": ["DpopReplay"] }]
 * ```
 */
export class DpopReplay {
  /**
   * Only in types: Cloudflare's `DurableObjectNamespace<DpopReplay>` needs it.
   *
   * @hidden
   */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: ReplayState["storage"];
  #isReady = false;

  constructor(state: ReplayState) {
    this.#storage = state.storage;
  }

  /**
   * Answers `durableObjectReplay` whether a use is the first one.
   * @throws nothing of this package; an error of the storage reaches the store, which refuses the proof
   */
  async fetch(request: Request): Promise<Response> {
    const { id, expiresAt } = (await request.json()) as Pick<ProofUse, "id" | "expiresAt">;
    const { sql } = this.#storage;
    if (!this.#isReady) sql.exec(TABLE);
    // One statement reads and writes, so two requests cannot both be first. The runtime sends the answer only when the
    // row is stored.
    const isFirst = sql.exec(USE, id, expiresAt).toArray().length === 1;
    if (!this.#isReady) {
      if ((await this.#storage.getAlarm()) === null) await this.#scheduleAlarm();
      this.#isReady = true;
    }
    return Response.json(isFirst);
  }

  /**
   * Drops expired proofs, and the whole storage when none is left. The runtime calls it.
   * @throws nothing of this package; the runtime calls it again after an error of the storage
   */
  async alarm(): Promise<void> {
    const { sql } = this.#storage;
    sql.exec(TABLE);
    sql.exec(FORGET, now());
    if (sql.exec(NEXT).toArray().length > 0) return this.#scheduleAlarm();
    this.#isReady = false;
    return this.#storage.deleteAll();
  }

  #scheduleAlarm(): Promise<void> {
    return this.#storage.setAlarm((now() + PAUSE) * 1000);
  }
}
