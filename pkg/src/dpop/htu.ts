import { parsed } from "../edge/text.js";

const WEB = ["http:", "https:"];

/**
 * One spelling for all equivalent URIs (RFC 3986 §6.2.2, §6.2.3), without query and fragment (RFC 9449 §4.3): scheme
 * and host in lower case, no default port, no dot segments, and percent-encoding only where it is needed. `undefined`
 * for what is not an absolute http or https URI, or could be read as another URI: with a user, a backslash, white space
 * or non-ASCII characters.
 */
export function normalizedUri(uri: string): string | undefined {
  if (/[^\x21-\x7e]|\\/.test(uri)) return undefined;
  const start = uri.indexOf("://");
  const { protocol = "", username, password, host = "", pathname = "" } = parsed(uri) ?? {};
  if (!WEB.includes(protocol) || start !== protocol.length - 1) return undefined;
  const [authority = ""] = uri.slice(start + 3).split(/[/?#]/, 1);
  // Some parsers read `https:///host` as a URI of the host.
  if (authority === "" || authority.includes("@") || username !== "" || password !== "") return undefined;
  const path = encoded(pathname);
  return path === undefined ? undefined : `${protocol}//${host}${path}`;
}

/** As {@link normalizedUri}, for the URL of a request, as `fetch` sends it and a server sees it. */
export function requestUri(url: string): string | undefined {
  const { href } = parsed(url) ?? {};
  return href === undefined ? undefined : normalizedUri(href);
}

// Characters that a path must encode (RFC 3986 §3.3). The percent sign is handled apart.
const NEEDS_ENCODING = /[^\w\-.~!$&'()*+,;=:@/]/g;

/** The path with normalised percent-encoding; `undefined` if a percent sign begins no encoding. */
function encoded(path: string): string | undefined {
  const [plain = "", ...parts] = path.split("%");
  let text = percent(plain);
  for (const part of parts) {
    const digits = part.slice(0, 2);
    if (!/^[\da-f]{2}$/i.test(digits)) return undefined;
    const letter = String.fromCharCode(Number.parseInt(digits, 16));
    text += /[\w\-.~]/.test(letter) ? letter : `%${digits.toUpperCase()}`;
    text += percent(part.slice(2));
  }
  return text;
}

function percent(text: string): string {
  return text.replaceAll(
    NEEDS_ENCODING,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
