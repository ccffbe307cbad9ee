// Each library verifies a token and returns its claims, or nothing if it refuses. This file uses nothing of Node, so that it runs
// anywhere.
import * as jose from "jose";
import { JwtError, remoteJwks, trustedIssuers, verify } from "jwt-wasm";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";

/**
 * A token, and the options by which it is verified.
 * @typedef {object} Case
 * @property {string} name
 * @property {"access" | "id" | "logout"} kind
 * @property {string} token
 * @property {string} issuer
 * @property {string} audience the client's id, for an ID token
 * @property {number} [later] how many seconds the clock is set ahead
 * @property {string} [nonce]
 * @property {string} [code] the authorization code, whose hash the ID token must hold
 * @property {string} [accessToken] the access token, whose hash the ID token must hold
 * @property {number} [maxAuthAge]
 * @property {string} [acr]
 * @property {string[]} [only] the judges to ask, because the others do not check this point
 */

/** The claims of each kind: RFC 9068 §2.2, OpenID Connect Core §2, Back-Channel Logout §2.4. */
export const REQUIRED = {
  access: ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
  id: ["iss", "sub", "aud", "exp", "iat"],
  logout: ["iss", "aud", "iat", "exp", "jti", "events"],
};
const PROFILES = { access: "access_token", id: "id_token", logout: "logout_token" };
/** The `typ` that a token of the kind must have. For a logout token it is only recommended (Back-Channel Logout §2.4). */
const TYP = { access: "at+jwt" };

const clock = (later = 0) => Math.floor(Date.now() / 1000) + later;

/** The runtime does not support the key or the signature, so the library has no verdict. */
const isOfHost = (error) =>
  error instanceof DOMException && /^(Data|NotSupported|Operation)Error$/.test(error.name);

/** Asks all judges about a case, one after the other. */
export async function judge(one, judges) {
  const verdicts = {};
  for (const name of one.only ?? Object.keys(judges)) {
    const verdict = await judges[name]?.(one);
    if (verdict !== undefined) verdicts[name] = verdict;
  }
  return verdicts;
}

/** The judges of this runtime. Each fetches the keys itself. */
export function makeJudges() {
  return {
    ours: ours((issuer) => trustedIssuers([issuer])),
    "ours by address": ours(
      (issuer) => remoteJwks(`${issuer}/jwks`),
      (issuer) => ({ issuer }),
    ),
    jose: joses(),
    "openid-client": openidClients(),
  };
}

function ours(keyOf, more = () => ({})) {
  const keys = new Map();
  return async ({ kind, token, issuer, audience, later, nonce, code, accessToken, maxAuthAge, acr }) => {
    if (!keys.has(issuer)) keys.set(issuer, keyOf(issuer));
    const ofLogin = Object.entries({ nonce, code, accessToken, maxAuthAge, acr });
    const options = {
      profile: PROFILES[kind],
      audience,
      now: clock(later),
      ...Object.fromEntries(ofLogin.filter(([, value]) => value !== undefined)),
      ...more(issuer),
    };
    try {
      return { payload: (await verify(token, keys.get(issuer), options)).payload };
    } catch (error) {
      if (!(error instanceof JwtError)) throw error;
      return { code: error.code };
    }
  };
}

function joses() {
  const sets = new Map();
  return async ({ kind, token, issuer, audience, later }) => {
    if (!sets.has(issuer)) sets.set(issuer, jose.createRemoteJWKSet(new URL(`${issuer}/jwks`)));
    const currentDate = new Date(clock(later) * 1000);
    const options = { issuer, audience, typ: TYP[kind], requiredClaims: REQUIRED[kind], currentDate };
    try {
      return { payload: (await jose.jwtVerify(token, sets.get(issuer), options)).payload };
    } catch (error) {
      if (isOfHost(error)) return undefined;
      if (!(error instanceof jose.errors.JOSEError)) throw error;
      return { code: error.code };
    }
  };
}

/** openid-client for ID tokens, and oauth4webapi for access tokens, because a client does not verify those. */
function openidClients() {
  const servers = new Map();
  return async (one) => {
    if (!servers.has(one.issuer)) servers.set(one.issuer, discovered(one.issuer));
    const server = await servers.get(one.issuer);
    // It does not verify logout tokens.
    if (one.kind === "logout") return undefined;
    try {
      return { payload: one.kind === "access" ? await asResource(server, one) : await asClient(server, one) };
    } catch (error) {
      if (isOfHost(error) || isOfHost(error.cause)) return undefined;
      if (typeof error.code !== "string") throw error;
      return { code: error.code };
    }
  };
}

async function discovered(issuer) {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, { [oauth.allowInsecureRequests]: true });
  return oauth.processDiscoveryResponse(url, response);
}

function asResource(server, { token, audience, later = 0 }) {
  const request = new Request("https://api.example/", { headers: { authorization: `Bearer ${token}` } });
  const options = { [oauth.clockSkew]: later, [oauth.allowInsecureRequests]: true };
  return oauth.validateJwtAccessToken(server, request, audience, options);
}

/** Passes the token as the provider's answer to a login, because the library verifies it there only. */
async function asClient(server, { token, audience, later = 0, nonce, code, accessToken, maxAuthAge }) {
  const config = new client.Configuration(server, audience, { [client.clockSkew]: later }, client.None());
  client.allowInsecureRequests(config);
  client.enableNonRepudiationChecks(config);
  config[client.customFetch] = async (url, init) => {
    if (url !== server.token_endpoint) return fetch(url, init);
    return Response.json({ access_token: accessToken ?? "of-no-use", token_type: "bearer", id_token: token });
  };
  const answer = new URLSearchParams({ code: code ?? "of-no-use", iss: server.issuer });
  const back = new URL("https://app.example/callback");
  if (code === undefined) back.search = String(answer);
  else {
    client.useCodeIdTokenResponseType(config);
    answer.set("id_token", token);
    back.hash = String(answer);
  }
  const checks = { expectedNonce: nonce, maxAge: maxAuthAge, pkceCodeVerifier: "v".repeat(43) };
  return (await client.authorizationCodeGrant(config, back, checks)).claims();
}
