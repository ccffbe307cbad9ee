import { invalidOptions } from "../error.js";
import { reading } from "../members.js";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address of a key set. Whoever can change the answer on its way chooses the keys, so it must be https; only what
 * never leaves the machine may be http.
 */
export function jwksUrl(value: unknown): URL {
  const url = reading("the URL of the key set", () => {
    if (typeof value === "string" || value instanceof URL) return new URL(value);
    throw invalidOptions(`the URL of the key set must be a string or a URL, it is ${typeof value}`);
  });
  const refusal = refusalOf(url);
  if (refusal !== undefined) throw invalidOptions(`the URL of the key set ${refusal}`);
  url.hash = "";
  return url;
}

/** Why this address is not to be asked, or `undefined` if it may be. */
export function refusalOf(url: URL): string | undefined {
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return `must be https, it is ${url.protocol.slice(0, -1)}`;
  return LOOPBACK.test(url.hostname) ? undefined : "must be https: http is for loopback addresses only";
}
