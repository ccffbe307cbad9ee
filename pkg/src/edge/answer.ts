import { type Challenges, challengesOf } from "./challenge.js";
import type { Rejection } from "./rejection.js";

/** An answer of the gate, for any framework. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if there is no body. */
  readonly body: string;
  /** The response that `onReject` returned, which replaces the rest. */
  readonly response?: Response;
}

/** The answer to a request that is refused. */
export interface RejectionAnswer extends Answer {
  readonly status: Rejection["status"];
}

// The phrases of RFC 9110 §15, which RFC 9457 §4.2.1 requires if there is no `type`.
const TITLES: { readonly [status in Rejection["status"]]: string } = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

interface AnswerSettings extends Challenges {
  readonly vary: string;
  readonly debug: boolean;
}

/** The answer to a refused request: a challenge (RFC 6750 §3) and a problem document (RFC 9457), which no cache may keep. */
export function answer(rejection: Rejection, settings: AnswerSettings): RejectionAnswer {
  const { status, code, detail, claims } = rejection;
  const { vary, debug } = settings;
  const challenge = challengesOf(rejection, settings);
  const problem = {
    title: TITLES[status],
    status,
    code: status === 500 && !debug ? "gate_misconfigured" : code,
    ...(claims && { claims }),
    ...(debug && { detail }),
  };
  const headers = {
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    vary,
    ...(challenge && { "www-authenticate": challenge }),
    ...(status === 503 && { "retry-after": "5" }),
    ...rejection.headers,
  };
  return { status, headers, body: JSON.stringify(problem) };
}

/** The answer as a Fetch `Response`. */
export function responseOf(answer: Answer): Response {
  // Only own members, so that a member on `Object.prototype` is not taken for a response.
  const { response, body, status, headers } = { response: undefined, ...answer };
  // For a status such as 304, the constructor refuses even an empty body.
  return response ?? new Response(body === "" ? null : body, { status, headers });
}
