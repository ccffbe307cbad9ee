import { secretKey } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";

interface Env {
  /** At least 32 bytes, the minimum of HS256. Set it with `wrangler secret put JWT_SECRET`. */
  JWT_SECRET: string;
  /** The origin, such as `https://origin.example.com`. Leave it out on a route of your own zone. */
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
