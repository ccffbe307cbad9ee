import { hashOf } from "../keys/hash.js";

/** What is looked at of a request for a published document: a `Request` is one. */
export interface DocumentRequest {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
}

/** A JSON document that anybody may read. */
export interface PublishedDocument {
  readonly json: string;
  readonly type: string;
  /** For how many seconds caches may keep it. */
  readonly maxAge: number;
}

const METHODS = "GET, HEAD, OPTIONS";

/**
 * The answer to a request for it: with an entity tag (RFC 9110 §13.1.2), and for pages of every origin, since browsers
 * verify as well. Without a request it is as for `GET`.
 */
export function publishedResponse(
  { json, type, maxAge }: PublishedDocument,
  request?: DocumentRequest,
): Response {
  const open = { "access-control-allow-origin": "*" };
  const method = request?.method ?? "GET";
  if (method === "OPTIONS") {
    const allowed = { "access-control-allow-methods": METHODS, "access-control-max-age": "86400" };
    return new Response(null, { status: 204, headers: { ...open, ...allowed, allow: METHODS } });
  }
  if (method !== "GET" && method !== "HEAD") {
    return new Response(null, { status: 405, headers: { ...open, allow: METHODS } });
  }
  const etag = `"${hashOf(json)}"`;
  const headers = {
    ...open,
    "cache-control": maxAge > 0 ? `public, max-age=${maxAge}` : "no-cache",
    etag,
    "x-content-type-options": "nosniff",
  };
  if (isKnown(request?.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  return new Response(method === "HEAD" ? null : json, { headers: { ...headers, "content-type": type } });
}

/** Compared weakly, as RFC 9110 §13.1.2 asks for. */
function isKnown(header: string | null | undefined, etag: string): boolean {
  if (header === null || header === undefined) return false;
  return header.split(",").some((item) => {
    const text = item.trim();
    return text === "*" || (text.startsWith("W/") ? text.slice(2) : text) === etag;
  });
}
