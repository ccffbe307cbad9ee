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

/**
 * Whether an origin might take the path for another one: it may decode letters that need no encoding, merge slashes,
 * resolve dots, or cut off what follows a semicolon. The URL parser has resolved plain dots already.
 */
export function isAmbiguous(path: string): boolean {
  return /\/\/|[\\;]|\/\.{1,2}(?:\/|$)|%(?:[01]\w|2[ef5]|3b|5c|7f|[46][1-9a-f]|[57][0-9a]|3\d|2d|5f|7e)/i.test(
    path,
  );
}
