import { parsed } from "./text.js";

/** Paths that need no token: whole ones, and all below a path that ends with `/*`. */
export class PublicPaths {
  readonly #whole: ReadonlySet<string>;
  readonly #below: readonly string[];

  constructor(paths: readonly string[]) {
    this.#whole = new Set(paths.filter((path) => !path.endsWith("/*")));
    this.#below = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(0, -1));
  }

  /** Whether no request for this path, or any below it, needs a token. */
  covers(pattern: string): boolean {
    const path = pattern.endsWith("/*") ? pattern.slice(0, -1) : pattern;
    return this.#whole.has(pattern) || this.#below.some((prefix) => path.startsWith(prefix));
  }

  has(url: string): boolean {
    if (this.#whole.size === 0 && this.#below.length === 0) return false;
    const path = plainPath(url);
    if (path === undefined) return false;
    return this.#whole.has(path) || this.#below.some((prefix) => path.startsWith(prefix));
  }
}

/** The path, unless an origin might take it for another one. */
export function plainPath(url: string): string | undefined {
  const path = pathOf(url);
  return path === undefined || isAmbiguous(path) ? undefined : path;
}

/** Whether it names paths as they arrive: one that no request can have would never be public. */
export function isPublicPath(path: string): boolean {
  const plain = path.endsWith("/*") ? path.slice(0, -1) : path;
  return !plain.includes("*") && pathOf(`https://site.example${plain}`) === plain && !isAmbiguous(plain);
}

/**
 * The path, if it is spelled as it is understood. Runtimes resolve dots, turn backslashes and encode letters in the URL
 * that is looked at here, and may yet send on what the client wrote.
 */
export function pathOf(url: string): string | undefined {
  const pathname = parsed(url)?.pathname;
  const written = writtenPath(url);
  return written === pathname || (written === "" && pathname === "/") ? pathname : undefined;
}

/** From the end of the authority to the query. */
function writtenPath(url: string): string {
  const authority = url.slice(url.indexOf("://") + 3);
  const [written = ""] = authority.split("?", 1);
  const start = written.search(/[/\\]/);
  return start < 0 ? "" : written.slice(start);
}

// Slashes side by side, a segment that ends with a dot, parameters (RFC 3986 §3.3) and backslashes.
const AMBIGUOUS = /\/\/|\.\/|\.$|[\\;]/;
// Unreserved letters need no encoding (RFC 3986 §2.3); of the others here the decoding is what attacks live on.
const NEEDLESS = /[\w\-.~%/\\;\ufffd]|\p{Cc}/u;

/**
 * Whether an origin might take the path for another one: it may decode letters that need no encoding, merge slashes,
 * resolve dots or cut them off, cut off what follows a semicolon, or take one letter for another.
 */
export function isAmbiguous(path: string): boolean {
  if (AMBIGUOUS.test(path)) return true;
  const [, ...encoded] = path.split("%");
  // Letters that were not next to each other do not become neighbours: a character stays between them that no test looks
  // for.
  const runs = encoded.map((text) => `%${text.slice(0, 2)}${text.length > 2 ? "!" : ""}`).join("");
  try {
    // One by one: to normalize a long run of accents takes time that grows with its square.
    return [...decodeURIComponent(runs)].some(
      (letter) => NEEDLESS.test(letter) || NEEDLESS.test(letter.normalize("NFKC")),
    );
  } catch {
    // Not UTF-8: it is longer than needed, or the origin decides what it means; or it is not encoded at all.
    return true;
  }
}
