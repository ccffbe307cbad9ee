/** What the guard looks at of a request, and never its body. A Fetch `Request` is one. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: IncomingHeaders;
}

/** As of Fetch: names in any case, and several headers of a name joined by a comma, cookies by a semicolon. */
export interface IncomingHeaders {
  get(name: string): string | null;
  /** In lower case. */
  keys(): Iterable<string>;
}
