import { PublicPaths } from "./paths.js";

export interface PublicSettings {
  readonly publicPaths: readonly string[];
  /** In upper case. */
  readonly publicMethods: readonly string[];
  readonly allowPreflight: boolean;
}

// Frameworks take the path or the method from these headers instead of the request's own, if a client sends them.
const OVERRIDES = [
  "x-original-url",
  "x-rewrite-url",
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
];

/** Requests that need no token. */
export class PublicRequests {
  readonly #paths: PublicPaths;
  readonly #methods: ReadonlySet<string>;
  readonly #allowsPreflight: boolean;

  constructor({ publicPaths, publicMethods, allowPreflight }: PublicSettings) {
    this.#paths = new PublicPaths(publicPaths);
    this.#methods = new Set(publicMethods);
    this.#allowsPreflight = allowPreflight;
  }

  has({ method, headers, url }: Request): boolean {
    const isOpen =
      this.#methods.has(method) ||
      (this.#allowsPreflight && isPreflight(method, headers)) ||
      this.#paths.has(url);
    return isOpen && !OVERRIDES.some((name) => headers.has(name));
  }
}

/** A browser's question before a request of another origin's page; it never carries credentials. */
function isPreflight(method: string, headers: Headers): boolean {
  return method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
}
