// Gets tokens as applications do: by openid-client, and with a person who logs in.
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { API, CONTEXT, REDIRECT, SECRETS } from "./provider.mjs";

/** The audience of access tokens with this algorithm. */
export const apiOf = (alg) => `${API}/${alg}`;

export const webOf = (alg) => `web-${alg}`;

async function configured(provider, clientId) {
  const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };
  const [kind] = clientId.split("-");
  return client.discovery(new URL(provider.issuer), clientId, SECRETS[kind], undefined, options);
}

/** An access token for a service itself (RFC 6749 §4.4). */
export async function serviceToken(provider, alg) {
  const config = await configured(provider, "service");
  const { access_token: token } = await client.clientCredentialsGrant(config, {
    scope: "read",
    resource: apiOf(alg),
  });
  return token;
}

/**
 * The tokens of a login: by the code flow an ID token and an access token; by the hybrid flow (OpenID Connect Core §3.3) an ID token
 * with the hash of its code, and one that also has the hash of its access token; and the logout token of the session.
 */
export async function login(provider, alg) {
  const config = await configured(provider, webOf(alg));
  const browser = new Browser();
  const code = await byCode(config, browser, alg);
  const hybrid = await fromRedirect(config, browser, alg, "code id_token");
  const implicit = await fromRedirect(config, browser, alg, "code id_token token");
  provider.logoutTokens.length = 0;
  await browser.submit(client.buildEndSessionUrl(config, { id_token_hint: code.idToken }), { logout: "yes" });
  const [logoutToken] = provider.logoutTokens;
  return { code, hybrid, implicit, logoutToken };
}

async function byCode(config, browser, alg) {
  const verifier = client.randomPKCECodeVerifier();
  const { address, nonce } = await authorization(config, alg, "code", verifier);
  const granted = await client.authorizationCodeGrant(config, await browser.redirected(address), {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    maxAge: 300,
  });
  return { nonce, idToken: granted.id_token, accessToken: granted.access_token };
}

async function fromRedirect(config, browser, alg, responseType) {
  const verifier = client.randomPKCECodeVerifier();
  const { address, nonce } = await authorization(config, alg, responseType, verifier);
  const { hash } = await browser.redirected(address);
  const answer = new URLSearchParams(hash.slice(1));
  return {
    nonce,
    idToken: answer.get("id_token"),
    code: answer.get("code"),
    accessToken: answer.get("access_token") ?? undefined,
  };
}

async function authorization(config, alg, responseType, verifier) {
  const nonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    response_type: responseType,
    scope: "openid email read",
    resource: apiOf(alg),
    nonce,
    acr_values: CONTEXT,
    max_age: "300",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return { address, nonce };
}
