/** The part of a request that the guard reads, which is never the body. A Fetch `Request` is one. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: IncomingHeaders;
}

/** Headers as Fetch has them: case does not matter, and headers of one name are joined by a comma, cookies by a semicolon. */
export interface IncomingHeaders {
  get(name: string): string | null;
  /** In lower case. */
  keys(): Iterable<string>;
}
