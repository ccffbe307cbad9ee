/** The part of a request that the gate reads. It is never the body. A Fetch `Request` has it. */
export interface Incoming {
  /** The method, such as `GET`. */
  readonly method: string;
  /** The absolute URL. */
  readonly url: string;
  /** The headers. */
  readonly headers: IncomingHeaders;
}

/** Headers as Fetch has them: case does not matter, and headers of one name are joined by a comma, cookies by a semicolon. */
export interface IncomingHeaders {
  /**
   * The value of a header, or `null`.
   * @throws nothing
   */
  get(name: string): string | null;
  /**
   * The names of all headers, in lower case.
   * @throws nothing
   */
  keys(): Iterable<string>;
}
