import type { ReplayStore } from "../../edge/hooks.js";
import type { DurableObjectNamespace } from "../../issuer/stores/durable.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";
import type { ProofUse } from "../use.js";
import { type Binding, bindingIn } from "./binding.js";

/** What of a Durable Object's state is used; its class must be among `new_sqlite_classes`. */
export interface ReplayState {
  readonly storage: {
    readonly sql: { exec(query: string, ...values: (string | number)[]): { toArray(): unknown[] } };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

/**
 * Used proofs in Durable Objects, one object for each key. It is exact in all locations, also for many requests at once.
 * @param namespace the binding of {@link DpopReplay}, which the Worker exports, or how to find it: `(env) => env.REPLAY`
 * @throws {JwtError} `options_invalid`
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
    // The host's name is only a form: the request goes to the object.
    const answer = await object.fetch("https://dpop-replay/", { method: "POST", body });
    if (!answer.ok) throw new Error(`the Durable Object answered ${answer.status}`);
    return answer.json();
  });
}

const TABLE = `CREATE TABLE IF NOT EXISTS used (id TEXT PRIMARY KEY, expires_at REAL NOT NULL) WITHOUT ROWID`;
const USE = "INSERT INTO used VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id";
const FORGET = "DELETE FROM used WHERE expires_at <= ?";
const NEXT = "SELECT 1 FROM used LIMIT 1";

// Seconds between two cleanups, because each costs one more write.
const PAUSE = 300;

/** The used proofs of one key, as a Durable Object with SQLite storage. It answers `durableObjectReplay` and nobody else. */
export class DpopReplay {
  /** What `DurableObjectNamespace<DpopReplay>` of Workers' types asks of a class; no object has it. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: ReplayState["storage"];
  #isReady = false;

  constructor(state: ReplayState) {
    this.#storage = state.storage;
  }

  async fetch(request: Request): Promise<Response> {
    const { id, expiresAt } = (await request.json()) as Pick<ProofUse, "id" | "expiresAt">;
    const { sql } = this.#storage;
    if (!this.#isReady) sql.exec(TABLE);
    // One statement looks and writes, so two requests cannot both be first. The answer leaves once the row is stored.
    const isFirst = sql.exec(USE, id, expiresAt).toArray().length === 1;
    if (!this.#isReady) {
      if ((await this.#storage.getAlarm()) === null) await this.#wakeLater();
      this.#isReady = true;
    }
    return Response.json(isFirst);
  }

  /** Drops expired proofs, and all storage when none is left. */
  async alarm(): Promise<void> {
    const { sql } = this.#storage;
    sql.exec(TABLE);
    sql.exec(FORGET, now());
    if (sql.exec(NEXT).toArray().length > 0) return this.#wakeLater();
    this.#isReady = false;
    return this.#storage.deleteAll();
  }

  #wakeLater(): Promise<void> {
    return this.#storage.setAlarm((now() + PAUSE) * 1000);
  }
}
