import type { DurableObjectNamespace } from "jwt-wasm/issuer";

/** What wrangler.jsonc and the secrets bind. */
export interface Env {
  /** Where nginx listens, which nobody but this Worker should reach. */
  ORIGIN: string;
  JWT_ISSUER: string;
  /** `HS256`, or one with keys that are rotated, whose public halves Django publishes. */
  JWT_ALGORITHM: string;
  /** A secret, with `HS256`: what Django signs with as well. */
  JWT_SIGNING_KEY: string;
  /** A secret otherwise: what the keys in `KEYS` are encrypted with. */
  JWT_KEYS_SECRET: string;
  /** Under `ring`, what the cron writes and Django has as a file. */
  KEYS: { get(name: string): Promise<string | null> };
  /** For how long a new key is published before it signs. */
  PUBLISH_AHEAD_SECONDS: number;
  /** Lifetimes of what is made here; Django has its own setting for the first pair. */
  ACCESS_SECONDS: number;
  REFRESH_SECONDS: number;
  /** What is remembered of each session: which refresh token is the one, and whether it has ended. */
  SESSIONS: DurableObjectNamespace;
}
