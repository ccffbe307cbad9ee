import { hasOwn } from "../kind.js";
import type { Verified } from "../types.js";
import { responseOf } from "./answer.js";
import type { Demands } from "./demands.js";
import type { Guard, Passed } from "./guard.js";
import { withoutNames } from "./hop-by-hop.js";
import type { GateContext } from "./lazy.js";
import { rejectionOf } from "./rejection.js";

/** A request that may go on, as it is to go on. */
export interface Forwarded<P> {
  readonly request: Request;
  /** `undefined` where none is needed, and there is none. */
  readonly verified: Verified<P> | undefined;
}

/** The decision on a request of Fetch: it goes on, or it has its answer. */
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

/** As it goes on: what a client says of itself is taken out, without a token as well. */
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
    // A runtime takes only its own requests. One of another realm or of a library, as in tests, is copied by its members.
    const { url, method, body, bodyUsed, redirect } = request;
    const init = { method, headers, redirect };
    if (!bodyUsed) return new Request(url, { ...init, body, duplex: "half" } as RequestInit);
    // Who read the body may have kept it, as Hono does. It goes on as it is without other headers: used.
    const used = new Request(url, { ...init, body: "" });
    await used.text();
    return used;
  }
}
