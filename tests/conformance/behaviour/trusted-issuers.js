import { NOW, refusal, refusalSync } from "./support.js";
import { signerOf } from "./test-keys.js";

let worlds = 0;

/** Issuers whose metadata and keys a caller's own `fetch` brings, so that nothing leaves the machine. */
export async function trustedIssuers(ask, expect) {
  const { api, engine } = ask;
  const host = `https://issuer-${engine}-${worlds++}.example`;
  const [a, b] = ["ES256", "EdDSA"].map((name) => signerOf(api, name));
  const asked = [];
  const answers = new Map();
  const fetch = async (url) => {
    asked.push(url);
    const answer = answers.get(url);
    return answer === undefined ? new Response("", { status: 404 }) : new Response(JSON.stringify(answer));
  };
  const publish = (issuer, key, place = `${issuer}/.well-known/openid-configuration`) => {
    answers.set(place, { issuer, jwks_uri: `${issuer}/jwks` });
    answers.set(`${issuer}/jwks`, { keys: [{ ...key.toPublicJwk(), kid: "1" }] });
  };
  const sign = (key, claims) => api.sign(claims, key, { now: NOW, expiresIn: 60, kid: "1" });
  const world = { ...ask, host, a, b, asked, answers, fetch, publish, sign, options: { now: NOW, engine } };
  await choosing(world, expect);
  await discovering(world, expect);
  await resolving(world, expect);
  await tenants(world, expect);
}

async function choosing({ api, isSync, host, a, b, asked, fetch, publish, sign, options }, expect) {
  const [one, other] = [`${host}/one`, `${host}/other`];
  publish(one, a);
  publish(other, b, `${host}/.well-known/oauth-authorization-server/other`);
  const key = api.trustedIssuers([one, { issuer: other, audience: "api", algorithms: ["EdDSA"] }], { fetch });
  const verifier = api.createVerifier({ key, ...options, cache: 4 });
  const good = await sign(a, { iss: one, sub: "x" });
  const early = refusalSync(api, () => verifier.verifySync(good));
  expect("at once, before they are there", [early, asked.length], [{ code: "sync_unavailable" }, 0]);
  expect("by discovery", (await verifier.verify(good)).payload.sub, "x");
  if (isSync) expect.here("at once, when they are there", verifier.verifySync(good).payload.sub, "x");
  const ofOther = await sign(b, { iss: other, aud: "api" });
  expect("after a 404", (await verifier.verify(ofOther)).payload.aud, "api");
  expect("requests", asked.length, 5);
  for (const [name, token, facts] of [
    ["another's key", await sign(b, { iss: one }), { code: "algorithm_not_allowed" }],
    [
      "the entry's audience",
      await sign(b, { iss: other, aud: "x" }),
      { code: "claim_mismatch", claim: "aud" },
    ],
    ["no issuer", await sign(a, { sub: "x" }), { code: "claim_missing", claim: "iss" }],
    ["another case", await sign(a, { iss: one.toUpperCase() }), { code: "issuer_unknown", claim: "iss" }],
    ["a slash", await sign(a, { iss: `${one}/` }), { code: "issuer_unknown", claim: "iss" }],
  ]) {
    const { code, claim } = await refusal(api, () => verifier.verify(token));
    expect(`refused: ${name}`, { code, claim }, facts);
  }
  expect("requests for what is refused", asked.length, 5);
  expect("explain", (await api.explain(good, key, options)).verdict, "verified");
  verifier.free();
}

async function discovering({ api, host, a, asked, answers, fetch, publish, sign, options }, expect) {
  const issuer = `${host}/bad`;
  const token = await sign(a, { iss: issuer });
  publish(issuer, a);
  const [place] = [`${issuer}/.well-known/openid-configuration`];
  const good = answers.get(place);
  for (const [name, metadata] of Object.entries({
    "another issuer": { ...good, issuer: `${issuer}/` },
    "keys on http": { ...good, jwks_uri: "http://127.0.0.1/jwks" },
    "a list": [good],
    "no algorithm": { ...good, id_token_signing_alg_values_supported: ["none"] },
  })) {
    answers.set(place, metadata);
    const facts = await refusal(api, () =>
      api.verify(token, api.trustedIssuers([issuer], { fetch }), options),
    );
    expect(`metadata: ${name}`, facts, { code: "jwks_unavailable", reason: "discovery_failed" });
  }
  const count = asked.length;
  expect(
    "refused at once",
    refusalSync(api, () => api.trustedIssuers([issuer, issuer])),
    { code: "options_invalid", part: "issuers[1]" },
  );
  expect("without a request", asked.length, count);
}

async function resolving({ api, host, a, fetch, publish, sign, options }, expect) {
  const issuer = `${host}/tenant`;
  publish(issuer, a);
  const names = [];
  const find = async (iss) => {
    names.push(iss);
    if (iss === "throws") throw new Error("down");
    return iss === issuer ? { issuer } : undefined;
  };
  const verifier = api.createVerifier({ key: api.trustedIssuers([find], { fetch }), ...options });
  const token = await sign(a, { iss: issuer });
  // The issuer's name differs for each engine, but all outcomes must be the same.
  const isIssuer = async () => (await verifier.verify(token)).payload.iss === issuer;
  expect("an issuer that a function names", [await isIssuer(), await isIssuer()], [true, true]);
  expect("what it was asked", [names.length, names[0] === issuer], [1, true]);
  for (const [iss, facts] of [
    ["unknown", { code: "issuer_unknown", claim: "iss", actual: "unknown" }],
    ["throws", { code: "jwks_unavailable", reason: "discovery_failed" }],
  ]) {
    const refused = await sign(a, { iss });
    expect(`a function: ${iss}`, await refusal(api, () => verifier.verify(refused)), facts);
  }
}

async function tenants({ api, a, sign, options }, expect) {
  const tid = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  const login = "https://login.microsoftonline.com";
  const template = `${login}/{tenantid}/v2.0`;
  const fetch = async (url) =>
    new Response(
      JSON.stringify(
        url.endsWith("/keys")
          ? { keys: [{ ...a.toPublicJwk(), kid: "1", issuer: template }] }
          : { issuer: template, jwks_uri: `${login}/common/discovery/v2.0/keys` },
      ),
    );
  const key = api.trustedIssuers([api.entraId({ tenants: "any" })], { fetch });
  const iss = template.replace("{tenantid}", tid);
  const token = await sign(a, { iss, tid });
  expect("a tenant of Entra", (await api.verify(token, key, options)).payload.tid, tid);
  const other = await sign(a, { iss, tid: tid.replace("7", "8") });
  const { code, claim } = await refusal(api, () => api.verify(other, key, options));
  expect("the claim tid of another", [code, claim], ["claim_mismatch", "tid"]);
}
