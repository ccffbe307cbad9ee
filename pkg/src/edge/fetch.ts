import { invalidOptions } from "../error.js";
import type { Verified } from "../types.js";
import { responseOf } from "./answer.js";
import type { Demands } from "./demands.js";
import type { Guard } from "./guard.js";
import { withoutNames } from "./hop-by-hop.js";
import type { HeaderValues } from "./identity.js";
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
  if ("status" in decided) return responseOf(decided);
  return forwarded(guard, request, decided);
}

/** As it goes on without a token: what a client says of itself is taken out all the same. */
export function unguarded<P, Env>(
  guard: Guard<P, Env>,
  request: Request,
  env: Env,
  context: GateContext | undefined,
): Promise<Forwarded<P> | Response> {
  guard.prefetch(env, context);
  return forwarded(guard, request, { headers: [], verified: undefined });
}

async function forwarded<P, Env>(
  guard: Guard<P, Env>,
  request: Request,
  { headers, verified }: { readonly headers: HeaderValues; readonly verified: Verified<P> | undefined },
): Promise<Forwarded<P> | Response> {
  try {
    return { request: withHeaders(request, headers, guard.headerNames), verified };
  } catch (error) {
    return responseOf(await guard.refuse(rejectionOf(error), request));
  }
}

/** A copy of the request with these headers, and without any of these names. */
function withHeaders(request: Request, values: HeaderValues, names: ReadonlySet<string>): Request {
  if (names.size === 0 && values.length === 0) return request;
  if (request.bodyUsed)
    throw invalidOptions("the request's body was read before, so that it cannot go on with other headers");
  const headers = withoutNames(request.headers, names);
  for (const [name, value] of values) headers.set(name, value);
  try {
    return new Request(request, { headers });
  } catch {
    // A runtime takes only its own requests. One of another realm or of a library, as in tests, is copied by its members.
    const { url, method, body, redirect } = request;
    const init: RequestInit & { duplex: "half" } = { method, headers, body, redirect, duplex: "half" };
    return new Request(url, init);
  }
}
