// Runs profiles and scopes on the vectors that the core's own tests use as well.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  createVerifier,
  explainSync,
  jwk,
  oneOf,
  remoteJwks,
  secretKey,
  sign,
  trustedIssuers,
  verify,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { load, NOW, refusal, signed, testKey } from "./support.mjs";

const key = testKey();
const { bases, cases, wrong } = load("reports/profiles.json");

function tokenOf({ typ, set, unset = [], profile }) {
  const base = bases[profile];
  const claims = { ...base.claims, ...set };
  for (const name of unset) delete claims[name];
  const wanted = typ === undefined ? base.typ : typ;
  return signed(claims, { alg: "HS256", ...(wanted ? { typ: wanted } : {}) });
}

const optionsOf = ({ profile, options }) => ({ now: NOW, profile, ...bases[profile].options, ...options });

test("a token is of its kind or refused", () => {
  for (const row of cases) {
    const [token, options] = [tokenOf(row), optionsOf(row)];
    const report = explainSync(token, key, options);
    if (row.refused === undefined) {
      assert.ok(verifySync(token, key, options), JSON.stringify(row));
      assert.equal(report.verdict, "verified", JSON.stringify(row));
    } else {
      const { code, claim = null } = refusal(() => verifySync(token, key, options));
      assert.deepEqual([code, claim], row.refused, JSON.stringify(row));
      assert.equal(report.verdict, "refused", JSON.stringify(row));
    }
  }
});

test("wrong options are told at once", () => {
  for (const { options, reason, part, needs_key: needsKey } of wrong) {
    for (const call of [
      () => createVerifier({ key, ...options }),
      () => verifySync(signed({}), key, { now: NOW, ...options }),
      () => explainSync(signed({}), key, { now: NOW, ...options }),
      ...(needsKey
        ? []
        : [
            () => explainSync(signed({}), undefined, { now: NOW, ...options }),
            () => createVerifier({ key: remoteJwks("https://issuer.example/jwks"), ...options }),
            () => createGate({ keyFromEnv: () => key, origin: () => new Response(), ...options }),
          ].slice(0, "scope" in options ? 2 : 3)),
    ]) {
      const error = refusal(call);
      assert.deepEqual(
        [error.code, error.reason, error.part],
        ["options_invalid", reason, part],
        `${call} ${part}`,
      );
    }
  }
});

const HASHES = {
  HS256: "sha256",
  HS384: "sha384",
  HS512: "sha512",
  RS256: "sha256",
  RS512: "sha512",
  PS384: "sha384",
  ES256: "sha256",
  ES384: "sha384",
  ES512: "sha512",
  EdDSA: "sha512",
  Ed25519: "sha512",
};

function keysFor(alg) {
  if (alg.startsWith("HS")) {
    const secret = secretKey(Buffer.alloc(64, 7), alg);
    return [secret, secret];
  }
  const [type, options] = alg.startsWith("E")
    ? alg.startsWith("ES")
      ? ["ec", { namedCurve: { ES256: "P-256", ES384: "P-384", ES512: "P-521" }[alg] }]
      : ["ed25519", {}]
    : ["rsa", { modulusLength: 2048 }];
  const pair = generateKeyPairSync(type, options);
  return [pair.privateKey, pair.publicKey].map((half) => jwk(half.export({ format: "jwk" }), alg));
}

for (const [alg, hash] of Object.entries(HASHES)) {
  test(`at_hash and c_hash by ${alg}`, async () => {
    const half = (text, name = hash) => {
      const digest = createHash(name).update(text).digest();
      return digest.subarray(0, digest.length / 2).toString("base64url");
    };
    const [signer, verifier] = keysFor(alg);
    const accessToken = "an access token, é";
    const code = "a code";
    const options = { now: NOW, profile: "id_token", ...bases.id_token.options, accessToken, code };
    const make = (claims) => sign({ ...bases.id_token.claims, ...claims }, signer, { now: NOW });
    const good = { at_hash: half(accessToken), c_hash: half(code) };
    assert.ok(await verify(await make(good), verifier, options));
    const other = hash === "sha256" ? "sha512" : "sha256";
    for (const [claim, value] of [
      ["at_hash", half(accessToken, other)],
      ["at_hash", half("another")],
      ["c_hash", half(code, other)],
      ["c_hash", good.at_hash],
    ]) {
      await assert.rejects(verify(await make({ ...good, [claim]: value }), verifier, options), {
        code: "claim_mismatch",
        claim,
        part: claim === "at_hash" ? "accessToken" : "code",
      });
    }
  });
}

