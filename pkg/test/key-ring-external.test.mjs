// Key rings whose private keys are elsewhere, such as in a KMS: the ring stores and publishes only public keys.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { test } from "node:test";
import { cryptoKey, decode, externalKey, jwk, jwks, sign, thumbprint, verify } from "jwt-wasm";
import { createTokenIssuer, keyRing, signClientAssertion } from "jwt-wasm/issuer";
import { HOUR, kids, OPTIONS, seconds, states, withClock } from "./key-ring.mjs";
import { nodeKeys } from "./outside.mjs";
import { NOW, refusal } from "./support.mjs";

withClock();

/** A KMS: private keys by the thumbprint of their public halves. */
const kms = new Map();
function create(members = {}) {
  const [privateKey, publicKey] = nodeKeys("ES256");
  const open = { ...publicKey.export({ format: "jwk" }), ...members };
  kms.set(thumbprint(open), privateKey);
  return open;
}
const signer = (published) =>
  externalKey({
    alg: published.alg,
    publicKey: jwk(published),
    sign: async (input) =>
      node.sign("sha256", input, { key: kms.get(thumbprint(published)), dsaEncoding: "ieee-p1363" }),
  });
const options = { ...OPTIONS, signer };
const issue = (ring) => sign({ sub: "a" }, ring.signingKey(), { expiresIn: 2 * HOUR });

test("keys of a KMS take turns, and only their public halves are stored", async () => {
  const ring = keyRing([], options);
  assert.equal(await ring.rotate(create()), true);
  const old = await issue(ring);
  assert.equal(await ring.rotate(create({ kid: "second", alg: "ES256" })), true);
  assert.equal(states(ring), "signing ahead");
  seconds(HOUR);
  assert.equal(states(ring), "retiring signing");
  const next = await issue(ring);
  assert.deepEqual(
    [old, next].map((token) => decode(token).header.kid),
    [...kids(ring)].reverse(),
  );
  const published = jwks(await ring.jwksResponse().json());
  for (const token of [old, next]) {
    assert.equal((await verify(token, published)).payload.sub, "a");
    assert.equal((await verify(token, ring)).payload.sub, "a");
  }
  assert.deepEqual(
    ring.toPrivateJwks().keys.map(({ nbf }) => nbf),
    [NOW, NOW + HOUR],
  );
  for (const stored of ring.toPrivateJwks().keys) assert.equal("d" in stored, false);

  const again = keyRing(JSON.parse(JSON.stringify(ring.toPrivateJwks())), options);
  assert.deepEqual(again.state, ring.state);
  await verify(await issue(again), published);
  again.replace(ring.toPrivateJwks().keys.slice(1));
  assert.equal(states(again), "signing");
  again.free();
  await verify(await issue(ring), published);
});

test("the same key is added once", async () => {
  const ring = keyRing([], { ...options, publishAhead: 0 });
  const open = create({ kid: "first" });
  assert.equal(await ring.rotate(open), true);
  assert.equal(await ring.rotate(open), false);
  await assert.rejects(ring.rotate(create({ kid: "first" })), { code: "options_invalid" });
});

test("a ring that had its own keys can go on with those of a KMS, and back", async () => {
  const ring = keyRing([], { ...options, publishAhead: 0 });
  await ring.rotate();
  const own = await issue(ring);
  seconds(1);
  await ring.rotate(create());
  const external = await issue(ring);
  seconds(1);
  await ring.rotate();
  const last = await issue(ring);
  for (const token of [own, external, last]) await verify(token, ring);
  const again = keyRing(ring.toPrivateJwks(), options);
  for (const token of [own, external, last]) await verify(token, again);
});

test("an issuer and a client assertion use the ring's key", async () => {
  const ring = keyRing([create()], { publishAhead: HOUR, retireAfter: 86_400, signer });
  const issuer = createTokenIssuer({ key: ring });
  const pair = await issuer.issue("user-42");
  const next = await issuer.refresh(pair.refresh);
  assert.equal((await verify(next.access, jwks(ring.jwks()))).payload.sub, "user-42");
  const assertion = await signClientAssertion({ key: ring, clientId: "c", audience: "https://a.example" });
  await verify(assertion, ring, { audience: "https://a.example" });
});

test("a key without a name is refused", async () => {
  const [privateKey, publicKey] = nodeKeys("EdDSA");
  const open = { ...publicKey.export({ format: "jwk" }), alg: "EdDSA" };
  const bare = { ...OPTIONS, signer: () => cryptoKey(privateKey, "EdDSA") };
  assert.equal(refusal(() => keyRing([open], bare)).reason, "public_half_differs");
});

test("a signer that finds another key, or none, is refused", async () => {
  const open = create({ kid: "a" });
  const [other] = nodeKeys("ES256");
  const wrong = (find) => refusal(() => keyRing([open], { ...OPTIONS, signer: find }));
  for (const find of [
    (published) => signer({ ...published, kid: "b" }),
    () => signer({ ...create({ kid: "a" }), alg: "ES256" }),
    () => jwk({ ...other.export({ format: "jwk" }), kid: "a" }),
  ]) {
    const error = wrong(find);
    assert.deepEqual([error.code, error.reason], ["key_invalid", "public_half_differs"]);
  }
  const withoutHalf = wrong(({ alg, kid }) => externalKey({ alg, kid, sign: () => new Uint8Array(64) }));
  assert.equal(withoutHalf.reason, "public_half_missing");
  assert.equal(wrong((published) => jwk(published)).reason, "public_half_differs");
  const cause = new Error("mine");
  const failed = wrong(() => {
    throw cause;
  });
  assert.deepEqual([failed.code, failed.cause], ["options_invalid", cause]);
  for (const value of [undefined, null, {}, other, "key", Promise.resolve()]) {
    assert.equal(wrong(() => value).reason, "not_a_key");
  }
  for (const value of [undefined, null, {}, "signer"]) {
    assert.equal(refusal(() => keyRing([], { ...OPTIONS, signer: value })).code, "options_invalid");
  }
  assert.equal(refusal(() => keyRing([open], OPTIONS)).reason, "public_key");
  const secret = { kty: "oct", k: "A".repeat(43), alg: "HS256" };
  assert.equal(refusal(() => keyRing([secret], options)).reason, "shared_secret");

  const ring = keyRing([open], options);
  assert.throws(() => ring.replace([open, { ...create(), nbf: NOW, x: "AA" }]), { code: "key_invalid" });
  assert.equal(states(ring), "signing");
});

test("what the signer changes is not published", () => {
  const ring = keyRing([create({ kid: "a" })], {
    ...OPTIONS,
    signer: (published) => {
      const key = signer(published);
      published.d = "private";
      return key;
    },
  });
  assert.equal(JSON.stringify(ring.jwks()).includes("private"), false);
});
