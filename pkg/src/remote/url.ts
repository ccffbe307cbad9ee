import { invalidOptions } from "../error.js";
import { tagOf } from "../kind.js";
import { wrongArgument } from "../read-options.js";
import { needed } from "../runtime/needs.js";

/**
 * The URL of a key set. It must be https, because anybody who can change the answer chooses the keys. Plain http is
 * accepted for loopback addresses, and for others only if the caller allows it.
 */
export function jwksUrl(value: unknown, allowInsecure: boolean): URL {
  const url = read(value);
  const error = urlError(url, allowInsecure);
  if (error !== undefined) throw invalidOptions(`the URL of the key set ${error}`);
  url.hash = "";
  return url;
}

/** The errors have no `cause`, because the runtime's error quotes the URL, whose query may hold a credential. */
function read(value: unknown): URL {
  const Url = needed("URL");
  try {
    if (typeof value === "string" || isUrl(value)) return new Url(value);
  } catch {
    throw invalidOptions("the URL of the key set cannot be read as a URL");
  }
  throw wrongArgument("the URL of the key set must be a string or a URL", value);
}

/** Known by its tag, because `instanceof` fails for a URL of another realm. */
function isUrl(value: unknown): value is URL {
  return tagOf(value) === "URL";
}

/** Why nothing may be fetched from this URL, or `undefined` if it may. */
export function urlError(url: URL, allowInsecure: boolean): string | undefined {
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return `must be https, but it is ${url.protocol.slice(0, -1)}`;
  if (allowInsecure || isLoopback(url.hostname)) return undefined;
  return "must be https: http is taken for loopback addresses only, and for others with allowInsecure: true";
}

/**
 * Whether the host is this machine: `localhost` and all names below it, with or without a final dot (RFC 6761 §6.3),
 * 127.0.0.0/8 (RFC 5735 §3), whose addresses the URL parser has normalised, and `[::1]`. An IPv4 address inside an IPv6
 * one is not accepted, because systems differ in where it leads.
 */
export function isLoopback(hostname: string): boolean {
  const host = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  if (host === "localhost" || host.endsWith(".localhost") || host === "[::1]") return true;
  return /^127\.\d+\.\d+\.\d+$/.test(host);
}
