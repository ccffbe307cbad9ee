import { cloneJson } from "../clone-json.js";
import { parsed } from "../edge/text.js";
import { invalidOptions } from "../error.js";
import { metadataUrls } from "../issuers/metadata.js";
import { invalidOption, namedOptions, wrongOption } from "../read-options.js";
import { urlError } from "../remote/url.js";
import type { Algorithm } from "../types.js";

/**
 * The metadata of an issuer (RFC 8414 §2, OpenID Connect Discovery 1.0 §3), with names in camel case: `jwks_uri` is
 * `jwksUri`.
 */
export type IssuerMetadata = { readonly [name in (typeof ADDRESSES)[number]]?: string } & {
  readonly [name in (typeof LISTS)[number]]?: readonly string[];
} & { readonly [name in (typeof FLAGS)[number]]?: boolean };

const ADDRESSES = [
  "authorizationEndpoint",
  "tokenEndpoint",
  "jwksUri",
  "registrationEndpoint",
  "revocationEndpoint",
  "introspectionEndpoint",
  "userinfoEndpoint",
  "endSessionEndpoint",
  "pushedAuthorizationRequestEndpoint",
  "deviceAuthorizationEndpoint",
  "serviceDocumentation",
  "opPolicyUri",
  "opTosUri",
] as const;

const LISTS = [
  "scopesSupported",
  "responseTypesSupported",
  "responseModesSupported",
  "grantTypesSupported",
  "tokenEndpointAuthMethodsSupported",
  "tokenEndpointAuthSigningAlgValuesSupported",
  "revocationEndpointAuthMethodsSupported",
  "introspectionEndpointAuthMethodsSupported",
  "codeChallengeMethodsSupported",
  "dpopSigningAlgValuesSupported",
  "subjectTypesSupported",
  "idTokenSigningAlgValuesSupported",
  "claimsSupported",
  "uiLocalesSupported",
] as const;

const FLAGS = [
  "authorizationResponseIssParameterSupported",
  "requirePushedAuthorizationRequests",
  "clientIdMetadataDocumentSupported",
] as const;

// In seconds. Metadata rarely changes, and one request an hour is cheap.
export const METADATA_MAX_AGE = 3600;

/**
 * The members under their published names.
 * @throws {JwtError} `options_invalid`, also for an issuer that clients cannot find
 */
export function readIssuerMetadata(given: unknown, issuer: string | undefined): Record<string, unknown> {
  if (issuer === undefined) throw invalidOption("metadata", "needs the option issuer, which it publishes");
  metadataUrls(issuer, false, "options.issuer");
  const read = namedOptions(given, "options.metadata", [...ADDRESSES, ...LISTS, ...FLAGS]);
  const members = Object.entries(read).map(([name, value]) => [snakeCase(name), member(name, value)]);
  return Object.fromEntries(members);
}

function member(name: string, value: unknown): unknown {
  const place = `options.metadata.${name}`;
  if ((FLAGS as readonly string[]).includes(name)) {
    if (typeof value !== "boolean") throw wrongOption(place, "must be true or false", value);
    return value;
  }
  if ((LISTS as readonly string[]).includes(name)) return texts(place, value);
  if (typeof value !== "string") throw wrongOption(place, "must be a URL", value);
  const url = parsed(value);
  // Clients do not, or must not, follow other schemes.
  const error = url === undefined ? "cannot be read as a URL" : urlError(url, false);
  if (error !== undefined) throw invalidOption(place, error);
  return value;
}

/** Empty lists must be left out (RFC 8414 §3.2). */
function texts(place: string, value: unknown): readonly string[] {
  const read: unknown = cloneJson(value, place, invalidOptions);
  if (!Array.isArray(read) || read.length === 0) {
    throw wrongOption(place, "must be a list of strings that is not empty", read);
  }
  const wrong = read.find((item) => typeof item !== "string");
  if (wrong !== undefined) throw wrongOption(place, "must hold only strings", wrong);
  return read;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * The metadata document. Required members that the caller left out describe an issuer of this package: it refreshes
 * tokens, and issues authorization codes only if the caller has named an endpoint for them.
 */
export function metadataOf(
  issuer: string,
  members: Readonly<Record<string, unknown>>,
  algorithms: readonly Algorithm[],
): object {
  const hasCodes = Object.hasOwn(members, "authorization_endpoint");
  return {
    issuer,
    // Required by RFC 8414 §2. Without an endpoint the only value is `none` (OAuth 2.0 Multiple Response Type Encoding
    // §4).
    response_types_supported: [hasCodes ? "code" : "none"],
    // Without it, clients would assume the implicit grant as well.
    grant_types_supported: [...(hasCodes ? ["authorization_code"] : []), "refresh_token"],
    ...(hasCodes ? { code_challenge_methods_supported: ["S256"] } : {}),
    subject_types_supported: ["public"],
    ...(algorithms.length > 0 ? { id_token_signing_alg_values_supported: algorithms } : {}),
    ...members,
  };
}
