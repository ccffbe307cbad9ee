import { hashOf } from "../keys/hash.js";
import { orUnreadable, wrongArgument } from "../read-options.js";
import { needed } from "../runtime/needs.js";

/** The part of a request that is read to answer with a document. A `Request` has it. */
export interface DocumentRequest {
  /** The method, such as `GET`. */
  readonly method: string;
  /** The headers, of which `If-None-Match` is read. */
  readonly headers: {
    /**
     * The value of a header, or `null`.
     * @throws nothing
     */
    get(name: string): string | null;
  };
}

/** A JSON document that anybody may read. */
export interface PublishedDocument {
  readonly json: string;
  readonly type: string;
  /** For how many seconds caches may keep it. */
  readonly maxAge: number;
}

const METHODS = "GET, HEAD, OPTIONS";

/** Reads the caller's request, which may be any object. */
function read(request: DocumentRequest | undefined) {
  if (request === undefined) return { method: "GET", known: null };
  return orUnreadable("the request", () => {
    const { method, headers } = Object(request) as Record<string, unknown>;
    const { get } = Object(headers) as { get?: unknown };
    if (typeof method !== "string" || typeof get !== "function") {
      throw wrongArgument("the request must be a Request, or have a method and headers with get", request);
    }
    const known: unknown = get.call(headers, "if-none-match");
    return { method, known: typeof known === "string" ? known : null };
  });
}

/**
 * The answer to a request for the document, with an entity tag (RFC 9110 §13.1.2). Pages of every origin may read it,
 * because browsers verify tokens too. Without a request, it is the answer to `GET`.
 * @throws {JwtError} `options_invalid` for what is not a request
 */
export function publishedResponse(
  { json, type, maxAge }: PublishedDocument,
  request?: DocumentRequest,
): Response {
  const Answer = needed("Response");
  const open = { "access-control-allow-origin": "*" };
  const { method, known } = read(request);
  if (method === "OPTIONS") {
    const allowed = { "access-control-allow-methods": METHODS, "access-control-max-age": "86400" };
    return new Answer(null, { status: 204, headers: { ...open, ...allowed, allow: METHODS } });
  }
  if (method !== "GET" && method !== "HEAD") {
    return new Answer(null, { status: 405, headers: { ...open, allow: METHODS } });
  }
  const etag = `"${hashOf(json)}"`;
  const headers = {
    ...open,
    "cache-control": maxAge > 0 ? `public, max-age=${maxAge}` : "no-cache",
    etag,
    "x-content-type-options": "nosniff",
  };
  if (isKnown(known, etag)) return new Answer(null, { status: 304, headers });
  return new Answer(method === "HEAD" ? null : json, { headers: { ...headers, "content-type": type } });
}

/** Whether the client has this version, by the weak comparison of RFC 9110 §13.1.2. */
function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((item) => {
    const text = item.trim();
    return text === "*" || (text.startsWith("W/") ? text.slice(2) : text) === etag;
  });
}
