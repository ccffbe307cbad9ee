import { Admissions } from "../edge/admissions.js";
import type { Answer } from "../edge/answer.js";
import type { Demands } from "../edge/demands.js";
import { Guard, type Passed } from "../edge/guard.js";
import { readMiddlewareOptions } from "../edge/settings.js";
import { hasOwn } from "../kind.js";
import type { NodeAnswer } from "./answer.js";
import { environment } from "./environment.js";
import { putHeaders } from "./identity.js";
import { incomingOf } from "./incoming.js";
import type { NodeRequest } from "./types.js";

/** The guard for requests of Node. */
export class NodeGuard {
  readonly #guard: Guard<unknown, object>;
  readonly #admissions: Admissions<unknown, object>;

  /** @throws {JwtError} `options_invalid`, `key_invalid` */
  constructor(options: unknown, more?: readonly unknown[]) {
    this.#guard = new Guard(readMiddlewareOptions<unknown, object>(options, more));
    this.#admissions = new Admissions(this.#guard);
  }

  /**
   * Decides on a request. If it passes, its headers are changed in place; otherwise the answer is returned.
   * @param view the headers that the handlers read, if they are not the request's own
   */
  async decide(
    request: NodeRequest,
    demands: Demands | undefined,
    view = request.headers,
  ): Promise<Passed<unknown> | NodeAnswer> {
    const incoming = incomingOf(request, view);
    const visit = { key: request, incoming, env: environment(), context: undefined, request };
    const admitted = await this.#admissions.admit(visit, demands);
    if (hasOwn(admitted, "status")) return answerOf(admitted);
    const { passed, isNew } = admitted;
    if (isNew) putHeaders(request, [request.headers, view], this.#guard.headerNames, passed.headers);
    return passed;
  }
}

async function answerOf(answer: Answer): Promise<NodeAnswer> {
  // Only own members, so that a member on `Object.prototype` is not taken for a response.
  const { response, status, headers, body } = { response: undefined, ...answer };
  if (response === undefined) return { status, headers: Object.entries(headers), body };
  const content = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body: content };
}
