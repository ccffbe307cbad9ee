// The options of verifyDpopProof and createDpopProof, and the answers that a store may give.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { jwk, secretKey } from "jwt-wasm";
import { createDpopProof, replayStore, verifyDpopProof } from "jwt-wasm/dpop";
import { bound, client, options, proofOf, TOKEN, URL, why } from "./dpop.mjs";

test("options, each of which is checked", async () => {
  const proof = proofOf();
  const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
  const good = options({});
  for (const wrong of [
    undefined,
    null,
    1,
    "options",
    [],
    new Map(),
    hostile,
    { ...good, method: undefined },
    { ...good, method: "" },
    { ...good, method: 1 },
    { ...good, url: undefined },
    { ...good, url: "/api" },
    { ...good, url: "ftp://site.example/" },
    { ...good, url: {} },
    { ...good, replay: undefined },
    { ...good, replay: {} },
    { ...good, replay: { use: () => true } },
    { ...good, replay: new Set() },
    { ...good, jkt: "" },
    { ...good, jkt: 1 },
    { ...good, ...bound, accessToken: "" },
    { ...good, ...bound, accessToken: 1 },
    { ...good, nonce: "" },
    { ...good, nonce: true },
    { ...good, nonce: { issue() {}, isGood: () => true } },
    { ...good, algorithms: [] },
    { ...good, algorithms: "ES256" },
    { ...good, algorithms: ["HS256"] },
    { ...good, algorithms: ["none"] },
    { ...good, algorithms: ["ES256", "ES256"] },
    { ...good, algorithms: hostile },
    { ...good, maxAge: 0 },
    { ...good, maxAge: 1.5 },
    { ...good, maxAge: 86_401 },
    { ...good, maxAge: "300" },
    { ...good, maxAge: null },
    { ...good, unknown: 1 },
    { ...good, audience: "x" },
  ]) {
    await assert.rejects(
      verifyDpopProof(proof, wrong),
      { name: "JwtError", code: "options_invalid" },
      inspect(wrong, { showProxy: true }),
    );
  }
  assert.equal(await why(proof, {}), "good");
});

test("createDpopProof makes a proof, and refuses wrong arguments", async () => {
  const key = jwk({ ...client.privateJwk, kid: "work", alg: "ES256" });
  const proof = await createDpopProof({
    key,
    htm: "GET",
    htu: `${URL}?page=2#top`,
    accessToken: TOKEN,
    nonce: "n",
  });
  const { header, payload } = await verifyDpopProof(proof, options({ ...bound, nonce: "n" }));
  const { crv, kty, x, y } = client.jwk;
  assert.deepEqual(header.jwk, { crv, kty, x, y });
  assert.deepEqual(Object.keys(payload).sort(), ["ath", "htm", "htu", "iat", "jti", "nonce"]);
  assert.equal(payload.htu, URL);
  const other = await createDpopProof({ key, htm: "POST", htu: new globalThis.URL(URL) });
  assert.equal(await why(other, { method: "POST" }), "good");
  const good = { key, htm: "GET", htu: URL };
  for (const wrong of [
    undefined,
    {},
    { ...good, htm: "" },
    { ...good, htm: undefined },
    { ...good, htu: "/api" },
    { ...good, htu: "https://a@b.example/" },
    { ...good, accessToken: "" },
    { ...good, nonce: 1 },
    { ...good, ath: "x" },
  ]) {
    await assert.rejects(
      createDpopProof(wrong),
      ({ name, code }) => name === "JwtError" && /^(options|key)_invalid$/.test(code),
      inspect(wrong),
    );
  }
  for (const wrong of [
    secretKey(Buffer.alloc(32, 1), "HS256"),
    jwk(client.jwk, "ES256"),
    client.privateKey,
    {},
  ]) {
    await assert.rejects(createDpopProof({ ...good, key: wrong }), { name: "JwtError", code: "key_invalid" });
  }
});

test("a store that fails, is slow, or answers something else refuses", async (context) => {
  const proof = () => proofOf({ token: TOKEN });
  const by = (use) => why(proof(), { ...bound, replay: replayStore({ use }) });
  assert.equal(await by(() => true), "good");
  assert.equal(await by(async () => true), "good");
  assert.equal(await by(() => false), "revoked reused");
  for (const answer of [undefined, null, 1, "true", {}, [], new Boolean(true)]) {
    assert.equal(await by(() => answer), "revocation_unavailable", inspect(answer));
    assert.equal(await by(async () => answer), "revocation_unavailable", inspect(answer));
  }
  assert.equal(
    await by(() => {
      throw new Error("down");
    }),
    "revocation_unavailable",
  );
  assert.equal(
    await by(async () => {
      throw undefined;
    }),
    "revocation_unavailable",
  );
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const slow = by(() => new Promise(() => {}));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(5000);
  assert.equal(await slow, "revocation_unavailable");
});
