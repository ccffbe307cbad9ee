import type { NodeRequest } from "./types.js";

/** Of no scheme, so that nothing takes it for a URL: what is asked of the request's URL fails closed. */
const UNUSABLE = "";

/**
 * The URL that the client asked for, from the request's target and host. Behind a proxy it is the proxy's to say, and no header
 * that a client can send as well is believed.
 */
export function urlOf(request: NodeRequest, host: string | null): string {
  const target: unknown = request.originalUrl ?? request.url;
  if (typeof target !== "string" || host === null || !isHost(host) || !isPlain(target)) return UNUSABLE;
  // What serverless adapters make up may have none.
  const { encrypted } = Object(request.socket) as { readonly encrypted?: unknown };
  return `${encrypted === true ? "https" : "http"}://${host}${target}`;
}

/** A host that holds a slash or a question mark would move where the path begins. */
function isHost(host: string): boolean {
  return host !== "" && !/[^\w\-.:[\]]/.test(host);
}

const DOTS: ReadonlySet<string> = new Set([".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"]);

/**
 * Whether the target is a path (RFC 9112 §3.2.1) that a URL keeps as it is written. Routers look at the target itself: they
 * neither resolve dots nor turn backslashes as the URL does, so the two would name different places.
 */
function isPlain(target: string): boolean {
  if (!target.startsWith("/") || /[\\#]/.test(target)) return false;
  const [path = ""] = target.split("?", 1);
  return !path.split("/").some((segment) => DOTS.has(segment.toLowerCase()));
}
