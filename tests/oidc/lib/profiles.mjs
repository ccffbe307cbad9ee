// Tokens that only a profile can refuse: issuer, key and audience are right, but the token is of another kind or login.
import { claimsOf, signed } from "./forged.mjs";
import { apiOf, login, webOf } from "./login.mjs";

export const EVENT = "http://schemas.openid.net/event/backchannel-logout";

/** The judges that can refuse these: jose has no profiles, and openid-client checks neither logout tokens nor `acr`. */
const OURS = ["ours", "ours by address"];
const CLIENTS = [...OURS, "openid-client"];

/** Real tokens of another kind, or of another login. */
export async function misused(provider, alg) {
  const { issuer } = provider;
  const { code, hybrid, implicit, logoutToken } = await login(provider, alg);
  const [web, api] = [webOf(alg), apiOf(alg)];
  const id = { kind: "id", issuer, audience: web };
  const ofImplicit = { ...id, token: implicit.idToken, nonce: implicit.nonce };
  return [
    {
      name: "an ID token for an API",
      kind: "access",
      issuer,
      audience: web,
      token: code.idToken,
      expected: "header_rejected",
    },
    {
      name: "a logout token for an API",
      kind: "access",
      issuer,
      audience: web,
      token: logoutToken,
      expected: "header_rejected",
    },
    {
      name: "an ID token as a logout token",
      kind: "logout",
      issuer,
      audience: web,
      token: code.idToken,
      expected: "claim_missing",
    },
    {
      name: "a logout token as an ID token",
      ...id,
      token: logoutToken,
      nonce: code.nonce,
      only: CLIENTS,
      expected: "header_rejected",
    },
    {
      name: "an access token as an ID token",
      ...id,
      audience: api,
      token: code.accessToken,
      nonce: code.nonce,
      only: CLIENTS,
      expected: "header_rejected",
    },
    {
      name: "the nonce of another login",
      ...id,
      token: code.idToken,
      nonce: hybrid.nonce,
      only: CLIENTS,
      expected: "claim_mismatch",
    },
    {
      name: "the code of another login",
      ...ofImplicit,
      code: hybrid.code,
      only: CLIENTS,
      expected: "claim_mismatch",
    },
    {
      name: "no hash of a code",
      ...id,
      token: code.idToken,
      nonce: code.nonce,
      code: hybrid.code,
      only: CLIENTS,
      expected: "claim_missing",
    },
    {
      name: "the access token of another login",
      ...ofImplicit,
      accessToken: code.accessToken,
      only: OURS,
      expected: "claim_mismatch",
    },
    {
      name: "no hash of an access token",
      ...id,
      token: code.idToken,
      nonce: code.nonce,
      accessToken: code.accessToken,
      only: OURS,
      expected: "claim_missing",
    },
    {
      name: "a login long ago",
      ...ofImplicit,
      maxAuthAge: 60,
      later: 300,
      only: CLIENTS,
      expected: "too_old",
    },
    {
      name: "another way to log in",
      ...ofImplicit,
      acr: "urn:example:key",
      only: OURS,
      expected: "claim_mismatch",
    },
  ];
}

/** Tokens by the provider's own keys, with one thing that the profile forbids. */
export async function unfit({ issuer, keys }, alg) {
  const cases = [];
  const kinds = {
    access: { typ: "at+jwt", audience: apiOf(alg) },
    id: { typ: "JWT", audience: webOf(alg), nonce: "n1" },
    logout: { typ: "logout+jwt", audience: webOf(alg) },
  };
  const add = async (kind, name, expected, changes, { only = OURS, header = {} } = {}) => {
    const { typ, ...asked } = kinds[kind];
    const claims = { ...claimsOf(kind, { issuer, ...asked }), ...changes };
    const token = await signed(keys, alg, claims, { typ, ...header });
    cases.push({ name: `${kind}: ${name}`, kind, issuer, ...asked, token, only, expected });
  };
  const several = [webOf(alg), "https://another.example"];
  for (const claim of ["sub", "client_id", "jti"]) {
    await add("access", `${claim} is a number`, "claim_invalid", { [claim]: 7 }, { only: CLIENTS });
  }
  await add("access", "iat is a text", "claim_invalid", { iat: "7" }, { only: CLIENTS });
  await add("id", "no nonce", "claim_missing", { nonce: undefined }, { only: CLIENTS });
  await add("id", "nonce is a number", "claim_invalid", { nonce: 1 }, { only: CLIENTS });
  await add(
    "id",
    "several audiences, and not for whom",
    "claim_missing",
    { aud: several },
    { only: CLIENTS },
  );
  await add(
    "id",
    "for another of its audiences",
    "claim_mismatch",
    { aud: several, azp: several[1] },
    { only: CLIENTS },
  );
  await add("id", "azp of another client", "claim_mismatch", { azp: "web" });
  await add("id", "typ of an access token", "header_rejected", {}, { header: { typ: "at+jwt" } });
  await add("logout", "typ of another kind", "header_rejected", {}, { header: { typ: "JWT" } });
  await add("logout", "a nonce", "claim_invalid", { nonce: "n1" });
  await add("logout", "neither sub nor sid", "claim_missing", { sub: undefined, sid: undefined });
  for (const events of [null, [], EVENT, [EVENT], {}, { [`${EVENT}/`]: {} }]) {
    const expected = events?.constructor === Object ? "claim_missing" : "claim_invalid";
    await add("logout", `events are ${JSON.stringify(events)}`, expected, { events });
  }
  for (const event of [null, [], true, "", 0]) {
    await add("logout", `the event is ${JSON.stringify(event)}`, "claim_invalid", {
      events: { [EVENT]: event },
    });
  }
  return cases;
}
