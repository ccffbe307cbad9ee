import type { Rejection } from "./rejection.js";
import { parsed } from "./text.js";

/**
 * The challenge (RFC 6750 §3). What is in quotes holds no quote and no backslash: codes and scopes never do, and the
 * realm was checked.
 */
export function challengeOf({ status, code, scope }: Rejection, realm: string): string | undefined {
  const scheme = `Bearer realm="${realm}"`;
  switch (status) {
    case 400:
      return `${scheme}, error="invalid_request"`;
    case 401:
      // A client that sent no token gets a challenge without an error.
      return code === "token_missing"
        ? scheme
        : `${scheme}, error="invalid_token", error_description="${code}"`;
    case 403:
      return `${scheme}, error="insufficient_scope", scope="${scope ?? ""}"`;
    default:
      return undefined;
  }
}

/** Whether it can stand in quotes as it is (RFC 9110 §5.6.4). */
export function isRealm(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(text);
}

// A name of RFC 1035 §2.3.4 and a port.
const LONGEST_HOST = 259;

/** The request's host and port, which come from the client: a text that cannot be a host is not sent back. */
export function realmOf({ url }: Request): string {
  const host = parsed(url)?.host ?? "";
  return host === "" || host.length > LONGEST_HOST || /[^\w\-.:[\]]/.test(host) ? "api" : host;
}
