import type { Incoming } from "../edge/incoming.js";
import { type Lines, linesOf } from "./raw-headers.js";
import type { NodeRequest } from "./types.js";
import { urlOf } from "./url.js";

/** A request of Node as the guard reads it. `headers` are those that the handlers read, which need not be the request's own. */
export function incomingOf(
  request: NodeRequest,
  headers: NodeRequest["headers"] = request.headers,
): Incoming {
  const lines = linesOf(request);
  const get = (name: string) => headerIn(headers, lines, name.toLowerCase());
  return {
    method: request.method ?? "",
    url: urlOf(request, hostOf(headers, get)),
    headers: { get, keys: () => namesOf(headers, lines) },
  };
}

/**
 * The value of a header as the handlers read it, which middleware may have set or removed. If the client has sent
 * several lines of one name, the gate sees all of them, although handlers see only one.
 */
function headerIn(headers: NodeRequest["headers"], lines: Lines, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return null;
  const sent = lines.get(name) ?? [];
  // Several cookie headers are parts of one (RFC 9113 §8.2.3).
  if (name === "cookie") return Array.isArray(value) ? value.join("; ") : String(value);
  if (sent.length > 1) return sent.join(", ");
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function namesOf(headers: NodeRequest["headers"], lines: Lines): Iterable<string> {
  const names = new Set([...Object.keys(headers).map((name) => name.toLowerCase()), ...lines.keys()]);
  // HTTP/2 has the method and the target among the headers (RFC 9113 §8.3).
  return [...names].filter((name) => !name.startsWith(":"));
}

/** The request's host, or `null` if it has two that differ, which is malformed (RFC 9113 §8.3.1). */
function hostOf(headers: NodeRequest["headers"], get: (name: string) => string | null): string | null {
  const host = get("host");
  const authority = Object.hasOwn(headers, ":authority") ? headers[":authority"] : undefined;
  if (typeof authority !== "string") return host;
  return host === null || host === authority ? authority : null;
}
