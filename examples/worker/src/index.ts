import { createVerifier, JwtError, secretKey } from "jwt-wasm";

interface Env {
  /** At least 32 bytes, which is HS256's minimum; set by `wrangler secret put JWT_SECRET`. */
  JWT_SECRET?: string;
}

type Verifier = ReturnType<typeof createVerifier>;

// One per isolate, made at the first request: Workers hands out bindings, the clock and random numbers only there.
let cached: { secret: string; verifier: Verifier } | undefined;

function verifierFor(secret: string): Verifier {
  // A new secret must take the place of the old one even in an isolate that lives on.
  if (cached?.secret !== secret) {
    const verifier = createVerifier({ key: secretKey(secret, "HS256") });
    cached?.verifier.free();
    cached = { secret, verifier };
  }
  return cached.verifier;
}

function answer(status: number, body: unknown, challenge?: string): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (challenge) headers.set("WWW-Authenticate", challenge);
  return Response.json(body, { status, headers });
}

function refuse(code: string): Response {
  return answer(401, { error: code }, `Bearer error="invalid_token", error_description="${code}"`);
}

/** The code of a refusal. Anything else is a defect: thrown on, it ends as a 500, never as a 200. */
function codeOf(error: unknown): string {
  if (error instanceof JwtError) return error.code;
  throw error;
}

export default {
  fetch(request: Request, env: Env): Response {
    let verifier: Verifier;
    try {
      verifier = verifierFor(env.JWT_SECRET ?? "");
    } catch (error) {
      console.error(`JWT_SECRET cannot be used: ${codeOf(error)}`);
      return answer(500, { error: codeOf(error) });
    }

    const [scheme, token, more] = (request.headers.get("Authorization") ?? "").split(/ +/);
    // A client that sent no token is told of no error (RFC 6750 §3.1).
    if (scheme.toLowerCase() !== "bearer" || !token) return answer(401, { error: "token_missing" }, "Bearer");
    // A second header would arrive here as well, joined by a comma: which of two tokens counts must not be a guess.
    if (more !== undefined) return refuse("malformed");
    try {
      return answer(200, verifier.verifySync(token).payload);
    } catch (error) {
      return refuse(codeOf(error));
    }
  },
};
