// Ed25519 has two names for one algorithm (RFC 9864 §2.2). WebCrypto exports keys with the newer name, and most libraries sign with
// the older one.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { kindOf, members, nodeToken } from "./key-forms.mjs";
import { NOW, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const NAMES = ["EdDSA", "Ed25519"];
const CLAIMS = { sub: "user-42", exp: NOW + 60 };
const { publicKey: PUBLIC, privateKey: PRIVATE } = kindOf("Ed25519");
const [JWK, SECRET] = [members("Ed25519"), members("Ed25519", "privateKey")];
const PEM = PUBLIC.export({ type: "spki", format: "pem" });
const PRIVATE_PEM = PRIVATE.export({ type: "pkcs8", format: "pem" });

const alg = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url")).alg;

test(`a key with either name takes tokens with either`, async () => {
  const keys = NAMES.flatMap((name) => [
    api.publicKey(PEM, name),
    api.publicKey(PUBLIC.export({ type: "spki", format: "der" }), name),
    api.jwk({ ...JWK, alg: name }),
    api.jwk(JWK, name),
    ...NAMES.map((other) => api.jwk({ ...JWK, alg: name }, other)),
    api.jwks({ keys: [{ ...JWK, alg: name, kid: "a" }] }),
  ]);
  for (const name of NAMES) {
    const token = nodeToken(name, PRIVATE, CLAIMS, { kid: "a" });
    for (const key of [...keys, api.jwk(JWK), api.jwks({ keys: [{ ...JWK, kid: "a" }] })]) {
      for (const options of [
        {},
        ...NAMES.map((one) => ({ algorithms: [one] })),
        { algorithms: ["RS256", ...NAMES] },
      ]) {
        const all = { now: NOW, ...options };
        for (const engine of ["auto", "host"]) {
          assert.deepEqual((await api.verify(token, key, { ...all, engine })).payload, CLAIMS);
        }
        assert.deepEqual(api.verifySync(token, key, all).payload, CLAIMS);
        assert.equal((await api.explain(token, key, all)).verdict, "verified");
      }
      assert.equal(api.verifyJwsSync(token, key).header.alg, name);
      const others = { now: NOW, algorithms: ["ES256", "RS256"] };
      // Of a set, which can hold keys of any algorithm, it shows at a token.
      const isAtOnce = "algorithms" in key;
      const expected = isAtOnce ? "options_invalid" : "algorithm_not_allowed";
      assert.equal(refusal(() => api.verifySync(token, key, others)).code, expected);
    }
  }
});

test(`a key signs under the name that it was bound to`, async () => {
  for (const name of NAMES) {
    for (const key of [
      api.privateKey(PRIVATE_PEM, name),
      api.jwk({ ...SECRET, alg: name }),
      api.jwk(SECRET, name),
      ...NAMES.map((own) => api.jwk({ ...SECRET, alg: own }, name)),
    ]) {
      assert.deepEqual(key.algorithms, [name]);
      assert.equal(alg(api.signSync(CLAIMS, key)), name);
      assert.equal(alg(await api.sign(CLAIMS, key)), name);
    }
    assert.equal(api.publicKey(PEM, name).toPublicJwk().alg, name);
  }
  assert.equal(alg(api.signSync(CLAIMS, api.jwk(SECRET))), "EdDSA");
  assert.equal(refusal(() => api.jwk({ ...JWK, alg: "EdDSA" }, "ES256")).code, "key_invalid");
  assert.equal(refusal(() => api.jwk({ ...members("P-256"), alg: "ES256" }, "EdDSA")).code, "key_invalid");
});

test(`neither name fits another kind of key, and no other spelling is accepted`, () => {
  const key = api.publicKey(PEM, "EdDSA");
  for (const name of ["ed25519", "EDDSA", "Ed25519 ", "Ed448", "ES256", "HS256", "none"]) {
    const [, ...rest] = nodeToken("EdDSA", PRIVATE, CLAIMS).split(".");
    const token = [Buffer.from(JSON.stringify({ alg: name })).toString("base64url"), ...rest].join(".");
    const error = refusal(() => api.verifySync(token, key, { now: NOW }));
    assert.equal(error.code, "algorithm_not_allowed", name);
  }
  const ec = api.jwk(members("P-256"));
  for (const name of NAMES) {
    const token = nodeToken(name, PRIVATE, CLAIMS);
    assert.equal(refusal(() => api.verifySync(token, ec, { now: NOW })).code, "algorithm_not_allowed");
  }
});

test("keys that WebCrypto exports verify tokens of other libraries", async () => {
  const { privateKey, publicKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const [secret, open] = await Promise.all(
    [privateKey, publicKey].map((key) => crypto.subtle.exportKey("jwk", key)),
  );
  const input = [{ alg: "EdDSA" }, CLAIMS]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(input));
  const token = `${input}.${Buffer.from(signature).toString("base64url")}`;
  // Older versions of Node write no `alg`.
  for (const jwk of [open, { ...open, alg: "Ed25519" }]) {
    assert.deepEqual(api.verifySync(token, api.jwk(jwk), { now: NOW }).payload, CLAIMS);
    assert.deepEqual(api.verifySync(token, api.jwks({ keys: [jwk] }), { now: NOW }).payload, CLAIMS);
  }
  const signer = api.jwk({ ...secret, alg: "Ed25519" }, "EdDSA");
  assert.equal(alg(api.signSync(CLAIMS, signer)), "EdDSA");
});

test("an issuer accepts tokens that it signed under the other name", async () => {
  const before = createTokenIssuer({ key: api.privateKey(PRIVATE_PEM, "EdDSA") });
  const after = createTokenIssuer({
    key: api.privateKey(PRIVATE_PEM, "Ed25519"),
    verifyKey: api.jwks({ keys: [{ ...JWK, alg: "Ed25519" }] }),
  });
  const { refresh } = await before.issue("user-42");
  const pair = await after.refresh(refresh);
  assert.equal(alg(pair.access), "Ed25519");
  before.free();
  after.free();
});
