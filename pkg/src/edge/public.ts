import type { Incoming, IncomingHeaders } from "./incoming.js";
import { isOverride } from "./overrides.js";
import { PublicPaths } from "./paths.js";
import { parsed } from "./text.js";

export interface PublicSettings {
  readonly publicPaths: readonly string[];
  /** In upper case. */
  readonly publicMethods: readonly string[];
  readonly allowPreflight: boolean;
}

/** Knows which requests need no token. */
export class PublicRequests {
  readonly #paths: PublicPaths;
  readonly #methods: ReadonlySet<string>;
  readonly #allowsPreflight: boolean;

  constructor({ publicPaths, publicMethods, allowPreflight }: PublicSettings) {
    this.#paths = new PublicPaths(publicPaths);
    this.#methods = new Set(publicMethods);
    this.#allowsPreflight = allowPreflight;
  }

  has(incoming: Incoming, env: unknown): boolean {
    const { method, headers, url } = incoming;
    const isOpen =
      this.#methods.has(method) ||
      (this.#allowsPreflight && isPreflight(method, headers)) ||
      this.#paths.has(url);
    return isOpen && isPlain(incoming, env);
  }
}

/** Whether only the URL and the method say what the request is for, and no header. */
export function isPlain({ url, headers }: Incoming, env: unknown): boolean {
  return isPlainTarget(url, env) && ![...headers.keys()].some(isOverride);
}

const WEB = ["http:", "https:"];

/**
 * Whether the request's target was a path (RFC 9112 §3.2.1), from which adapters make the URL. If the target was a
 * whole URL, an adapter may take the host for a part of the path, or an origin a part of the path for the host. Hono's
 * adapter for Node shows the original target.
 */
function isPlainTarget(url: string, env: unknown): boolean {
  const { protocol = "", username, password } = parsed(url) ?? {};
  const { url: target } = Object(Object(env).incoming) as { url?: unknown };
  const isPath = typeof target !== "string" || target.startsWith("/");
  return isPath && WEB.includes(protocol) && username === "" && password === "" && !url.includes("#");
}

/**
 * Whether it is a CORS preflight: a browser's question before a page of another origin sends a request. It never has
 * credentials.
 */
function isPreflight(method: string, headers: IncomingHeaders): boolean {
  const has = (name: string) => headers.get(name) !== null;
  return method === "OPTIONS" && has("origin") && has("access-control-request-method");
}
