import { JwtError } from "../error.js";
import type { JwtClaims, VerificationKey, Verified, Verifier, VerifierOptions } from "../types.js";
import { createVerifier } from "../verifier.js";
import { credentialsOf } from "./bearer.js";
import { IdentityHeaders } from "./identity.js";
import { type GateContext, type GateOptions, readGateOptions } from "./options.js";
import { PublicPaths } from "./paths.js";
import { answer, type Refusal, statusOf } from "./refusal.js";

/** A handler as Workers, Deno, Bun and service workers call it. */
export type Gate<Env> = (request: Request, env: Env, context?: GateContext) => Promise<Response>;

/**
 * A handler that lets only requests with a good token through to what lies behind it: `export default { fetch: gate }`.
 * Refusals are 400, 401 and 403 as RFC 6750 §3.1 says; while the gate itself is at fault it is 500 or 503, and closed.
 * @throws {JwtError} `options_invalid`, `key_invalid`; with `keyFromEnv`, wrong options of the verifier show at the first
 *   request, as a 500
 */
export function createGate<Env = unknown, P = JwtClaims>(options: GateOptions<Env, P>): Gate<Env> {
  const own = readGateOptions(options);
  const { key, keyFromEnv, origin, tokenFrom, scopes, revocations, debug } = own;
  const paths = new PublicPaths(own.publicPaths);
  const identity = new IdentityHeaders(own.forwardClaims);
  let verifier: Verifier<P> | undefined = key === undefined ? undefined : make(key);

  function make(from: VerificationKey): Verifier<P> {
    return createVerifier<P>({ ...own.verify, key: from } as VerifierOptions);
  }

  /** Only what is finished is kept: on Workers no request may await another's promise. */
  async function verifierFor(env: Env): Promise<Verifier<P>> {
    verifier ??= make(await (keyFromEnv as (env: Env) => VerificationKey | Promise<VerificationKey>)(env));
    return verifier;
  }

  function isPublic(request: Request): boolean {
    if (own.publicMethods.has(request.method) || paths.has(request.url)) return true;
    const { headers, method } = request;
    const isPreflight =
      method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
    return own.allowPreflight && isPreflight;
  }

  async function judge(request: Request, env: Env): Promise<Verified<P> | Refusal> {
    let ready: Verifier<P>;
    try {
      ready = await verifierFor(env);
    } catch (error) {
      return { status: 500, code: codeOf(error), detail: String(error), error };
    }
    const credentials = credentialsOf(request, tokenFrom);
    if (credentials === "absent") return { status: 401, code: "token_missing", detail: "there is no token" };
    if (credentials === "invalid_request") {
      return { status: 400, code: "invalid_request", detail: "there is not exactly one well-formed token" };
    }
    try {
      const verified = await ready.verify(credentials.token);
      return (await refusalOf(verified)) ?? verified;
    } catch (error) {
      const code = codeOf(error);
      return { status: statusOf(code), code, detail: String(error), error };
    }
  }

  async function refusalOf({ payload }: Verified<P>): Promise<Refusal | undefined> {
    const missing = scopes.filter((scope) => !granted(payload).includes(scope));
    if (missing.length > 0) {
      const detail = `the token lacks ${missing.join(" ")}`;
      return { status: 403, code: "insufficient_scope", detail, scope: scopes.join(" ") };
    }
    if (!revocations) return undefined;
    try {
      if (!(await revocations.isRevoked(payload))) return undefined;
    } catch (error) {
      return { status: 503, code: "revocations_unavailable", detail: String(error), error };
    }
    return { status: 401, code: "revoked", detail: "the token was revoked" };
  }

  async function reject(refusal: Refusal, request: Request): Promise<Response> {
    if (refusal.status >= 500) console.error(`jwt-wasm gate: ${refusal.code}: ${refusal.detail}`);
    return (await own.onReject?.(refusal, request)) ?? answer(refusal, debug);
  }

  return async (request, env, context) => {
    if (isPublic(request)) return origin(identity.put(request, undefined), env, context, undefined);
    const judged = await judge(request, env);
    if ("status" in judged) return reject(judged, request);
    let passed: Request;
    try {
      passed = identity.put(request, judged.payload as JwtClaims);
    } catch (error) {
      return reject({ status: 401, code: codeOf(error), detail: String(error), error }, request);
    }
    return origin(passed, env, context, judged);
  };
}

/** RFC 8693 §4.2 separates by spaces; Microsoft and Okta write a list, `scp`. */
function granted(payload: unknown): readonly unknown[] {
  const { scope, scp } = payload as { scope?: unknown; scp?: unknown };
  if (typeof scope === "string") return scope.split(" ");
  if (typeof scp === "string") return scp.split(" ");
  return Array.isArray(scp) ? scp : [];
}

/** Whatever else was thrown is a defect of the gate's surroundings, and never a reason to let anybody in. */
function codeOf(error: unknown): JwtError["code"] {
  return error instanceof JwtError ? error.code : "options_invalid";
}
