import type { DurableObjectNamespace } from "jwt-wasm/issuer";

/** What wrangler.jsonc and the secrets bind. */
export interface Env {
  /** Where nginx listens, which nobody but this Worker should reach. */
  ORIGIN: string;
  JWT_ISSUER: string;
  /** `HS256`, or one with a key pair whose public half Django publishes. */
  JWT_ALGORITHM: string;
  /** A secret: what Django signs with, the shared secret or the private key as PEM. */
  JWT_SIGNING_KEY: string;
  /** Lifetimes of what is made here; Django has its own setting for the first pair. */
  ACCESS_SECONDS: number;
  REFRESH_SECONDS: number;
  /** What is remembered of each session: which refresh token is the one, and whether it has ended. */
  SESSIONS: DurableObjectNamespace;
}
