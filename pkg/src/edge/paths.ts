import { parsed } from "./text.js";

/** Paths that need no token: whole paths, and all paths below one that ends with `/*`. */
export class PublicPaths {
  readonly #whole: ReadonlySet<string>;
  readonly #below: readonly string[];

  constructor(paths: readonly string[]) {
    this.#whole = new Set(paths.filter((path) => !path.endsWith("/*")));
    this.#below = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(0, -1));
  }

  /** Whether no request for this path, or for any path below it, needs a token. */
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

/** The path, or `undefined` if an origin might read it as another one. */
export function plainPath(url: string): string | undefined {
  const path = pathOf(url);
  return path === undefined || isAmbiguous(path) ? undefined : path;
}

/** Whether it names paths as they arrive. A path that no request can have would never be public. */
export function isPublicPath(path: string): boolean {
  const plain = path.endsWith("/*") ? path.slice(0, -1) : path;
  return !plain.includes("*") && pathOf(`https://site.example${plain}`) === plain && !isAmbiguous(plain);
}

/**
 * The path, if the URL spells it as the parser reads it. Runtimes resolve dots, turn backslashes into slashes and
 * encode characters when they parse a URL, but may forward what the client wrote.
 */
export function pathOf(url: string): string | undefined {
  const pathname = parsed(url)?.pathname;
  const written = writtenPath(url);
  return written === pathname || (written === "" && pathname === "/") ? pathname : undefined;
}

/** The path as it is written: the text from the end of the host to the query. */
function writtenPath(url: string): string {
  const authority = url.slice(url.indexOf("://") + 3);
  const [written = ""] = authority.split("?", 1);
  const start = written.search(/[/\\]/);
  return start < 0 ? "" : written.slice(start);
}

// Two slashes in a row, a segment that ends with a dot, parameters (RFC 3986 §3.3) and backslashes.
const AMBIGUOUS = /\/\/|\.\/|\.$|[\\;]/;
// Unreserved characters, which need no encoding (RFC 3986 §2.3), and others whose decoding is used in attacks.
const NEEDLESS = /[\w\-.~%/\\;\ufffd]|\p{Cc}/u;

/**
 * Whether an origin might read the path as another one: it may decode characters that need no encoding, merge slashes,
 * resolve or remove dots, remove what follows a semicolon, or take one character for another.
 */
export function isAmbiguous(path: string): boolean {
  if (AMBIGUOUS.test(path)) return true;
  const [, ...encoded] = path.split("%");
  // The `!` keeps characters apart that are not neighbours in the path. No test looks for it.
  const runs = encoded.map((text) => `%${text.slice(0, 2)}${text.length > 2 ? "!" : ""}`).join("");
  try {
    // Character by character, because normalising a long run of accents takes quadratic time.
    return [...decodeURIComponent(runs)].some(
      (letter) => NEEDLESS.test(letter) || NEEDLESS.test(letter.normalize("NFKC")),
    );
  } catch {
    // It is not valid UTF-8, so each origin decides for itself what it means.
    return true;
  }
}
