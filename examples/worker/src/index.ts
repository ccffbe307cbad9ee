import { secretKey } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";

interface Env {
  /** At least 32 bytes, which is HS256's minimum; set by `wrangler secret put JWT_SECRET`. */
  JWT_SECRET: string;
  /** Where requests go on to, as `https://origin.example.com`. On a route of your own zone leave it out. */
  ORIGIN?: string;
}

export default {
  fetch: createGate({
    keyFromEnv: ({ JWT_SECRET }: Env) => secretKey(JWT_SECRET, "HS256"),
    forwardClaims: { "x-user-id": "sub" },
    publicPaths: ["/health"],
    origin(request, { ORIGIN }) {
      if (ORIGIN === undefined) return fetch(request);
      const { pathname, search } = new URL(request.url);
      return fetch(new Request(ORIGIN + pathname + search, request));
    },
  }),
};
