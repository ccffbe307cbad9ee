import { invalidOptions } from "../../error.js";
import { reading } from "../../members.js";
import { now } from "../../remote/clock.js";
import {
  asking,
  type FamilyRecord,
  familyOf,
  outcomeIn,
  outcomeOf,
  type RevocationStore,
  type Rotation,
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

type Question =
  | ({ readonly ask: "rotate" } & Rotation)
  | { readonly ask: "revoke"; readonly expiresAt: number }
  | { readonly ask: "isRevoked" };

/**
 * Revocations in Durable Objects, one a family: exact, whatever the location and however many ask at once.
 * @param namespace the binding of {@link TokenFamily}, which the Worker exports
 * @throws {JwtError} `options_invalid`
 */
export function durableObjectStore(namespace: DurableObjectNamespace): RevocationStore {
  reading("the namespace", () => {
    const { idFromName, get } = Object(namespace) as Record<string, unknown>;
    if (typeof idFromName !== "function" || typeof get !== "function") {
      throw invalidOptions("the namespace must be a binding of Durable Objects");
    }
  });
  const put = (family: string, question: Question) =>
    asking(async () => {
      const object = namespace.get(namespace.idFromName(family) as never);
      // The host's name is only a form: the request goes to the object.
      const answer = await object.fetch("https://token-family/", {
        method: "POST",
        body: JSON.stringify(question),
      });
      if (!answer.ok) throw new Error(`the Durable Object answered ${answer.status}`);
      return answer.json();
    });
  return {
    async rotate(rotation: Rotation) {
      const answer = await put(rotation.family, { ask: "rotate", ...rotation });
      return asking(() => outcomeIn(answer));
    },
    async revoke(family: string, expiresAt: number) {
      await put(family, { ask: "revoke", expiresAt });
    },
    async isRevoked(payload: object) {
      // Whatever else it says must not let anybody in.
      return (await put(familyOf(payload), { ask: "isRevoked" })) !== false;
    },
  };
}

const RECORD = "family";

/** One family of tokens, as a Durable Object with SQLite storage. It answers `durableObjectStore` and nobody else. */
export class TokenFamily {
  readonly #storage: DurableObjectState["storage"];

  constructor(state: DurableObjectState) {
    this.#storage = state.storage;
  }

  async fetch(request: Request): Promise<Response> {
    const question = (await request.json()) as Question;
    switch (question.ask) {
      case "rotate":
        return Response.json(await this.#rotate(question));
      case "revoke":
        await this.#put(null, question.expiresAt);
        return Response.json(true);
      case "isRevoked":
        return Response.json(this.#held()?.current === null);
    }
  }

  /** Forgets the family, unless its life was prolonged. */
  async alarm(): Promise<void> {
    const expiresAt = this.#held()?.expiresAt ?? 0;
    if (expiresAt > now()) await this.#storage.setAlarm(expiresAt * 1000);
    else await this.#storage.deleteAll();
  }

  /** Between reading and writing nothing is awaited, so nobody else comes in between. */
  async #rotate(rotation: Rotation) {
    const outcome = outcomeOf(this.#held(), rotation);
    if (outcome === "rotated") await this.#put(rotation.next, rotation.expiresAt);
    return outcome;
  }

  async #put(current: string | null, expiresAt: number): Promise<void> {
    const held = this.#held();
    const record: FamilyRecord = { current, expiresAt: Math.max(expiresAt, held?.expiresAt ?? 0) };
    this.#storage.kv.put(RECORD, record);
    // One that is set prolongs itself, which spares a write at each refresh.
    if (held === undefined) await this.#storage.setAlarm(record.expiresAt * 1000);
  }

  #held(): FamilyRecord | undefined {
    return this.#storage.kv.get(RECORD) as FamilyRecord | undefined;
  }
}