test("an error never contains the caller's nonce, code or access token", () => {
  for (const [claim, option] of [
    ["nonce", "nonce"],
    ["at_hash", "accessToken"],
    ["c_hash", "code"],
  ]) {
    const options = { now: NOW, profile: "id_token", ...bases.id_token.options, [option]: "secret-7f3a" };
    const token = signed({ ...bases.id_token.claims, [claim]: "found-7f3a" });
    const error = refusal(() => verifySync(token, key, options));
    assert.equal(error.part, option);
    assert.ok(!("expected" in error) && !("actual" in error));
    const report = explainSync(token, key, options);
    const { checks } = report;
    assert.doesNotMatch(`${error.message} ${JSON.stringify({ ...error })} ${JSON.stringify(checks)}`, /7f3a/);
    assert.equal(checks.find(({ name }) => name === "profile").outcome, "failed");
    const wrongType = refusal(() => verifySync(token, key, { ...options, [option]: ["secret-7f3a"] }));
    assert.doesNotMatch(JSON.stringify([wrongType.message, { ...wrongType }]), /7f3a/);
  }
});

test("a login is no older from a cache", () => {
  const start = Date.now() / 1000;
  const claims = { ...bases.id_token.claims, iat: start, exp: start + 1000, auth_time: start - 59.8 };
  const options = { profile: "id_token", ...bases.id_token.options, maxAuthAge: 60 };
  const verifier = createVerifier({ key, cache: 10, ...options });
  const token = signed(claims);
  assert.ok(verifier.verifySync(token));
  assert.ok(verifier.verifySync(token));
  while (Date.now() / 1000 < start + 0.25);
  assert.equal(refusal(() => verifier.verifySync(token)).code, "too_old");
  verifier.free();
});

test("acr takes oneOf", () => {
  const options = { now: NOW, profile: "id_token", ...bases.id_token.options, acr: oneOf("a", "b") };
  assert.ok(verifySync(signed({ ...bases.id_token.claims, acr: "b" }), key, options));
  assert.equal(
    refusal(() => verifySync(signed({ ...bases.id_token.claims, acr: "c" }), key, options)).claim,
    "acr",
  );
});

test("scopes are read as the gate reads them", () => {
  for (const { claims, code } of load("reports/gate-claims.json").scopes) {
    for (const scope of ["read write", ["write", "read"]]) {
      const call = () => verifySync(signed(claims), key, { now: NOW, requireExpiry: false, scope });
      if (code === null) assert.ok(call(), JSON.stringify(claims));
      else if (code === "claim_invalid") assert.equal(refusal(call).code, code, JSON.stringify(claims));
      else assert.match(refusal(call).code, /^claim_(?:missing|mismatch)$/, JSON.stringify(claims));
    }
  }
});

test("the gate takes a profile, and a missing scope is still 403", async () => {
  const { options, claims } = bases.access_token;
  const gate = createGate({
    key,
    now: NOW,
    profile: "access_token",
    ...options,
    scope: "read",
    origin: () => new Response("in"),
  });
  const ask = async (set, typ = "at+jwt") => {
    const token = signed({ ...claims, ...set }, { alg: "HS256", typ });
    const headers = { authorization: `Bearer ${token}` };
    return (await gate(new Request("https://api.example/", { headers }), {})).status;
  };
  assert.equal(await ask({ scope: "read" }), 200);
  assert.equal(await ask({ scope: "write" }), 403);
  assert.equal(await ask({ scope: "read", client_id: 1 }), 401);
  assert.equal(await ask({ scope: "read" }, "JWT"), 401);
});

test("trusted issuers bring the issuer that a profile needs", async () => {
  const { options, claims } = bases.id_token;
  const [signer, verifier] = keysFor("ES256");
  const issuers = trustedIssuers([{ issuer: options.issuer, key: verifier, audience: options.audience }]);
  const token = await sign(claims, signer, { now: NOW });
  const demands = { now: NOW, profile: "id_token" };
  assert.ok(await verify(token, issuers, demands));
  const other = await sign({ ...claims, sub: "" }, signer, { now: NOW });
  await assert.rejects(verify(other, issuers, demands), { code: "claim_invalid", claim: "sub" });
  const unknown = await sign({ ...claims, iss: "https://other.example" }, signer, { now: NOW });
  await assert.rejects(verify(unknown, issuers, demands), { code: "issuer_unknown" });
});
