// The tokens that the provider issues, with the options by which its clients verify them.
import { ALGORITHMS } from "./keys.mjs";
import { apiOf, login, serviceToken, webOf } from "./login.mjs";
import { CONTEXT } from "./provider.mjs";

/** Every token that a provider issues, in each algorithm: all of them good. */
export async function issuedTokens(provider) {
  const cases = [];
  const add = (one) => cases.push({ issuer: provider.issuer, ...one });
  for (const alg of ALGORITHMS) {
    const { code, hybrid, implicit, logoutToken } = await login(provider, alg);
    const ofId = { kind: "id", audience: webOf(alg), maxAuthAge: 300, acr: CONTEXT };
    const ofAccess = { kind: "access", audience: apiOf(alg) };
    const ofLogout = { kind: "logout", audience: webOf(alg), token: logoutToken };
    add({ name: `${alg}: ID token`, ...ofId, token: code.idToken, nonce: code.nonce });
    add({
      name: `${alg}: ID token with the hash of its code`,
      ...ofId,
      token: hybrid.idToken,
      nonce: hybrid.nonce,
      code: hybrid.code,
    });
    add({
      name: `${alg}: ID token with the hashes of its code and its access token`,
      ...ofId,
      token: implicit.idToken,
      nonce: implicit.nonce,
      code: implicit.code,
      accessToken: implicit.accessToken,
    });
    add({ name: `${alg}: access token of a user`, ...ofAccess, token: code.accessToken });
    add({ name: `${alg}: access token from the redirect`, ...ofAccess, token: implicit.accessToken });
    add({ name: `${alg}: access token of a service`, ...ofAccess, token: await serviceToken(provider, alg) });
    add({ name: `${alg}: logout token`, ...ofLogout });
  }
  return cases;
}
