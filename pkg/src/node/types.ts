// Described by their members, so that the package depends on no types of Node or a framework, and accepts similar objects.

/** A request of `node:http`, `node:http2` or `node:https`, or a framework's request that is based on one. */
export interface NodeRequest {
  method?: string | undefined;
  url?: string | undefined;
  /** Express and Connect keep the whole URL here, because they cut off the path at which a router is mounted. */
  originalUrl?: string | undefined;
  headers: { [name: string]: string | string[] | undefined };
  rawHeaders: string[];
  socket: object;
}

/** What answers it. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  setHeader(name: string, value: string | string[]): unknown;
  end(body?: string | Uint8Array): unknown;
}

/** The socket that a server passes instead of a response when a client asks to upgrade the connection. */
export interface UpgradeSocket {
  readonly destroyed: boolean;
  end(answer?: string | Uint8Array): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}
