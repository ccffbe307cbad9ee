// One key for several algorithms of its kind: the key's list decides, and the token's `alg` is compared with it.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import * as api from "jwt-wasm";
import { KINDS, kindOf, members, nodeToken, pem, publicFiles, SECRET_JWK } from "./key-forms.mjs";
import { NOW, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const CLAIMS = { sub: "user-42", exp: NOW + 60 };
const RSA = kindOf("RSA");
const FILE = pem("PUBLIC KEY", publicFiles(RSA)["PUBLIC KEY"]);
const JWK = members("RSA");

test(`each algorithm that was named verifies, by each engine, and no other does`, async () => {
  await api.loadEngine("RS256", "EdDSA");
  for (const kind of KINDS.filter(({ algorithms }) => algorithms.length > 1)) {
    const file = pem("PUBLIC KEY", publicFiles(kind)["PUBLIC KEY"]);
    const lists =
      kind.name === "RSA"
        ? [["RS256", "PS256"], ["PS512", "RS384", "PS256"], kind.algorithms]
        : [kind.algorithms];
    for (const list of lists) {
      for (const key of [api.publicKey(file, list), api.jwk(members(kind.name), list)]) {
        assert.deepEqual(
          key.algorithms,
          kind.algorithms.filter((one) => list.includes(one)),
        );
        assert.ok(Object.isFrozen(key.algorithms));
        assert.equal("alg" in key.toPublicJwk(), false);
        for (const algorithm of kind.algorithms) {
          const token = nodeToken(algorithm, kind.privateKey, CLAIMS);
          for (const engine of ["auto", "wasm", "host"]) {
            const verifier = api.createVerifier({ key, engine, now: NOW });
            for (const verify of [() => verifier.verifySync(token), () => verifier.verify(token)]) {
              const outcome = await (async () => verify())().catch((error) => error);
              if (list.includes(algorithm))
                assert.deepEqual(outcome.payload, CLAIMS, `${algorithm} of ${list}, ${engine}`);
              else {
                assert.equal(outcome.code, "algorithm_not_allowed", `${algorithm} of ${list}, ${engine}`);
                assert.deepEqual(outcome.expected, key.algorithms);
              }
            }
          }
        }
        key.free();
      }
    }
  }
});

test(`one signature is not taken for another algorithm of the list`, () => {
  const key = api.publicKey(FILE, ["RS256", "PS256", "RS512"]);
  for (const [algorithm, claimed] of [
    ["RS256", "PS256"],
    ["PS256", "RS256"],
    ["RS512", "RS256"],
  ]) {
    const token = nodeToken(algorithm, RSA.privateKey, CLAIMS, { alg: claimed });
    assert.equal(refusal(() => api.verifySync(token, key, { now: NOW })).code, "signature_invalid", claimed);
  }
  const policy = { now: NOW, algorithms: ["PS256"] };
  assert.equal(
    refusal(() => api.verifySync(nodeToken("RS256", RSA.privateKey, CLAIMS), key, policy)).code,
    "algorithm_not_allowed",
  );
  assert.deepEqual(api.verifySync(nodeToken("PS256", RSA.privateKey, CLAIMS), key, policy).payload, CLAIMS);
});

test(`a JWK's own alg narrows the list`, () => {
  const own = { ...JWK, alg: "PS256" };
  assert.deepEqual(api.jwk(own, ["RS256", "PS256"]).algorithms, ["PS256"]);
  assert.deepEqual(api.jwk(own, ["PS256"]).algorithms, ["PS256"]);
  const outside = refusal(() => api.jwk(own, ["RS256", "PS512"]));
  assert.equal(outside.code, "key_invalid");
  assert.match(outside.message, /JWK's alg is PS256, but the caller names RS256, PS512$/);
  // A private key needs exactly one algorithm.
  const signing = members("RSA", "privateKey");
  assert.deepEqual(api.jwk({ ...signing, alg: "RS256" }, ["RS256", "PS256"]).algorithms, ["RS256"]);
  assert.deepEqual(api.jwk(signing, ["PS256"]).algorithms, ["PS256"]);
  const several = /it has several algorithms, but a key that signs has one; make it with one$/;
  for (const [key, list] of [
    [signing, ["RS256", "PS256"]],
    [{ kty: "oct", k: Buffer.alloc(64, 7).toString("base64url") }, ["HS256", "HS512"]],
  ]) {
    const error = refusal(() => api.jwk(key, list));
    assert.equal(error.code, "key_invalid");
    assert.match(error.message, several);
  }
  assert.deepEqual(api.jwk(SECRET_JWK, ["HS256", "HS512"]).algorithms, ["HS256"]);
  assert.deepEqual(api.jwk(members("Ed25519", "privateKey"), ["Ed25519", "EdDSA"]).algorithms, [
    "EdDSA",
    "Ed25519",
  ]);
});

test(`an algorithm of another kind is refused, wherever it stands`, () => {
  const EC = members("P-256");
  for (const [call, message] of [
    [() => api.publicKey(FILE, ["RS256", "ES256"]), /an RSA key, but ES256 needs a key on P-256/],
    [() => api.publicKey(FILE, ["ES256", "RS256"]), /an RSA key, but ES256 needs a key on P-256/],
    [() => api.publicKey(FILE, ["HS256", "RS256"]), /an RSA key, but HS256 needs a shared secret/],
    [() => api.jwk(JWK, ["RS256", "HS256"]), /an RSA key, but HS256 needs a shared secret/],
    [
      () => api.jwk({ ...JWK, alg: "RS256" }, ["RS256", "EdDSA"]),
      /an RSA key, but EdDSA needs an Ed25519 or Ed448 key/,
    ],
    [() => api.jwk(EC, ["ES256", "ES384"]), /P-256, but ES384 needs a key on P-384/],
    [() => api.jwk({ ...EC, alg: "ES256" }, ["ES256", "ES384"]), /P-256, but ES384 needs a key on P-384/],
    [() => api.jwk(SECRET_JWK, ["HS256", "RS256"]), /a shared secret, but RS256 needs an RSA key/],
  ]) {
    const error = refusal(call);
    assert.equal(error.code, "key_invalid");
    assert.match(error.message, message);
  }
});

test(`a value that is not a list of different algorithms is refused`, () => {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const secret = "a secret that stands where the algorithm should";
  const throwing = new Proxy(["RS256"], {
    get() {
      throw new Error(secret);
    },
  });
  for (const list of [
    [],
    ["RS256", "RS256"],
    ["RS256", "none"],
    ["rs256"],
    ["RS256 PS256"],
    "RS256 PS256",
    "RS256,PS256",
    ["RS256", ""],
    ["RS256", undefined],
    ["RS256", null],
    ["RS256", 7],
    [["RS256"]],
    new Array(2 ** 32 - 1),
    Object.assign([], { length: 3, 2: "RS256" }),
    { 0: "RS256", length: 1 },
    new Set(["RS256"]),
    { RS256: true },
    new String("RS256"),
    [new String("RS256")],
    [secret],
    { secret },
    new Uint8Array(3),
    Symbol("RS256"),
    7,
    null,
    () => ["RS256"],
    revoked.proxy,
    throwing,
  ]) {
    for (const call of [() => api.publicKey(FILE, list), () => api.jwk(JWK, list)]) {
      const error = refusal(call);
      assert.equal(error.code, "options_invalid", `${inspect(list, { showProxy: true })}: ${error.message}`);
      assert.ok(!inspect(error).includes(secret));
    }
  }
  assert.equal(refusal(() => api.publicKey(FILE)).code, "options_invalid");
  for (const make of [(list) => api.privateKey(FILE, list), (list) => api.secretKey("7".repeat(32), list)]) {
    assert.equal(refusal(() => make(["RS256"])).code, "options_invalid");
  }
  // Lists from another realm, frozen lists, and lists that change after the call.
  const list = ["RS256", "PS256"];
  const key = api.publicKey(FILE, list);
  list.push("RS512");
  assert.deepEqual(key.algorithms, ["RS256", "PS256"]);
  assert.deepEqual(api.publicKey(FILE, runInNewContext('["PS256", "RS256"]')).algorithms, ["RS256", "PS256"]);
  assert.deepEqual(api.jwk(JWK, Object.freeze(["PS384"])).algorithms, ["PS384"]);
});
