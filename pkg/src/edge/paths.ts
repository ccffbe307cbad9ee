/** Paths that need no token: whole ones, and all below a path that ends with `/*`. */
export class PublicPaths {
  readonly #whole: ReadonlySet<string>;
  readonly #below: readonly string[];

  constructor(paths: readonly string[]) {
    this.#whole = new Set(paths.filter((path) => !path.endsWith("/*")));
    this.#below = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(0, -1));
  }

  has(url: string): boolean {
    const { pathname } = new URL(url);
    if (isAmbiguous(pathname)) return false;
    return this.#whole.has(pathname) || this.#below.some((prefix) => pathname.startsWith(prefix));
  }
}

// Slashes side by side, dots as a segment, parameters (RFC 3986 §3.3) and backslashes.
const AMBIGUOUS = /\/\/|\/\.{1,2}(?:\/|$)|[\\;]/;
// What is no percent-encoding (RFC 3986 §2.1), or is UTF-8 of a longer form than needed.
const MALFORMED = /%(?![\da-f]{2})|%c[01]/i;

/**
 * Whether an origin might take the path for another one: it may decode letters that need no encoding, merge slashes,
 * resolve dots, or cut off what follows a semicolon. The URL parser has resolved plain dots already.
 */
export function isAmbiguous(path: string): boolean {
  const encoded = path.match(/%[\da-f]{2}/gi) ?? [];
  return AMBIGUOUS.test(path) || MALFORMED.test(path) || encoded.some(isNeedless);
}

/** Unreserved letters need no encoding (RFC 3986 §2.3); of these others the decoding is what attacks live on. */
function isNeedless(encoded: string): boolean {
  const letter = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[\w\-.~%/\\;]/.test(letter) || letter < " " || letter === "\x7f";
}
