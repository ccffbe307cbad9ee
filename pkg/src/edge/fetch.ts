import { hasOwn } from "../kind.js";
import type { Verified } from "../types.js";
import { responseOf } from "./answer.js";
import type { Demands } from "./demands.js";
import type { Guard, Passed } from "./guard.js";
import { withoutNames } from "./hop-by-hop.js";
import type { GateContext } from "./lazy.js";
import { rejectionOf } from "./rejection.js";

/** A request that passes, as the origin gets it. */
export interface Forwarded<P> {
  readonly request: Request;
  /** The verified token; `undefined` if the request has none and needs none. */
  readonly verified: Verified<P> | undefined;
}

/** Decides on a Fetch request: it passes, or it gets an answer. */
export async function decideOn<P, Env>(
  guard: Guard<P, Env>,
  request: Request,
  env: Env,
  context: GateContext | undefined,
  demands?: Demands,
): Promise<Forwarded<P> | Response> {
  const decided = await guard.decide(request, env, context, demands);
  return hasOwn(decided, "status") ? responseOf(decided) : forwarded(guard, request, env, context, decided);
}

/** The request for the origin. Identity headers that the client has set are removed, also from a request without a token. */
export async function forwarded<P, Env>(
  guard: Guard<P, Env>,
  request: Request,
  env: Env,
  context: GateContext | undefined,
  { headers: values, verified }: Passed<P>,
): Promise<Forwarded<P> | Response> {
  const names = guard.headerNames;
  if (names.size + values.length === 0) return { request, verified };
  try {
    const headers = withoutNames(request.headers, names);
    for (const [name, value] of values) headers.set(name, value);
    return { request: await withHeaders(request, headers), verified };
  } catch (error) {
    return responseOf(await guard.refuse(rejectionOf(error), request, env, context));
  }
}

async function withHeaders(request: Request, headers: Headers): Promise<Request> {
  try {
    return new Request(request, { headers });
  } catch {
    // `new Request` accepts only the runtime's own requests. A request of another realm or of a library, such as in
    // tests, is copied.
    const { url, method, body, bodyUsed, redirect } = request;
    const init = { method, headers, redirect };
    if (!bodyUsed) return new Request(url, { ...init, body, duplex: "half" } as RequestInit);
    // A framework that has read the body may have kept it, as Hono does, so the copy must count as read too.
    const used = new Request(url, { ...init, body: "" });
    await used.text();
    return used;
  }
}
