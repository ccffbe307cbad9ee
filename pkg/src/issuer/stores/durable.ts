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

/** What of a Durable Object namespace is used. */
export interface DurableObjectNamespace {
  idFromName(name: string): object;
  get(id: never): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;
  };
}

/** What of a Durable Object's state is used; its class must be among `new_sqlite_classes`. */
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
 * Revocations in Durable Objects, one a family: exact, whatever the location and however many ask at once.
 * @param namespace the binding of {@link TokenFamily}, which the Worker exports
 * @throws {JwtError} `options_invalid`
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
      // The host's name is only a form: the request goes to the object.
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
      // Whatever else it says must not let anybody in.
      return (await put(familyOf(payload), { operation: "isRevoked" })) !== false;
    },
  };
}

const RECORD = "family";

/** One family of tokens, as a Durable Object with SQLite storage. It answers `durableObjectStore` and nobody else. */
export class TokenFamily {
  /** What `DurableObjectNamespace<TokenFamily>` of Workers' types asks of a class; no object has it. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: DurableObjectState["storage"];

  constructor(state: DurableObjectState) {
    this.#storage = state.storage;
  }

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

  /** Forgets the family, unless its life was prolonged. */
  async alarm(): Promise<void> {
    const expiresAt = this.#record()?.expiresAt ?? 0;
    if (expiresAt > now()) await this.#storage.setAlarm(expiresAt * 1000);
    else await this.#storage.deleteAll();
  }

  /** Between reading and writing nothing is awaited, so nobody else comes in between. */
  async #rotate(rotation: Rotation) {
    const outcome = outcomeOf(this.#record(), rotation);
    if (outcome === "rotated") await this.#put(rotation.next, rotation.expiresAt);
    return outcome;
  }

  async #put(current: string | null, expiresAt: number): Promise<void> {
    const known = this.#record();
    const record: FamilyRecord = { current, expiresAt: Math.max(expiresAt, known?.expiresAt ?? 0) };
    this.#storage.kv.put(RECORD, record);
    // One that is set prolongs itself, which spares a write at each refresh.
    if (known === undefined) await this.#storage.setAlarm(record.expiresAt * 1000);
  }

  #record(): FamilyRecord | undefined {
    return this.#storage.kv.get(RECORD) as FamilyRecord | undefined;
  }
}
