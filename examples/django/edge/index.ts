import type { Env } from "./env";
import { gateFor } from "./gate";
import { endSession, renew } from "./sessions";

export { TokenFamily } from "jwt-wasm/issuer";

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    switch (new URL(request.url).pathname) {
      // SimpleJWT's own paths, so that its clients need no change.
      case "/api/token/refresh/":
        return renew(request, env);
      case "/api/token/blacklist/":
        return endSession(request, env);
      default:
        return gateFor(env)(request, env);
    }
  },
};
