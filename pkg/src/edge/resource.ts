import { JwtError } from "../error.js";
import { hasLoneSurrogate } from "../kind.js";
import { invalidOption, namedOptions, wrongValue } from "../read-options.js";
import { isLoopback } from "../remote/url.js";
import type { JwtClaims, VerifyOptions } from "../types.js";
import { list } from "./checks.js";
import type { TokenSource } from "./credentials.js";
import { isScope } from "./demands.js";
import type { ConfiguredProofs } from "./hooks.js";
import { parsed } from "./text.js";

/**
 * The option `resource` of the gate: the metadata of a protected resource (RFC 9728 §2). All URLs must be https;
 * loopback addresses can be http.
 */
export interface ResourceOptions {
  /**
   * The resource's identifier (§1.2), such as `https://mcp.example.com/mcp`, which clients send as `resource` (RFC
   * 8707) and tokens hold in `aud`. It is a normalised URL without query and fragment.
   */
  url: string;
  /** The issuers whose tokens the resource accepts (`authorization_servers`), spelled as in their own metadata. */
  authorizationServers: readonly string[];
  /** The scopes that clients request if a challenge names none (`scopes_supported`). */
  scopes?: readonly string[];
  /** What `aud` must hold instead of `url`, if the authorization server has another name for the resource. */
  audience?: string | readonly string[];
  /** A name to show to people. */
  resourceName?: string;
  /** A page for developers. */
  resourceDocumentation?: string;
  /** A page about what the data may be used for. */
  resourcePolicyUri?: string;
  /** A page of terms. */
  resourceTosUri?: string;
  /** The URL of the resource's own keys, which sign its answers. */
  jwksUri?: string;
  /** The algorithms that sign the resource's answers. */
  resourceSigningAlgValuesSupported?: readonly string[];
  /** The types of authorization details that are supported (RFC 9396). */
  authorizationDetailsTypesSupported?: readonly string[];
}

/** How the gate accepts tokens. */
interface Taking {
  readonly sources: readonly TokenSource[];
  readonly proofs: ConfiguredProofs | undefined;
  readonly certificateThumbprint: unknown;
}

export interface ResourceSettings {
  readonly url: URL;
  /** The values of which `aud` must hold one. */
  readonly audience: readonly string[];
  /** The document, without the members that are derived from other options. */
  readonly metadata: Metadata;
}

type Metadata = { readonly [member: string]: string | readonly string[] | true };

type Check = (text: string) => boolean;

// The options have the names of the members in RFC 9728 §2, except `scopes`.
const LISTS: Record<string, Check> = {
  authorizationServers: isIssuer,
  scopes: isScope,
  resourceSigningAlgValuesSupported: isAlgorithm,
  authorizationDetailsTypesSupported: isText,
};
const TEXTS: Record<string, Check> = {
  resourceName: isText,
  resourceDocumentation: isHttps,
  resourcePolicyUri: isHttps,
  resourceTosUri: isHttps,
  jwksUri: isHttps,
};
const NAMES = ["url", "audience", ...Object.keys(LISTS), ...Object.keys(TEXTS)];

/** @throws {JwtError} `options_invalid` */
export function readResource(options: unknown): ResourceSettings {
  const read = namedOptions(options, "options.resource", NAMES);
  const { url: given, audience, ...others } = read;
  const url = identifier(given);
  const metadata: Record<string, string | readonly string[]> = { resource: given as string };
  // `authorizationServers` is required: without it, a client does not know where to get a token.
  for (const [option, value] of Object.entries({ authorizationServers: [], ...others })) {
    const isList = Object.hasOwn(LISTS, option);
    const items = list(
      isList ? value : [value],
      `resource.${option}`,
      (isList ? LISTS : TEXTS)[option] as Check,
    );
    metadata[memberOf(option)] = isList ? items : (items[0] as string);
  }
  return { url, audience: audience === undefined ? spellings(url) : texts(audience), metadata };
}

/** The member of the document for an option. */
function memberOf(option: string): string {
  const name = option === "scopes" ? "scopesSupported" : option;
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function texts(audience: unknown): readonly string[] {
  return list(typeof audience === "string" ? [audience] : audience, "resource.audience", isText);
}

/**
 * Checks the resource's identifier (RFC 9728 §1.2). Clients compare it code point by code point (§3.3), so only one
 * spelling is allowed.
 */
function identifier(given: unknown): URL {
  if (typeof given !== "string" || !isIssuer(given))
    throw wrongValue("resource.url", "must be an https URL without query and fragment", given);
  const url = new URL(given);
  if (given === url.href || given === url.origin) return url;
  throw invalidOption("resource.url", `must be spelled ${url.href}`);
}

/** An empty path is the same as `/` (RFC 9110 §4.2.3), and clients that parse a URL before they send it write `/`. */
function spellings({ href, origin, pathname }: URL): readonly string[] {
  return pathname === "/" ? [origin, href] : [href];
}

/** The members that are derived from the gate's options, so that they cannot contradict them. */
export function derivedMetadata({ sources, proofs, certificateThumbprint }: Taking): Metadata {
  // RFC 9728 §2 has no name for a token in another header or in a cookie.
  const isBearer = sources.some(({ header, scheme }) => scheme === "bearer" && header === "Authorization");
  return {
    ...(isBearer && !proofs?.isRequired && { bearer_methods_supported: ["header"] }),
    ...(proofs && { dpop_signing_alg_values_supported: proofs.algorithms }),
    ...(proofs?.isRequired && { dpop_bound_access_tokens_required: true }),
    ...(certificateThumbprint !== undefined && { tls_client_certificate_bound_access_tokens: true }),
  };
}

/**
 * The verifier's options with the audience of the resource. If the caller's options name another audience, the token
 * must match both.
 * @throws {JwtError} `options_invalid`
 */
export function withAudience<O extends Pick<VerifyOptions, "audience">>(
  options: O,
  { audience }: ResourceSettings,
): O {
  // Only an own member, because a member on `Object.prototype` is not an option.
  const { audience: own } = { audience: undefined, ...options };
  if (own === false) {
    throw invalidOption(
      "audience",
      "must not be false where the option resource is given: a resource has an audience",
    );
  }
  return own === undefined ? { ...options, audience } : options;
}

/** @throws {JwtError} `claim_mismatch` for a token of another resource */
export function checkAudience(claims: JwtClaims, { audience }: ResourceSettings): void {
  const { aud } = { aud: undefined, ...claims };
  if ([aud].flat().some((one) => audience.some((name) => name === one))) return;
  throw new JwtError("the token's aud does not name this resource", {
    code: "claim_mismatch",
    claim: "aud",
    expected: audience.join(" or "),
  });
}

/** An https URL without query and fragment (RFC 8414 §2). */
function isIssuer(text: string): boolean {
  return isHttps(text) && !/[?#]/.test(text);
}

function isHttps(text: string): boolean {
  const url = parsed(text);
  if (url === undefined || /[^\x21-\x7e]/.test(text) || url.username + url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

/** Any algorithm except `none` (RFC 9728 §2). */
function isAlgorithm(text: string): boolean {
  return isText(text) && text !== "none";
}

function isText(text: string): boolean {
  return text !== "" && !hasLoneSurrogate(text);
}
