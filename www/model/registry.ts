/**
 * The document that defines each registered name, from the IANA registries (RFC 7519 §10.1, RFC 7515 §9.1). The
 * meanings are in www/text.
 */

export interface Source {
  /** The citation, such as `RFC 7519 §4.1.4`. */
  readonly label: string;
  readonly url: string;
}

export function rfc(number: number, section: string): Source {
  return {
    label: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

export function oidc(section: string, anchor: string): Source {
  return {
    label: `OpenID Connect Core §${section}`,
    url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
  };
}

const idToken = oidc("2", "IDToken");
const standardClaims = oidc("5.1", "StandardClaims");
const sessionId: Source = {
  label: "OpenID Connect Front-Channel Logout §3",
  url: "https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout",
};

export const CLAIMS = {
  iss: rfc(7519, "4.1.1"),
  sub: rfc(7519, "4.1.2"),
  aud: rfc(7519, "4.1.3"),
  exp: rfc(7519, "4.1.4"),
  nbf: rfc(7519, "4.1.5"),
  iat: rfc(7519, "4.1.6"),
  jti: rfc(7519, "4.1.7"),
  azp: idToken,
  nonce: idToken,
  auth_time: idToken,
  acr: idToken,
  amr: idToken,
  at_hash: oidc("3.1.3.6", "CodeIDToken"),
  c_hash: oidc("3.3.2.11", "HybridIDToken"),
  sub_jwk: oidc("7.4", "SelfIssuedResponse"),
  sid: sessionId,
  name: standardClaims,
  given_name: standardClaims,
  family_name: standardClaims,
  middle_name: standardClaims,
  nickname: standardClaims,
  preferred_username: standardClaims,
  profile: standardClaims,
  picture: standardClaims,
  website: standardClaims,
  email: standardClaims,
  email_verified: standardClaims,
  gender: standardClaims,
  birthdate: standardClaims,
  zoneinfo: standardClaims,
  locale: standardClaims,
  phone_number: standardClaims,
  phone_number_verified: standardClaims,
  address: standardClaims,
  updated_at: standardClaims,
  cnf: rfc(7800, "3.1"),
  scope: rfc(8693, "4.2"),
  client_id: rfc(8693, "4.3"),
  act: rfc(8693, "4.1"),
  may_act: rfc(8693, "4.4"),
  roles: rfc(9068, "2.2.3.1"),
  groups: rfc(9068, "2.2.3.1"),
  entitlements: rfc(9068, "2.2.3.1"),
  events: rfc(8417, "2.2"),
  toe: rfc(8417, "2.2"),
  txn: rfc(8417, "2.2"),
  sub_id: rfc(9493, "4"),
  htm: rfc(9449, "4.2"),
  htu: rfc(9449, "4.2"),
  ath: rfc(9449, "4.2"),
  active: rfc(7662, "2.2"),
  username: rfc(7662, "2.2"),
  token_introspection: rfc(9701, "5"),
  authorization_details: rfc(9396, "9.1"),
} as const satisfies Record<string, Source>;

export const HEADER_PARAMETERS = {
  alg: rfc(7515, "4.1.1"),
  jku: rfc(7515, "4.1.2"),
  jwk: rfc(7515, "4.1.3"),
  kid: rfc(7515, "4.1.4"),
  x5u: rfc(7515, "4.1.5"),
  x5c: rfc(7515, "4.1.6"),
  x5t: rfc(7515, "4.1.7"),
  "x5t#S256": rfc(7515, "4.1.8"),
  typ: rfc(7519, "5.1"),
  cty: rfc(7519, "5.2"),
  crit: rfc(7515, "4.1.11"),
  b64: rfc(7797, "3"),
  enc: rfc(7516, "4.1.2"),
  zip: rfc(7516, "4.1.3"),
  epk: rfc(7518, "4.6.1.1"),
  apu: rfc(7518, "4.6.1.2"),
  apv: rfc(7518, "4.6.1.3"),
  iv: rfc(7518, "4.7.1.1"),
  tag: rfc(7518, "4.7.1.2"),
  p2s: rfc(7518, "4.8.1.1"),
  p2c: rfc(7518, "4.8.1.2"),
  iss: rfc(7519, "5.3"),
  sub: rfc(7519, "5.3"),
  aud: rfc(7519, "5.3"),
  url: rfc(8555, "6.4.1"),
  nonce: rfc(8555, "6.5.2"),
  ppt: rfc(8225, "8.1"),
} as const satisfies Record<string, Source>;

export type ClaimName = keyof typeof CLAIMS;
export type HeaderParameterName = keyof typeof HEADER_PARAMETERS;

export function isClaim(name: string): name is ClaimName {
  return Object.hasOwn(CLAIMS, name);
}

export function isHeaderParameter(name: string): name is HeaderParameterName {
  return Object.hasOwn(HEADER_PARAMETERS, name);
}
