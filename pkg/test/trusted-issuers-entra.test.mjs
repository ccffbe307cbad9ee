// Tenants of Microsoft Entra. The tenant in `iss`, the claim `tid` and the tenant for which a key is published must be the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createVerifier, entraId, explain, explainSync, trustedIssuers, verify } from "jwt-wasm";
import { load } from "../dist/core/module.js";
import { refused, signerOf } from "./issuers.mjs";
import { refusal } from "./support.mjs";

const T1 = "11111111-86f1-41af-91ab-2d7cd011db47";
const T2 = "22222222-86f1-41af-91ab-2d7cd011db47";
const LOGIN = "https://login.microsoftonline.com";
const v2 = (tenant) => `${LOGIN}/${tenant}/v2.0`;
const v1 = (tenant) => `https://sts.windows.net/${tenant}/`;

const [all, own, bare] = [signerOf("all", "RS256"), signerOf("own", "RS256"), signerOf("bare", "RS256")];
const KEYS = [{ ...all.jwk, issuer: `${LOGIN}/{tenantid}/v2.0` }, { ...own.jwk, issuer: v2(T2) }, bare.jwk];

/** Answers as Entra does, with these keys for every tenant. */
function entra(keys = KEYS, change = {}) {
  const asked = [];
  const fetch = async (url) => {
    asked.push(url);
    const [, path] = url.split(`${LOGIN}/`);
    const [place] = path.split("/");
    if (path.endsWith("/keys")) return Response.json({ keys });
    const issuer = place === "common" ? `${LOGIN}/{tenantid}/v2.0` : v2(place);
    const metadata = {
      issuer,
      jwks_uri: `${LOGIN}/${place}/discovery/v2.0/keys`,
      id_token_signing_alg_values_supported: ["RS256"],
    };
    return Response.json({ ...metadata, ...change });
  };
  return { fetch, asked };
}

const code = (promise) =>
  promise.then(
    () => "good",
    (error) => [error.code, error.reason ?? error.claim].filter(Boolean).join(" "),
  );

test("a tenant's tokens of version 2 and of version 1", async () => {
  const { fetch, asked } = entra();
  const verifier = createVerifier({
    key: trustedIssuers([entraId({ tenants: [T1.toUpperCase()] })], { fetch }),
  });
  for (const iss of [v2(T1), v1(T1)]) {
    assert.equal(await code(verifier.verify(all.token({ iss, tid: T1 }))), "good");
    // The key set of one tenant holds that tenant's keys, even if the keys do not name it.
    assert.equal(await code(verifier.verify(bare.token({ iss, tid: T1 }))), "good");
    assert.equal(await code(verifier.verify(own.token({ iss, tid: T1 }))), "key_not_found");
  }
  assert.deepEqual(asked.slice(0, 2), [
    `${v2(T1)}/.well-known/openid-configuration`,
    `${LOGIN}/${T1}/discovery/v2.0/keys`,
  ]);
  const others = [v2(T2), v1(T2), v2(T1.toUpperCase()), `${v2(T1)}/`, v1(T1).slice(0, -1), v2("common")];
  for (const iss of [...others, v2("{tenantid}"), `${LOGIN}/${T1}`]) {
    assert.equal(await code(verifier.verify(all.token({ iss, tid: T1 }))), "issuer_unknown iss", iss);
  }
});

test("the claim tid must be the issuer's tenant, though the signature is good", async () => {
  const { fetch } = entra();
  for (const tenants of [[T1, T2], "any"]) {
    const key = trustedIssuers([entraId({ tenants })], { fetch });
    const verifier = createVerifier({ key, cache: 5 });
    const cases = [
      [{ iss: v2(T1), tid: T1 }, "good"],
      [{ iss: v2(T1), tid: T2 }, "claim_mismatch tid"],
      [{ iss: v1(T2), tid: T1 }, "claim_mismatch tid"],
      [{ iss: v2(T1), tid: T1.toUpperCase() }, "claim_mismatch tid"],
      [{ iss: v2(T1), tid: [T1] }, "claim_mismatch tid"],
      [{ iss: v2(T1), tid: null }, "claim_mismatch tid"],
      [{ iss: v2(T1) }, "claim_missing tid"],
    ];
    for (const [claims, expected] of cases) {
      const token = all.token(claims);
      for (let round = 0; round < 2; round++) assert.equal(await code(verifier.verify(token)), expected);
      assert.equal(await code(verify(token, key)), expected);
      const reports = [await explain(token, key), explainSync(token, key), await verifier.explain(token)];
      for (const report of reports) {
        const failed = report.checks.find(({ outcome }) => outcome === "failed");
        assert.equal(report.verdict, expected === "good" ? "verified" : "refused");
        if (expected !== "good") assert.equal(`${failed.error.code} ${failed.error.claim}`, expected);
      }
    }
  }
});

