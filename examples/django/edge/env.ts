import type { DurableObjectNamespace } from "jwt-wasm/issuer";

/** What wrangler.jsonc and the secrets bind. */
export interface Env {
  /** Where nginx listens, which nobody but this Worker should reach. */
  ORIGIN: string;
  JWT_ISSUER: string;
  /** `HS256`, or `RS256` or `ES256` with keys that are rotated, whose public halves Django publishes. */
  JWT_ALGORITHM: string;
  /** With `HS256`: the secret that Django signs with as well. */
  JWT_SIGNING_KEY: string;
  /** With other algorithms: the secret that encrypts the keys in `KEYS`. */
  JWT_KEYS_SECRET: string;
  /** Holds under `ring` the keys that the cron writes, which Django reads from a file. */
  KEYS: { get(name: string): Promise<string | null> };
  /** For how long a new key is published before it signs. */
  PUBLISH_AHEAD_SECONDS: number;
  /** Lifetimes of what is made here; Django has its own setting for the first pair. */
  ACCESS_SECONDS: number;
  REFRESH_SECONDS: number;
  /** What is remembered of each session: which refresh token is the one, and whether it has ended. */
  SESSIONS: DurableObjectNamespace;
}
