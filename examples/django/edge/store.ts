import type { RevocationStore, Rotation, RotationOutcome } from "jwt-wasm/issuer";
import type { Env } from "./env";

/** What is remembered of a session. */
interface Memory {
  /** The `jti` of the one refresh token that may be used; `null` once the session has ended. */
  readonly current: string | null;
}

/** What of a Durable Object's state is used. */
interface State {
  readonly storage: {
    readonly kv: { get(key: string): unknown; put(key: string, value: Memory): void };
    setAlarm(time: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

type Question =
  | ({ readonly ask: "rotate" } & Rotation)
  | { readonly ask: "revoke"; readonly expiresAt: number }
  | { readonly ask: "isRevoked" };

/** One session, as a Durable Object: whoever asks, and wherever, is answered by the same one, one after the other. */
export class Session {
  readonly #storage: State["storage"];

  constructor({ storage }: State) {
    this.#storage = storage;
  }

  async fetch(request: Request): Promise<Response> {
    const question = (await request.json()) as Question;
    switch (question.ask) {
      case "rotate":
        return Response.json(await this.#rotate(question));
      case "revoke":
        await this.#remember(null, question.expiresAt);
        return Response.json(true);
      case "isRevoked":
        return Response.json(this.#memory()?.current === null);
    }
  }

  async alarm(): Promise<void> {
    await this.#storage.deleteAll();
  }

  /** From reading to writing nothing is awaited, so of two uses of one token only one can be the first. */
  async #rotate({ family, jti, next, expiresAt }: Rotation): Promise<RotationOutcome> {
    const { current } = this.#memory() ?? { current: family };
    if (current === null) return "revoked";
    if (current !== jti) return "reused";
    await this.#remember(next, expiresAt);
    return "rotated";
  }

  async #remember(current: string | null, expiresAt: number): Promise<void> {
    this.#storage.kv.put("session", { current });
    await this.#storage.setAlarm(expiresAt * 1000);
  }

  #memory(): Memory | undefined {
    return this.#storage.kv.get("session") as Memory | undefined;
  }
}

/** The sessions of a Worker's binding, each in an object of its own. */
export function storeOf({ SESSIONS }: Env): RevocationStore {
  const put = async (family: string, question: Question) => {
    const object = SESSIONS.get(SESSIONS.idFromName(family));
    const answer = await object.fetch("https://session/", { method: "POST", body: JSON.stringify(question) });
    if (!answer.ok) throw new Error(`the session answered ${answer.status}`);
    return answer.json();
  };
  return {
    rotate: async (rotation) =>
      (await put(rotation.family, { ask: "rotate", ...rotation })) as RotationOutcome,
    revoke: async (family, expiresAt) => {
      await put(family, { ask: "revoke", expiresAt });
    },
    // Whatever else it says must let nobody in.
    isRevoked: async (payload) => {
      const { sid, jti } = payload as { sid?: unknown; jti?: unknown };
      return (await put(String(sid ?? jti), { ask: "isRevoked" })) !== false;
    },
  };
}
