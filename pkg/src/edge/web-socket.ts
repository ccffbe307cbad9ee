import { isB64token } from "./authorization.js";
import type { Found } from "./credentials.js";
import { trimmed } from "./text.js";

export const PROTOCOLS = "Sec-WebSocket-Protocol";
const SCHEME = "bearer";

/**
 * The token after the subprotocol `bearer`. A page that opens a WebSocket can send only cookies and the names of
 * subprotocols (RFC 6455 §11.3.4).
 */
export function tokenInProtocols(header: string | null): Found {
  const offered = offers(header ?? "");
  const at = offered.indexOf(SCHEME);
  if (at < 0) return "absent";
  const token = offered[at + 1] ?? "";
  const isOne = offered.indexOf(SCHEME, at + 1) < 0;
  return isOne && isB64token(token) ? { token, scheme: undefined } : "invalid_request";
}

/** The offered subprotocols without the token, which an origin could otherwise choose for its answer. */
export function withoutToken(header: string): string {
  const offered = offers(header);
  const kept = offered.filter((_, index) => offered[index - 1] !== SCHEME);
  return kept.length === offered.length ? header : kept.join(", ");
}

function offers(header: string): string[] {
  return header.split(",").map(trimmed);
}
