import { invalidOptions } from "../error.js";
import { tagOf } from "../kind.js";
import { wrongOption } from "../read-options.js";
import { needed } from "../runtime/needs.js";

/**
 * The address of a key set. Anyone who can change the answer on its way chooses the keys, so it must be https; http is
 * only for what never leaves the machine, or for what the caller allows.
 */
export function jwksUrl(value: unknown, allowInsecure: boolean): URL {
  const url = read(value);
  const error = urlError(url, allowInsecure);
  if (error !== undefined) throw invalidOptions(`the URL of the key set ${error}`);
  url.hash = "";
  return url;
}

/** The runtime's own error holds the text, whose query may be a credential. */
function read(value: unknown): URL {
  const Url = needed("URL");
  try {
    if (typeof value === "string" || isUrl(value)) return new Url(value);
  } catch {
    throw invalidOptions("the URL of the key set cannot be read as a URL");
  }
  throw wrongOption("the URL of the key set must be a string or a URL", value);
}

/** `instanceof` does not know a URL of another realm. */
function isUrl(value: unknown): value is URL {
  return tagOf(value) === "URL";
}

/** Why this address is not to be asked, or `undefined` if it may be. */
export function urlError(url: URL, allowInsecure: boolean): string | undefined {
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return `must be https, it is ${url.protocol.slice(0, -1)}`;
  if (allowInsecure || isLoopback(url.hostname)) return undefined;
  return "must be https: http is taken for loopback addresses only, and for others with allowInsecure: true";
}

/**
 * RFC 6761 §6.3: `localhost` and all names below it, with or without the root's dot. The parser has written IPv4 addresses
 * out (RFC 5735 §3: 127.0.0.0/8). An IPv4 address inside of an IPv6 one is not taken: systems differ in where it leads.
 */
export function isLoopback(hostname: string): boolean {
  const host = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  if (host === "localhost" || host.endsWith(".localhost") || host === "[::1]") return true;
  const numbers = host.split(".");
  return (
    numbers.length === 4 && numbers[0] === "127" && numbers.every((part) => part !== "" && !/\D/.test(part))
  );
}
