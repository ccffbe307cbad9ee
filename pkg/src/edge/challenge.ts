import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";
import { parsed } from "./text.js";

/** What `WWW-Authenticate` says. Quoted values contain no quotes or backslashes. */
export interface Challenges {
  readonly realm: string | undefined;
  /** The first scheme has the error if the client used none. */
  readonly schemes: readonly ChallengeScheme[];
}

export interface ChallengeScheme {
  readonly name: "Bearer" | "DPoP";
  /** More parameters. */
  readonly parameters: readonly string[];
}

/**
 * One challenge for each scheme (RFC 6750 §3, RFC 9449 §7.1). Only the challenge of the scheme that the client used has
 * the error.
 */
export function challengesOf(rejection: Rejection, { realm, schemes }: Challenges): string | undefined {
  if (rejection.status >= 500) return undefined;
  const used = schemes.find(({ name }) => name === rejection.scheme) ?? schemes[0];
  const { scope, status } = rejection;
  return schemes
    .map((scheme) => {
      const all = [
        ...(realm === undefined ? [] : [`realm="${realm}"`]),
        ...(scheme === used ? errorOf(rejection) : []),
        ...scheme.parameters,
        // A client without a token can choose either scheme.
        ...(scope !== undefined && (scheme === used || status === 401) ? [`scope="${scope}"`] : []),
      ];
      return `${scheme.name} ${all.join(", ")}`;
    })
    .join(", ");
}

/** The error's parameters. Codes and scopes contain no quotes or backslashes. */
function errorOf({ status, code, claims }: Rejection): readonly string[] {
  if (code === "invalid_dpop_proof" || code === "use_dpop_nonce") return [`error="${code}"`];
  if (status === 400) return ['error="invalid_request"'];
  // A client that sent no token gets a challenge without an error.
  if (code === "token_missing") return [];
  if (status === 401) return ['error="invalid_token"', `error_description="${code}"`];
  const named = claims && ["insufficient_claims:", ...claims.filter(isRealm)].join(" ");
  return ['error="insufficient_scope"', ...(named ? [`error_description="${named}"`] : [])];
}

/** Whether it can be quoted without escapes (RFC 9110 §5.6.4). */
export function isRealm(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(text);
}

// In characters: a name of RFC 1035 §2.3.4 and a port.
const LONGEST_HOST = 259;

/** The request's host and port. They come from the client, so a text that cannot be a host is not sent back. */
export function realmOf({ url }: Incoming): string {
  const host = parsed(url)?.host ?? "";
  return host === "" || host.length > LONGEST_HOST || /[^\w\-.:[\]]/.test(host) ? "api" : host;
}
