// By their members: the package needs neither Node's types nor a framework's, and takes what only resembles them.

/** A request of `node:http`, `node:http2` or `node:https`, or one of a framework that is made of these. */
export interface NodeRequest {
  method?: string | undefined;
  url?: string | undefined;
  /** Express and Connect keep it where they cut off what a router is mounted at. */
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

/** What a server gives in place of a response when a client asks to upgrade the connection. */
export interface UpgradeSocket {
  readonly destroyed: boolean;
  end(answer?: string | Uint8Array): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}