test("a schema that gives other claims, and the caller's own demand of tid", async () => {
  const { fetch } = entra();
  const key = trustedIssuers([entraId({ tenants: [T1, T2] })], { fetch });
  // The schema drops the claims by which the issuer is chosen and the tenant is checked.
  const schema = { "~standard": { version: 1, vendor: "own", validate: ({ sub }) => ({ value: { sub } }) } };
  const verifier = createVerifier({ key, schema, cache: 5 });
  const token = all.token({ iss: v2(T1), tid: T1, sub: "x" });
  for (let round = 0; round < 2; round++) {
    const verified = await verifier.verify(token);
    assert.deepEqual(verified.payload, { sub: "x" });
    assert.deepEqual(verified.key, { alg: "RS256", kid: "all", issuer: v2(T1) });
    assert.equal(await code(verifier.verify(all.token({ iss: v2(T1), tid: T2 }))), "claim_mismatch tid");
  }
  const claims = { tid: T2 };
  assert.equal(await code(verify(token, key, { claims })), "claim_mismatch tid");
  assert.equal(await code(verify(all.token({ iss: v2(T2), tid: T2 }), key, { claims })), "good");
  // Both demands must be met.
  assert.equal(
    await code(verify(all.token({ iss: v2(T1), tid: T2 }), key, { claims })),
    "claim_mismatch tid",
  );
});

test("any tenant: a key that is for one tenant verifies its tokens alone", async () => {
  const { fetch, asked } = entra();
  const verifier = createVerifier({ key: trustedIssuers([entraId({ tenants: "any" })], { fetch }) });
  assert.equal(await code(verifier.verify(all.token({ iss: v2(T1), tid: T1 }))), "good");
  assert.equal(await code(verifier.verify(all.token({ iss: v1(T2), tid: T2 }))), "good");
  assert.equal(await code(verifier.verify(own.token({ iss: v2(T2), tid: T2 }))), "good");
  assert.equal(await code(verifier.verify(own.token({ iss: v1(T2), tid: T2 }))), "good");
  assert.equal(await code(verifier.verify(own.token({ iss: v2(T1), tid: T1 }))), "key_not_found");
  // In the set for all tenants, a key that names no tenant is not used.
  assert.equal(await code(verifier.verify(bare.token({ iss: v2(T1), tid: T1 }))), "key_not_found");
  const places = new Set(asked);
  assert.deepEqual(
    [...places],
    [`${LOGIN}/common/v2.0/.well-known/openid-configuration`, `${LOGIN}/common/discovery/v2.0/keys`],
  );
  const made = "https://login.microsoftonline.com.evil.example/";
  for (const iss of [
    `${made}${T1}/v2.0`,
    v2("common"),
    v2("organizations"),
    v2(`${T1}/x`),
    v2(`${T1}0`),
    v2(""),
  ]) {
    assert.equal(await code(verifier.verify(all.token({ iss, tid: T1 }))), "issuer_unknown iss", iss);
  }
});

test("a key whose issuer is not text, or not Entra's, is not used", async () => {
  for (const issuer of [
    7,
    null,
    {},
    "",
    "https://evil.example/{tenantid}",
    `${LOGIN}/{tenantid}`,
    "{tenantid}",
  ]) {
    const { fetch } = entra([{ ...all.jwk, issuer }]);
    for (const tenants of [[T1], "any"]) {
      const key = trustedIssuers([entraId({ tenants })], { fetch });
      assert.equal(await code(verify(all.token({ iss: v2(T1), tid: T1 }), key)), "key_not_found");
    }
  }
});

test("the metadata must be the tenant's, and those for all must be for all", async () => {
  for (const [tenants, issuer] of [
    [[T1], v2(T2)],
    [[T1], v2("{tenantid}")],
    ["any", v2(T1)],
  ]) {
    const { fetch } = entra(KEYS, { issuer });
    const key = trustedIssuers([entraId({ tenants })], { fetch });
    assert.equal(
      await code(verify(all.token({ iss: v2(T1), tid: T1 }), key)),
      "jwks_unavailable discovery_failed",
    );
  }
});

