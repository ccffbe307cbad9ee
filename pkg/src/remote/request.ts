import { requestsAreIsolated } from "../runtime/isolated.js";
import { discard, readText } from "./body.js";
import { statedLifetime } from "./lifetime.js";
import { RemoteError } from "./remote-error.js";
import { urlError } from "./url.js";

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** How a provider is asked. */
export interface RequestSettings {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly maxBytes: number;
  readonly fetch: typeof globalThis.fetch;
}

/** A provider's answer. */
export interface Answer {
  readonly jwks: string;
  /** For how many seconds it says that it is fresh, if it says so. */
  readonly stated: number | undefined;
}

/**
 * Asks the provider. Redirects are followed here and only within the origin that the caller named, because the server
 * that answers chooses the keys.
 */
export async function request(url: URL, settings: RequestSettings, signal: AbortSignal): Promise<Answer> {
  let place = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await send(place, settings, signal);
    try {
      signal.throwIfAborted();
      const next = redirectTarget(response, place);
      if (next === undefined) return await readAnswer(response, settings, signal);
      place = next;
    } finally {
      void discard(response);
    }
  }
  throw new RemoteError("redirect", `the provider redirected more than ${MAX_REDIRECTS} times`);
}

function send(url: URL, settings: RequestSettings, signal: AbortSignal): Promise<Response> {
  // A plain function, because Workers refuse to call their `fetch` as a method of another object.
  const { fetch } = settings;
  return fetch(url.href, {
    method: "GET",
    // The media types of RFC 7517 §8.5.1, and what providers really send.
    headers: Object.fromEntries([
      ["accept", "application/jwk-set+json, application/json"],
      ...settings.headers,
    ]),
    redirect: "manual",
    signal,
    // A browser's cache would answer with the same set that has expired or lacks a key. Workers have no such cache, and
    // older ones refuse the option.
    ...(requestsAreIsolated() ? {} : { cache: "no-cache" as const }),
  });
}

async function readAnswer(
  response: Response,
  settings: RequestSettings,
  signal: AbortSignal,
): Promise<Answer> {
  if (response.status !== 200) {
    const { status } = response;
    throw new RemoteError("status", `the provider answered with status ${status}`, { status });
  }
  const jwks = await readText(response, settings.maxBytes, signal);
  signal.throwIfAborted();
  return { jwks, stated: statedLifetime(response.headers) };
}

/** The target of a redirect, or `undefined` if the answer is not one. */
function redirectTarget(response: Response, from: URL): URL | undefined {
  // A caller's own `fetch` may have followed a redirect itself.
  if (response.redirected) {
    throw new RemoteError("redirect", "the request was redirected to a place that was not checked");
  }
  const location = response.headers.get("location");
  if (REDIRECTS.has(response.status) && location !== null) return checkedTarget(location, from);
  if (response.type === "opaqueredirect" || REDIRECTS.has(response.status)) {
    throw new RemoteError("redirect", "the provider redirects, and the runtime does not say where to");
  }
  return undefined;
}

function checkedTarget(location: string, from: URL): URL {
  let target: URL;
  try {
    target = new URL(location, from);
  } catch {
    // No `cause`: the runtime's error quotes both URLs, whose queries may hold credentials.
    throw new RemoteError("redirect", "the provider redirects to what is not a URL");
  }
  if (target.origin !== from.origin) {
    throw new RemoteError("redirect", `the provider redirects to another origin, ${target.origin}`);
  }
  // The scheme was checked with the origin.
  const error = urlError(target, true);
  if (error !== undefined) throw new RemoteError("redirect", `the URL redirected to ${error}`);
  return target;
}
