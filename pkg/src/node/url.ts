import type { NodeRequest } from "./types.js";

/** It has no scheme, so nothing can parse it as a URL, and every check of the request's URL fails closed. */
const UNUSABLE = "";

/**
 * The URL that the client asked for, made from the request's target and host. The gate trusts no forwarded header, because a
 * client can send it too.
 */
export function urlOf(request: NodeRequest, host: string | null): string {
  const target: unknown = request.originalUrl ?? request.url;
  if (typeof target !== "string" || host === null || !isHost(host) || !isPlain(target)) return UNUSABLE;
  // The requests of serverless adapters may lack it.
  const { encrypted } = Object(request.socket) as { readonly encrypted?: unknown };
  return `${encrypted === true ? "https" : "http"}://${host}${target}`;
}

/** A slash or a question mark in the host would change where the path begins. */
function isHost(host: string): boolean {
  return host !== "" && !/[^\w\-.:[\]]/.test(host);
}

const DOTS: ReadonlySet<string> = new Set([".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"]);

/**
 * Whether the target is a path (RFC 9112 §3.2.1) that a URL keeps as it is written. Routers read the raw target: they do not
 * resolve dots or turn backslashes into slashes as a URL does, so the two could name different places.
 */
function isPlain(target: string): boolean {
  if (!target.startsWith("/") || /[\\#]/.test(target)) return false;
  const [path = ""] = target.split("?", 1);
  return !path.split("/").some((segment) => DOTS.has(segment.toLowerCase()));
}
