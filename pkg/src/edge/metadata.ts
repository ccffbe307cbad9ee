import type { Answer } from "./answer.js";
import type { Incoming } from "./incoming.js";
import { pathOf } from "./paths.js";
import type { ResourceSettings } from "./resource.js";
import { trimmed } from "./text.js";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";
// Scripts of any page can read the metadata. Clients may keep it: a new challenge is a sign that it may have changed
// (RFC 9728 §5.2).
const CORS = { "access-control-allow-origin": "*" };
const CACHE = "public, max-age=3600";

/** The metadata of a protected resource, and the paths where clients find it (RFC 9728 §3). */
export class ResourceMetadata {
  /** The value of `resource_metadata` in challenges (§5.1). It can be quoted, because URLs contain neither `"` nor `\`. */
  readonly url: string;
  readonly #paths: readonly string[];
  readonly #body: string;
  readonly #etag: string;

  constructor({ url, metadata }: ResourceSettings, derived: ResourceSettings["metadata"]) {
    // A slash alone counts as no path (§3.1).
    const path = url.pathname === "/" ? "" : url.pathname;
    this.url = `${url.origin}${WELL_KNOWN}${path}`;
    // MCP clients also look at the root, whatever the resource's path is.
    this.#paths = [WELL_KNOWN + path, WELL_KNOWN];
    this.#body = JSON.stringify({ ...metadata, ...derived });
    this.#etag = `"${hashOf(this.#body)}"`;
  }

  /**
   * The answer to a request for the metadata. Nothing in it comes from the request: a client that could choose the host
   * could choose where the next client sends its user.
   */
  answer({ method, url, headers }: Incoming): Answer | undefined {
    // A quick test first, because most requests are for something else.
    const path = url.includes(WELL_KNOWN) ? pathOf(url) : undefined;
    if (path === undefined || !this.#paths.includes(path)) return undefined;
    switch (method) {
      case "GET":
      case "HEAD": {
        const fresh = { ...CORS, "cache-control": CACHE, etag: this.#etag };
        if (isKnown(headers.get("if-none-match"), this.#etag))
          return { status: 304, headers: fresh, body: "" };
        const body = method === "GET" ? this.#body : "";
        return { status: 200, headers: { ...fresh, "content-type": "application/json" }, body };
      }
      case "OPTIONS": {
        const preflight = { "access-control-allow-headers": "*", "access-control-max-age": "86400" };
        return { status: 204, headers: { ...CORS, ...preflight, allow: METHODS }, body: "" };
      }
      default:
        return { status: 405, headers: { ...CORS, allow: METHODS }, body: "" };
    }
  }
}

const METHODS = "GET, HEAD, OPTIONS";

/** Whether the client has this version, by the weak comparison of RFC 9110 §13.1.2. */
function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((one) => {
    const tag = trimmed(one);
    return tag === "*" || (tag.startsWith("W/") ? tag.slice(2) : tag) === etag;
  });
}

/** FNV-1a. It only distinguishes versions of a document; no security depends on it. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) as number), 0x01000193);
  return (hash >>> 0).toString(36);
}
