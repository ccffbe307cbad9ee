import { isObject } from "../kind.js";

/** Takes what is secret out of a text. */
export type Hide = (text: string) => string;

/** The URL that was asked, and the headers that were sent. */
export interface SentRequest {
  readonly url: URL;
  readonly settings: { readonly headers: readonly (readonly [name: string, value: string])[] };
}

// Shorter texts are not credentials, and occur in any message.
const SHORTEST_SECRET = 4;
const LONGEST_TEXT = 500;
const MOST_CAUSES = 4;

/**
 * What is hidden from errors: the queries of all URLs, and what stands in the query of this one and in the headers. Deno and
 * Bun put the URL that was asked into their errors, and a caller's own `fetch` may put anything there.
 */
export function hiding({ url, settings }: SentRequest): Hide {
  const pairs = url.search.slice(1).split("&");
  const secrets = [
    ...pairs.flatMap((pair) => [pair, pair.slice(pair.indexOf("=") + 1)]),
    ...url.searchParams.values(),
    ...settings.headers.flatMap(([, value]) => [value, ...value.split(" ")]),
  ].filter((secret) => secret.length >= SHORTEST_SECRET);
  // The longer ones first: they may hold the shorter ones.
  secrets.sort((a, b) => b.length - a.length);
  return (text) => {
    return withoutQueries(secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text));
  };
}

/** A text of somebody else's, short and without the queries of URLs. It is one line, and so one entry of any log. */
export function withoutQueries(text: string): string {
  const line = text.replace(/[?#]\S+/g, "…").replace(/[\s\p{Cc}]+/gu, " ");
  return line.slice(0, LONGEST_TEXT).trim();
}

/**
 * A copy of what a runtime or a caller's function threw: name, message, code and causes, without the hidden texts and
 * without anything else that the original may hold, such as the request. Making it never throws.
 */
export function copyOf(thrown: unknown, hide: Hide, depth = 1): Error {
  const { name, message, code, cause } = partsOf(thrown);
  const copy = new Error(hide(message));
  const members = {
    name: hide(name),
    // Where the copy was made says nothing.
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
