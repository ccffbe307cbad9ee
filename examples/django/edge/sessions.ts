import { JwtError, secretKey } from "jwt-wasm";
import { createTokenIssuer, durableObjectStore, type TokenIssuer } from "jwt-wasm/issuer";
import type { Env } from "./env";
import { ringFor } from "./keys";

/** Exchanges a refresh token for a new pair. The old one cannot be used again. */
export function renew(request: Request, env: Env): Promise<Response> {
  return exchange(request, async (token) => {
    const { access, refresh } = await (await issuerFor(env)).refresh(token);
    return Response.json({ access, refresh }, { headers: NOT_KEPT });
  });
}

/** Ends the session of a refresh token and revokes all of its tokens. */
export function endSession(request: Request, env: Env): Promise<Response> {
  return exchange(request, async (token) => {
    await (await issuerFor(env)).revoke(token);
    return new Response(null, { status: 204, headers: NOT_KEPT });
  });
}

const NOT_KEPT = { "cache-control": "no-store" };

let issuer: TokenIssuer | undefined;

async function issuerFor(env: Env): Promise<TokenIssuer> {
  // Called at each request, so that the ring reads what the cron wrote. The issuer stays the same.
  const key = env.JWT_ALGORITHM === "HS256" ? secretKey(env.JWT_SIGNING_KEY, "HS256") : await ringFor(env);
  issuer ??= createTokenIssuer({
    key,
    issuer: env.JWT_ISSUER,
    subjectClaim: "user_id",
    accessTtl: env.ACCESS_SECONDS,
    refreshTtl: env.REFRESH_SECONDS,
    store: durableObjectStore(env.SESSIONS),
  });
  return issuer;
}

async function exchange(request: Request, use: (token: string) => Promise<Response>): Promise<Response> {
  if (request.method !== "POST") return problem(405, "method_not_allowed", { allow: "POST" });
  const token = await tokenIn(request);
  if (token === undefined) return problem(400, "invalid_request");
  try {
    return await use(token);
  } catch (error) {
    const code = error instanceof JwtError ? error.code : "unknown";
    const status = STATUS[code] ?? 401;
    if (status < 500) return problem(status, code);
    console.error(`tokens cannot be renewed: ${error}`);
    return problem(status, status === 503 ? code : "misconfigured");
  }
}

/** Errors that are not the token's fault. */
const STATUS: { readonly [code: string]: number } = {
  key_invalid: 500,
  key_too_weak: 500,
  options_invalid: 500,
  sync_unavailable: 500,
  unknown: 500,
  revocation_unavailable: 503,
};

// A token may have 16 KiB, and JSON adds a few characters.
const LONGEST = 17 * 1024;

/** SimpleJWT's form: `{"refresh": "…"}`. */
async function tokenIn(request: Request): Promise<string | undefined> {
  const text = await bounded(request.body);
  try {
    const { refresh } = JSON.parse(text ?? "") as { refresh?: unknown };
    return typeof refresh === "string" ? refresh : undefined;
  } catch {
    return undefined;
  }
}

async function bounded(body: ReadableStream<Uint8Array> | null): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > LONGEST) return undefined;
  }
  return text;
}

/** A problem document (RFC 9457), as the gate sends it. */
function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const all = { ...NOT_KEPT, ...headers, "content-type": "application/problem+json" };
  return new Response(JSON.stringify({ status, code }), { status, headers: all });
}
