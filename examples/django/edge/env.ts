import type { DurableObjectNamespace } from "jwt-wasm/issuer";

/** The bindings of wrangler.jsonc and the secrets. */
export interface Env {
  /** The address of nginx. Only this Worker should be able to reach it. */
  ORIGIN: string;
  JWT_ISSUER: string;
  /** `HS256`; or `RS256` or `ES256` with rotating keys, whose public halves Django publishes. */
  JWT_ALGORITHM: string;
  /** With `HS256`: the secret that Django shares. */
  JWT_SIGNING_KEY: string;
  /** With `RS256` and `ES256`: the secret that encrypts the keys in `KEYS`. */
  JWT_KEYS_SECRET: string;
  /** The cron writes the keys into it under `ring`. Django reads the same keys from a file. */
  KEYS: { get(name: string): Promise<string | null> };
  /** How long a new key is published before it signs. */
  PUBLISH_AHEAD_SECONDS: number;
  /** Lifetimes of the tokens that the Worker issues. Django sets those of the first pair. */
  ACCESS_SECONDS: number;
  REFRESH_SECONDS: number;
  /** Remembers for each session its current refresh token and whether it has ended. */
  SESSIONS: DurableObjectNamespace;
}
