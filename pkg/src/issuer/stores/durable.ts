import { invalidOptions } from "../../error.js";
import { orUnreadable } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import {
  type FamilyRecord,
  familyOf,
  outcomeIn,
  outcomeOf,
  type RevocationStore,
  type Rotation,
  withStore,
} from "../store.js";

/** The part of a Durable Object namespace that is used. Cloudflare's own types fit. */
export interface DurableObjectNamespace {
  idFromName(name: string): object;
  get(id: never): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;
  };
}

/**
 * The part of a Durable Object's state that is used. Its class must be in `new_sqlite_classes`, and Cloudflare's own
 * types fit.
 */
export interface DurableObjectState {
  readonly storage: {
    readonly kv: { get(key: string): unknown; put(key: string, value: unknown): void };
    setAlarm(time: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

type StoreCommand =
  | ({ readonly operation: "rotate" } & Rotation)
  | { readonly operation: "revoke"; readonly expiresAt: number }
  | { readonly operation: "isRevoked" };

/**
 * Makes a store for `createTokenIssuer` that keeps each family in a Durable Object. It is exact in all locations, also
 * for many requests at once.
 * @param namespace the binding of {@link TokenFamily}, which the Worker must export
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * interface Env {
 *   FAMILIES: DurableObjectNamespace;
 *   JWT_SECRET: string;
 * }
 * const issuerOf = (env: Env) =>
 *   createTokenIssuer({
 *     key: secretKey(env.JWT_SECRET, "HS256"),
 *     store: durableObjectStore(env.FAMILIES),
 *   });
 * console.log(typeof issuerOf); // for a handler; the Worker also has: export { TokenFamily }
 * ```
 */
export function durableObjectStore(namespace: DurableObjectNamespace): RevocationStore {
  orUnreadable("the namespace", () => {
    const { idFromName, get } = Object(namespace) as Record<string, unknown>;
    if (typeof idFromName !== "function" || typeof get !== "function") {
      throw invalidOptions("the namespace must be a binding of Durable Objects");
    }
  });
  const put = (family: string, command: StoreCommand) =>
    withStore(async () => {
      const object = namespace.get(namespace.idFromName(family) as never);
      // A URL needs a host, but the request goes to the object.
      const answer = await object.fetch("https://token-family/", {
        method: "POST",
        body: JSON.stringify(command),
      });
      if (!answer.ok) throw new Error(`the Durable Object answered ${answer.status}`);
      return answer.json();
    });
  return {
    async rotate(rotation: Rotation) {
      const answer = await put(rotation.family, { operation: "rotate", ...rotation });
      return withStore(() => outcomeIn(answer));
    },
    async revoke(family: string, expiresAt: number) {
      await put(family, { operation: "revoke", expiresAt });
    },
    async isRevoked(payload: object) {
      // Any other answer than `false` must not let anybody in.
      return (await put(familyOf(payload), { operation: "isRevoked" })) !== false;
    },
  };
}

const RECORD = "family";

/**
 * A Durable Object with SQLite storage that holds one family of tokens. Only `durableObjectStore` can talk to it.
 * @example
 * ```ts
 * // In the Worker: export { TokenFamily } from "jwt-wasm/issuer";
 * // In wrangler.jsonc: "durable_objects": { "bindings": [{ "name": "FAMILIES", "class_name": "TokenFamily" }] }
 * console.log(TokenFamily.name); // and "migrations": [{ "tag": "v1", "new_sqlite_classes": ["TokenFamily"] }]
 * ```
 */
export class TokenFamily {
  /**
   * Only in types: Cloudflare's `DurableObjectNamespace<TokenFamily>` needs it.
   *
   * @hidden
   */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: DurableObjectState["storage"];

  constructor(state: DurableObjectState) {
    this.#storage = state.storage;
  }

  /**
   * Answers a command of `durableObjectStore`.
   * @throws nothing of this package; an error of the storage reaches the store, which refuses the token
   */
  async fetch(request: Request): Promise<Response> {
    const command = (await request.json()) as StoreCommand;
    switch (command.operation) {
      case "rotate":
        return Response.json(await this.#rotate(command));
      case "revoke":
        await this.#put(null, command.expiresAt);
        return Response.json(true);
      case "isRevoked":
        return Response.json(this.#record()?.current === null);
    }
  }

  /**
   * Forgets the family, unless its lifetime was extended meanwhile. The runtime calls it.
   * @throws nothing of this package; the runtime calls it again after an error of the storage
   */
  async alarm(): Promise<void> {
    const expiresAt = this.#record()?.expiresAt ?? 0;
    if (expiresAt > now()) await this.#storage.setAlarm(expiresAt * 1000);
    else await this.#storage.deleteAll();
  }

  /** Nothing is awaited between reading and writing, so no other request comes in between. */
  async #rotate(rotation: Rotation) {
    const outcome = outcomeOf(this.#record(), rotation);
    if (outcome === "rotated") await this.#put(rotation.next, rotation.expiresAt);
    return outcome;
  }

  async #put(current: string | null, expiresAt: number): Promise<void> {
    const known = this.#record();
    const record: FamilyRecord = { current, expiresAt: Math.max(expiresAt, known?.expiresAt ?? 0) };
    this.#storage.kv.put(RECORD, record);
    // Only the first time: an alarm that finds a later time sets itself again, which saves a write at each refresh.
    if (known === undefined) await this.#storage.setAlarm(record.expiresAt * 1000);
  }

  #record(): FamilyRecord | undefined {
    return this.#storage.kv.get(RECORD) as FamilyRecord | undefined;
  }
}
