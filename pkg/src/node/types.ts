// These types have only the members that are used, so that the package depends on no types of Node or a framework, and
// accepts similar objects.

/** A request of `node:http`, `node:http2` or `node:https`, or a framework's request that is based on one. */
export interface NodeRequest {
  /** The method, such as `GET`. */
  method?: string | undefined;
  /** The path and the query. */
  url?: string | undefined;
  /** The path and the query before Express or Connect removed the path at which a router is mounted. */
  originalUrl?: string | undefined;
  /** The headers, by name in lower case. */
  headers: { [name: string]: string | string[] | undefined };
  /** Names and values of the header lines, as they arrived. */
  rawHeaders: string[];
  /** The connection. */
  socket: object;
}

/** A response of `node:http`: the part that is used. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  setHeader(name: string, value: string | string[]): unknown;
  end(body?: string | Uint8Array): unknown;
}

/** The socket of a connection that a client asks to upgrade, which the server passes instead of a response. */
export interface UpgradeSocket {
  readonly destroyed: boolean;
  end(answer?: string | Uint8Array): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}
