import { schemeOf, tokenAfterScheme, wholeToken } from "./authorization.js";
import { tokenInCookies } from "./cookies.js";
import type { Decryption } from "./hooks.js";
import type { Incoming, IncomingHeaders } from "./incoming.js";
import { folded } from "./text.js";
import { PROTOCOLS, tokenInProtocols } from "./web-socket.js";

/**
 * A place where a token may be: `Authorization: Bearer` (RFC 6750 §2.1), `Authorization: DPoP` (RFC 9449 §7.1), a cookie,
 * another header, or the subprotocols that a page offers with a WebSocket: `new WebSocket(url, ["bearer", token])`.
 */
export type TokenPlace =
  | "bearer"
  | "dpop"
  | {
      /** The name of the cookie. */
      readonly cookie: string;
      /** `true` also finds the token in chunks, `name.0`, `name.1` and so on. It needs a key made by `decrypter`. */
      readonly chunks?: boolean;
    }
  | {
      /** The name of the header. */
      readonly header: string;
      /** The scheme before the token, such as `Bearer`. Default: the header holds nothing but the token. */
      readonly scheme?: string;
    }
  | {
      /** The token is the subprotocol that follows `bearer`. */
      readonly webSocket: "protocol";
    };

/** Where the gate looks for the token: one place, or several. */
export type TokenFrom = TokenPlace | readonly TokenPlace[];

/** The scheme by which the token was presented, if it is one that the gate knows. */
export type Scheme = "bearer" | "dpop" | undefined;

export interface Credentials {
  readonly token: string;
  readonly scheme: Scheme;
}

/**
 * The token, or why there is none: `absent` if nothing was sent, `lookalike` if only something was sent that some
 * origins may read as the token, and `invalid_request` if it is ambiguous or malformed (RFC 6750 §3.1).
 */
export type Found = Credentials | "absent" | "lookalike" | "invalid_request";

/** A place where the gate looks. */
export interface TokenSource {
  /** The header that the token is in, as `Vary` names it. */
  readonly header: string;
  readonly scheme: Scheme;
  /** Whether `read` needs what finds chunks. */
  readonly isChunked?: boolean;
  read(headers: IncomingHeaders, find?: Decryption["find"]): Found;
}

/** The token of a request. Tokens in two places must be equal, because the gate cannot know which one the origin reads. */
export function credentialsOf(
  { headers }: Incoming,
  sources: readonly TokenSource[],
  find?: Decryption["find"],
): Found {
  const found = sources.map((source) => source.read(headers, find)).filter((here) => here !== "absent");
  const [first = "absent"] = found;
  if (found.every((here) => here === "lookalike")) return first;
  if (!found.every((here) => sameToken(here, first))) return "invalid_request";
  // A token that was sent as DPoP needs its proof, even if it is at another place too.
  return found.find((here) => typeof here === "object" && here.scheme === "dpop") ?? first;
}

function sameToken(one: Found, other: Found): boolean {
  return typeof one === "object" && typeof other === "object" && one.token === other.token;
}

export function inHeader(header: string, scheme: string | undefined): TokenSource {
  return reading(
    header,
    (value) => (scheme === undefined ? wholeToken(value) : tokenAfterScheme(value, scheme)),
    schemeOf(scheme ?? ""),
  );
}

export const inCookie = (name: string) => reading("Cookie", (value) => tokenInCookies(value, name));

export const inChunks = (name: string): TokenSource => ({
  ...inCookie(name),
  isChunked: true,
  read: (headers, find) => find?.(headers.get("Cookie"), name) ?? "invalid_request",
});

export const inProtocols = () => reading(PROTOCOLS, tokenInProtocols);

function reading(header: string, read: (value: string | null) => Found, scheme?: Scheme): TokenSource {
  const source = { header, scheme, read: (headers: IncomingHeaders) => read(headers.get(header)) };
  const name = folded(header);
  // Servers read other signs as a hyphen too, but a name without a hyphen has only one spelling.
  if (!name.includes("-")) return source;
  const isName = (other: string) => folded(other) === name;
  return {
    ...source,
    read(headers) {
      const [first, ...more] = [...headers.keys()].filter(isName);
      if (more.length > 0) return "invalid_request";
      return first === undefined || first === header.toLowerCase() ? source.read(headers) : "lookalike";
    },
  };
}
