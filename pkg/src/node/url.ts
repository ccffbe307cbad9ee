import type { NodeRequest } from "./types.js";

/** A text that nothing can parse as a URL, so that every check of the request's URL fails. */
const UNUSABLE = "";

/**
 * The URL that the client requested, made from the request's target and host. The gate trusts no forwarded header,
 * because clients can send them too.
 */
export function urlOf(request: NodeRequest, host: string | null): string {
  const target: unknown = request.originalUrl ?? request.url;
  if (typeof target !== "string" || host === null || !isHost(host) || !isPlain(target)) return UNUSABLE;
  // Requests of serverless adapters may have no socket.
  const { encrypted } = Object(request.socket) as { readonly encrypted?: unknown };
  return `${encrypted === true ? "https" : "http"}://${host}${target}`;
}

/** Whether it is only a host: a slash or a question mark in it would change where the path begins. */
function isHost(host: string): boolean {
  return host !== "" && !/[^\w\-.:[\]]/.test(host);
}

const DOTS: ReadonlySet<string> = new Set([".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"]);

/**
 * Whether the target is a path (RFC 9112 §3.2.1) that a URL does not change. Routers read the raw target: unlike a URL,
 * they do not resolve dots or turn backslashes into slashes, so the two could name different places.
 */
function isPlain(target: string): boolean {
  if (!target.startsWith("/") || /[\\#]/.test(target)) return false;
  const [path = ""] = target.split("?", 1);
  return !path.split("/").some((segment) => DOTS.has(segment.toLowerCase()));
}
