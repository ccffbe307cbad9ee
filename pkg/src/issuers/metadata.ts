import { invalidOptions } from "../error.js";
import { ALGORITHMS } from "../names.js";
import { urlError } from "../remote/url.js";
import { needed } from "../runtime/needs.js";
import type { Algorithm } from "../types.js";

/** The members of an issuer's metadata that are used. */
export interface Metadata {
  readonly jwksUri: URL;
  /** The algorithms, or `undefined` if the metadata lists none. */
  readonly algorithms: readonly Algorithm[] | undefined;
}

/** The URLs of the metadata, in the order in which they are tried. */
export type MetadataUrls = readonly [URL, ...(readonly URL[])];

const OPENID = "/.well-known/openid-configuration";
const OAUTH = "/.well-known/oauth-authorization-server";

/**
 * Where an issuer's metadata is: the well-known path follows the issuer's own path (OpenID Connect Discovery 1.0 §4),
 * or precedes it (RFC 8414 §3.1, §5).
 * @param place the issuer's place for messages, such as "issuers[0]"
 * @throws {JwtError} `options_invalid`
 */
export function metadataUrls(issuer: string, allowInsecure: boolean, place: string): MetadataUrls {
  const url = readIssuer(issuer, place);
  const error = urlError(url, allowInsecure);
  if (error !== undefined) throw invalidOptions(`${place}: an issuer without key or jwksUri ${error}`);
  const { origin } = url;
  const path = url.pathname.endsWith("/") ? url.pathname.slice(0, -1) : url.pathname;
  const first = new URL(origin + path + OPENID);
  return path === ""
    ? [first, new URL(origin + OAUTH)]
    : [first, new URL(origin + OAUTH + path), new URL(origin + OPENID + path)];
}

/** Refuses a URL that the runtime's parser would silently change, because issuers are compared as they are spelled. */
function readIssuer(issuer: string, place: string): URL {
  const url = readUrl(issuer);
  // Split, because one regular expression would not be linear, and the text may come from a token's `iss`.
  const isPlain = !/[?#]/.test(issuer) && !issuer.split("/").some(isDots);
  if (url !== undefined && isPlain && issuer.startsWith(url.protocol)) return url;
  throw invalidOptions(
    `${place}: an issuer without key or jwksUri must be a URL in ASCII without query and fragment, such as https://issuer.example`,
  );
}

/**
 * The URL, or `undefined` if the text is not a URL in ASCII, or if its host is not spelled as the runtime reads it:
 * with missing slashes, an escaped or numeric host, or an empty user name. Other parsers find another host in such a
 * text, or none.
 */
function readUrl(text: string): URL | undefined {
  const Url = needed("URL");
  if (/[^\x21-\x7e]|\\/.test(text)) return undefined;
  let url: URL;
  try {
    url = new Url(text);
  } catch {
    return undefined;
  }
  const { protocol, host, username, password } = url;
  // Other schemes and user names are refused later, with their own messages.
  if (!/^https?:$/.test(protocol) || username + password !== "") return url;
  const start = `${protocol}//`;
  const [written = ""] = text.slice(start.length).split(/[/?#]/, 1);
  const read = [host, host + (protocol === "https:" ? ":443" : ":80")];
  // An IPv6 address has several spellings, and all parsers read them alike (RFC 4291 §2.2).
  const isHost = read.includes(written.toLowerCase()) || (written.startsWith("[") && host.startsWith("["));
  const isAsWritten = isHost && text.slice(0, start.length).toLowerCase() === start;
  return isAsWritten ? url : undefined;
}

function isDots(segment: string): boolean {
  const dots = segment.replace(/%2e/gi, ".");
  return dots === "." || dots === "..";
}

/**
 * Reads and checks an issuer's metadata (OpenID Connect Discovery 1.0 §4.3, RFC 8414 §3.3).
 * @throws {Error} that says what is wrong
 */
export function readMetadata(text: string, issuer: string, allowInsecure: boolean): Metadata {
  const read = parse(text);
  const member = (name: string): unknown => (Object.hasOwn(read, name) ? read[name] : undefined);
  const named = member("issuer");
  if (typeof named !== "string") throw new Error('the answer has no member "issuer" that is a string');
  // Compared code point by code point (RFC 8414 §4): two spellings of one URL can be two issuers.
  if (named !== issuer)
    throw new Error(`the answer's "issuer" is ${told(named)}, but it must be ${told(issuer)}`);
  const algorithms = member("id_token_signing_alg_values_supported");
  return {
    jwksUri: readJwksUri(member("jwks_uri"), issuer, allowInsecure),
    algorithms: algorithms === undefined ? undefined : readAlgorithms(algorithms),
  };
}

function parse(text: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    // No `cause`: the runtime's message quotes the answer.
    throw new Error("the answer is not JSON");
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw new Error("the answer is not a JSON object");
  }
  return read as Record<string, unknown>;
}

/**
 * The URL of the keys. The issuer may choose any host, but metadata from https must not lead to http, not even on this
 * machine.
 */
function readJwksUri(value: unknown, issuer: string, allowInsecure: boolean): URL {
  if (typeof value !== "string") throw new Error('the answer has no member "jwks_uri" that is a string');
  const url = readUrl(value);
  if (url === undefined) throw new Error('the answer\'s "jwks_uri" is not a URL');
  const error =
    urlError(url, allowInsecure) ??
    (url.protocol === "http:" && !allowInsecure && issuer.startsWith("https:")
      ? "must be https, since the issuer is"
      : undefined);
  if (error !== undefined) throw new Error(`the answer's "jwks_uri" ${error}`);
  url.hash = "";
  return url;
}

/** The public-key algorithms in the list. HMAC algorithms are ignored, because secrets are never published. */
function readAlgorithms(value: unknown): readonly Algorithm[] {
  if (!Array.isArray(value) || value.some((name) => typeof name !== "string")) {
    throw new Error('the answer\'s "id_token_signing_alg_values_supported" is not a list of strings');
  }
  const names = [...new Set<unknown>(value)].filter(isPublished);
  if (names.length > 0) return names;
  throw new Error(
    'the answer\'s "id_token_signing_alg_values_supported" lists no public-key algorithm that is supported here',
  );
}

function isPublished(name: unknown): name is Algorithm {
  return ALGORITHMS.some((known) => known === name && !known.startsWith("HS"));
}

const LONGEST = 200;

function told(issuer: string): string {
  return JSON.stringify(issuer.length > LONGEST ? `${issuer.slice(0, LONGEST)}…` : issuer);
}