test("a rotated key is found, and audience and algorithms count", async () => {
  const keys = [...KEYS];
  const { fetch } = entra(keys);
  const options = { tenants: "any", audience: "client", algorithms: ["RS256"] };
  const verifier = createVerifier({ key: trustedIssuers([entraId(options)], { fetch, cooldown: 0 }) });
  const claims = { iss: v2(T1), tid: T1, aud: "client" };
  assert.equal(await code(verifier.verify(all.token(claims))), "good");
  assert.equal(await code(verifier.verify(all.token({ ...claims, aud: "x" }))), "claim_mismatch aud");
  const next = signerOf("next", "RS256");
  keys.push({ ...next.jwk, issuer: `${LOGIN}/{tenantid}/v2.0` });
  assert.equal(await code(verifier.verify(next.token(claims))), "good");
  assert.equal(verifier.verifySync(next.token(claims)).payload.tid, T1);
  const report = await verifier.explain(next.token(claims));
  assert.match(report.checks.find(({ name }) => name === "iss").message, /common\/v2\.0\/\.well-known/);
});

test("every tenant, in bounded memory", async () => {
  const { fetch, asked } = entra();
  const key = trustedIssuers([entraId({ tenants: "any" })], { fetch, maxIssuers: 3 });
  const verifier = createVerifier({ key });
  for (let n = 0; n < 50; n++) {
    const tid = T1.replace("11111111", String(10_000_000 + n));
    assert.equal(await code(verifier.verify(all.token({ iss: v2(tid), tid }))), "good");
  }
  assert.equal(asked.length, 2);
});

test("forged tenants cost no memory", async () => {
  const { fetch, asked } = entra();
  const verifier = createVerifier({
    key: trustedIssuers([entraId({ tenants: "any" })], { fetch }),
    cache: 5,
  });
  await verifier.verify(all.token({ iss: v2(T1), tid: T1 }));
  const signature = own.token({ iss: v2(T1) }).split(".")[2];
  const [header] = all.token({}).split(".");
  const flood = async (count) => {
    for (let n = 0; n < count; n++) {
      const tid = T2.replace("22222222", String(10_000_000 + n));
      const payload = Buffer.from(JSON.stringify({ iss: v2(tid), tid, exp: 4e9 })).toString("base64url");
      assert.equal(await code(verifier.verify(`${header}.${payload}.${signature}`)), "signature_invalid");
    }
    return load().buffer.byteLength;
  };
  const before = await flood(100);
  assert.equal(await flood(4000), before);
  assert.equal(asked.length, 2);
});

test("wrong options are refused at once", () => {
  const wrong = [
    undefined,
    {},
    { tenants: [] },
    { tenants: "all" },
    { tenants: T1 },
    { tenants: ["contoso.onmicrosoft.com"] },
    { tenants: ["common"] },
    { tenants: [`${T1} `] },
    { tenants: [7] },
    { tenants: [T1, T1.toUpperCase()] },
    { tenants: "any", audience: "" },
    { tenants: "any", algorithms: ["none"] },
    { tenants: "any", tenant: T1 },
    { tenants: "any", audience: undefined },
  ];
  for (const options of wrong) assert.equal(refusal(() => entraId(options)).code, "options_invalid");
  const lists = [
    [entraId({ tenants: [T1] }), entraId({ tenants: [T2, T1] })],
    [entraId({ tenants: "any" }), entraId({ tenants: "any" })],
    [entraId({ tenants: "any" }), entraId({ tenants: [T1] })],
    [entraId({ tenants: [T1] }), entraId({ tenants: "any" })],
    [v2(T1), entraId({ tenants: [T1] })],
    [entraId({ tenants: "any" }), v1(T1)],
    [{ tenants: [T1] }],
  ];
  for (const list of lists) assert.equal(refusal(() => trustedIssuers(list)).code, "options_invalid");
  assert.ok(trustedIssuers([entraId({ tenants: [T1] }), entraId({ tenants: [T2] }), "https://a.example"]));
});

test("an unknown tenant fetches nothing", async () => {
  const { fetch, asked } = entra();
  const key = trustedIssuers([entraId({ tenants: [T1] })], { fetch });
  assert.equal((await refused(verify(all.token({ iss: v2(T2), tid: T2 }), key))).code, "issuer_unknown");
  assert.deepEqual(asked, []);
});
