import { isObject } from "../kind.js";

/** Removes secrets from a text. */
export type Hide = (text: string) => string;

/** A request that was sent: its URL and its headers. */
export interface SentRequest {
  readonly url: URL;
  readonly settings: { readonly headers: readonly (readonly [name: string, value: string])[] };
}

// Shorter texts are not credentials, and could be a part of any message.
const SHORTEST_SECRET = 4;
const LONGEST_TEXT = 500;
const MOST_CAUSES = 4;

/**
 * Hides from errors the queries of all URLs, and the values in this request's query and headers. Deno and Bun write the
 * requested URL into their errors, and a caller's own `fetch` may write anything.
 */
export function hiding({ url, settings }: SentRequest): Hide {
  const pairs = url.search.slice(1).split("&");
  const secrets = [
    ...pairs.flatMap((pair) => [pair, pair.slice(pair.indexOf("=") + 1)]),
    ...url.searchParams.values(),
    ...settings.headers.flatMap(([, value]) => [value, ...value.split(" ")]),
  ].filter((secret) => secret.length >= SHORTEST_SECRET);
  // Longer secrets first, because they may contain shorter ones.
  secrets.sort((a, b) => b.length - a.length);
  return (text) => {
    return withoutQueries(secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text));
  };
}

/**
 * A text of other code, shortened and without the queries of URLs. It becomes one line, so that it cannot forge a line
 * of a log.
 */
export function withoutQueries(text: string): string {
  const line = text.replace(/[?#]\S+/g, "…").replace(/[\s\p{Cc}]+/gu, " ");
  return line.slice(0, LONGEST_TEXT).trim();
}

/**
 * A copy of an error that the runtime or a caller's function threw: its name, message, code and causes, without the
 * hidden texts and without other members, such as the request. This function never throws.
 */
export function copyOf(thrown: unknown, hide: Hide, depth = 1): Error {
  const { name, message, code, cause } = partsOf(thrown);
  const copy = new Error(hide(message));
  const members = {
    name: hide(name),
    // A stack of its own would only show where the copy was made.
    stack: `${hide(name)}: ${copy.message}`,
    ...(cause == null || depth === MOST_CAUSES ? {} : { cause: copyOf(cause, hide, depth + 1) }),
  };
  for (const [member, value] of Object.entries(members)) {
    Object.defineProperty(copy, member, { value, writable: true, configurable: true });
  }
  return code === undefined
    ? copy
    : Object.assign(copy, { code: typeof code === "string" ? hide(code) : code });
}

interface Parts {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number | undefined;
  readonly cause?: unknown;
}

function partsOf(thrown: unknown): Parts {
  try {
    if (!isObject(thrown)) return { name: "Error", message: String(thrown) };
    const { name, message, code, cause } = thrown as { [name in keyof Parts]?: unknown };
    return {
      name: typeof name === "string" ? name : "Error",
      message: typeof message === "string" ? message : "what was thrown has no message",
      code: typeof code === "string" || typeof code === "number" ? code : undefined,
      cause,
    };
  } catch {
    return { name: "Error", message: "what was thrown cannot be read" };
  }
}
