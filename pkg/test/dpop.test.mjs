// Every check of RFC 9449 §4.3, each with a proof that fails only that check.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { thumbprint } from "jwt-wasm";
import { dpopNonces, verifyDpopProof } from "jwt-wasm/dpop";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import {
  ath,
  bound,
  client,
  clientKey,
  options,
  proofOf,
  seconds,
  signedBy,
  TOKEN,
  URL,
  why,
} from "./dpop.mjs";

test("a good proof is accepted, with its key and claims", async () => {
  const proof = proofOf({ token: TOKEN, claims: { iat: seconds() } });
  const { header, payload, jkt, jwk: key } = await verifyDpopProof(proof, options(bound));
  assert.equal(header.typ, "dpop+jwt");
  assert.deepEqual([payload.htm, payload.htu, payload.ath], ["GET", URL, ath(TOKEN)]);
  assert.equal(jkt, client.jkt);
  assert.equal(thumbprint(key), client.jkt);
  assert.equal("d" in key, false);
});

test("every algorithm of public keys; with a list, these alone", async () => {
  for (const alg of ["ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA", "Ed448"]) {
    const key = clientKey(alg);
    const proof = () => proofOf({ key, token: TOKEN });
    const its = { accessToken: TOKEN, jkt: key.jkt };
    assert.equal(await why(proof(), its), "good", alg);
    assert.equal(await why(proof(), { ...its, algorithms: [alg] }), "good", alg);
    const others = ["ES256", "ES384"].filter((name) => name !== alg);
    assert.equal(await why(proof(), { ...its, algorithms: others }), "algorithm_not_allowed", alg);
  }
  const key = clientKey("EdDSA");
  const byNewName = proofOf({ key, token: TOKEN, header: { alg: "Ed25519" } });
  assert.equal(await why(byNewName, { accessToken: TOKEN, jkt: key.jkt, algorithms: ["EdDSA"] }), "good");
});

test("EdDSA is the algorithm of the key's curve, whatever the order of the list", async () => {
  for (const [curve, other] of [
    ["Ed448", "Ed25519"],
    ["Ed25519", "Ed448"],
  ]) {
    const key = clientKey(curve === "Ed448" ? curve : "EdDSA");
    const its = { accessToken: TOKEN, jkt: key.jkt };
    for (const alg of ["EdDSA", curve]) {
      const proof = () => proofOf({ key, token: TOKEN, header: { alg } });
      for (const algorithms of [
        [curve, other],
        [other, curve],
        [other, "EdDSA"],
        ["EdDSA", other],
      ]) {
        assert.equal(await why(proof(), { ...its, algorithms }), "good", `${alg} of ${algorithms}`);
      }
      assert.notEqual(await why(proof(), { ...its, algorithms: [other] }), "good");
    }
    const wrong = proofOf({ key, token: TOKEN, header: { alg: other } });
    assert.equal(await why(wrong, { ...its, algorithms: [other, "EdDSA"] }), "algorithm_not_allowed");
  }
});

test("not a JWS", async () => {
  for (const proof of [
    "",
    "x",
    "a.b.c",
    `${proofOf()}.x`,
    `${proofOf()}, ${proofOf()}`,
    ` ${proofOf()}`,
    `DPoP ${proofOf()}`,
  ]) {
    assert.match(await why(proof), /^malformed/, proof.slice(0, 20));
  }
  for (const proof of [undefined, null, 1, {}, [proofOf()]]) {
    assert.match(await why(proof), /^malformed|^options_invalid/, inspect(proof));
  }
  assert.match(await why("x".repeat(20_000)), /^too_large/);
});

test("the header", async () => {
  const with_ = (header, key) => proofOf({ token: TOKEN, header, ...(key ? { key } : {}) });
  for (const typ of [undefined, "JWT", "at+jwt", "dpop", "dpop+jwt2", 1, null]) {
    assert.match(await why(with_({ typ })), /^header_rejected typ|^claim_|^malformed/, inspect(typ));
  }
  for (const alg of ["none", "NONE", "", "HS256", "HS512", undefined, null, 256, ["ES256"], "RS1", "es256"]) {
    assert.equal(await why(with_({ alg })), "algorithm_not_allowed", inspect(alg));
  }
  assert.match(await why(with_({ crit: ["x"], x: 1 })), /^header_rejected crit/);
  assert.match(await why(with_({ b64: false, crit: ["b64"] })), /^header_rejected/);
  // The header has the name `jwk` twice.
  const { jwk: key } = client;
  const twice = `{"typ":"dpop+jwt","alg":"ES256","jwk":${JSON.stringify(key)},"jwk":${JSON.stringify(clientKey().jwk)}}`;
  assert.match(await why(signedBy(client, twice, {})), /^malformed/);
});

test("the key in the header", async () => {
  const { jwk: key, privateJwk } = client;
  const with_ = (jwk, header = {}) => proofOf({ token: TOKEN, header: { ...header, jwk } });
  for (const jwk of [undefined, null, "key", 1, [], [key]]) {
    assert.equal(await why(with_(jwk)), "key_invalid no_key", inspect(jwk));
  }
  assert.equal(await why(with_(privateJwk)), "key_invalid private_key");
  for (const member of ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"]) {
    for (const value of ["AQAB", "", null, 1]) {
      assert.equal(await why(with_({ ...key, [member]: value })), "key_invalid private_key", member);
    }
  }
  const { x: _, ...half } = key;
  for (const jwk of [
    {},
    half,
    { ...key, y: key.x },
    { ...key, crv: "P-384" },
    { ...key, kty: "RSA" },
    { ...key, use: "enc" },
  ]) {
    assert.match(await why(with_(jwk), {}), /^key_invalid/, inspect(jwk));
  }
  assert.match(await why(with_({ ...key, key_ops: ["sign"] }), {}), /^key_invalid/);
  assert.match(await why(with_({ ...key, alg: "ES384" }), {}), /^key_invalid/);
  assert.match(
    await why(with_({ kty: "oct", k: "A".repeat(43) }, { alg: "HS256" })),
    /^algorithm_not_allowed/,
  );
  // An RSA key of 1024 bits, which others could factor.
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const short = { alg: "RS256", privateKey: weak.privateKey, jwk: weak.publicKey.export({ format: "jwk" }) };
  assert.match(await why(proofOf({ key: short }), {}), /^key_too_weak/);
});

test("a secret as the key is refused, since everybody could sign with it", async () => {
  const secret = Buffer.alloc(32, 1);
  const jwk = { kty: "oct", k: secret.toString("base64url") };
  const key = { alg: "HS256", secret, jwk };
  assert.equal(await why(proofOf({ key, token: TOKEN })), "algorithm_not_allowed");
  assert.equal(
    await why(proofOf({ key, token: TOKEN, header: { alg: "ES256" } }), {}),
    "key_invalid private_key",
  );
});

test("the signature", async () => {
  const other = clientKey();
  assert.equal(await why(proofOf({ token: TOKEN, key: { ...other, jwk: client.jwk } })), "signature_invalid");
  const proof = proofOf({ token: TOKEN });
  const [header, , signature] = proof.split(".");
  const changed = Buffer.from(
    JSON.stringify({ jti: "x", htm: "GET", htu: URL, iat: seconds(), ath: ath(TOKEN) }),
  );
  assert.equal(await why(`${header}.${changed.toString("base64url")}.${signature}`), "signature_invalid");
});

test("the key that the token is bound to", async () => {
  assert.equal(await why(proofOf({ token: TOKEN, key: clientKey() })), "claim_mismatch cnf");
  assert.equal(
    await why(proofOf({ token: TOKEN }), { ...bound, jkt: clientKey().jkt }),
    "claim_mismatch cnf",
  );
  assert.equal(
    await why(proofOf({ token: TOKEN }), { ...bound, jkt: client.jkt.toLowerCase() }),
    "claim_mismatch cnf",
  );
  assert.equal(
    await why(proofOf({ token: TOKEN }), { ...bound, jkt: `${client.jkt}=` }),
    "claim_mismatch cnf",
  );
});

test("the method, as it was sent", async () => {
  for (const htm of ["POST", "get", "Get", "GET ", "GET,POST", "*"]) {
    assert.equal(await why(proofOf({ token: TOKEN, claims: { htm } })), "claim_mismatch htm", htm);
  }
  assert.equal(await why(proofOf({ token: TOKEN, method: "PURGE" }), { ...bound, method: "PURGE" }), "good");
  assert.equal(await why(proofOf({ token: TOKEN }), { ...bound, method: "HEAD" }), "claim_mismatch htm");
});

test("claims that are missing, or of another type", async () => {
  for (const claim of ["jti", "htm", "htu", "iat", "ath"]) {
    const with_ = (value) => why(proofOf({ token: TOKEN, claims: { [claim]: value } }));
    assert.equal(await with_(undefined), `claim_missing ${claim}`);
    for (const value of [null, {}, ["GET"], true]) {
      assert.equal(await with_(value), `claim_invalid ${claim}`, `${claim} ${inspect(value)}`);
    }
    assert.equal(await with_(claim === "iat" ? String(seconds()) : 1), `claim_invalid ${claim}`);
    if (claim !== "iat") assert.equal(await with_(""), `claim_invalid ${claim}`);
  }
});

test("iat in its window", async () => {
  const at = (offset, more) =>
    why(proofOf({ token: TOKEN, claims: { iat: seconds() + offset } }), { ...bound, ...more });
  for (const offset of [-325, -300, 0, 25]) assert.equal(await at(offset), "good", String(offset));
  assert.equal(await at(-335), "too_old iat");
  assert.equal(await at(-3600), "too_old iat");
  assert.equal(await at(35), "not_yet_valid iat");
  assert.equal(await at(-100, { maxAge: 60 }), "too_old iat");
  assert.equal(await at(-80, { maxAge: 60 }), "good");
  for (const iat of [0, -1, seconds() * 1000, 1e300]) {
    assert.match(
      await why(proofOf({ token: TOKEN, claims: { iat } })),
      /^(too_old|not_yet_valid|claim_invalid) iat/,
    );
  }
  // Claims that a proof need not have are checked if it has them.
  assert.equal(await why(proofOf({ token: TOKEN, claims: { exp: 1 } })), "expired exp");
  assert.equal(await why(proofOf({ token: TOKEN, claims: { nbf: seconds() + 100 } })), "not_yet_valid nbf");
  assert.equal(await why(proofOf({ token: TOKEN, claims: { exp: "soon" } })), "claim_invalid exp");
});

test("the access token", async () => {
  for (const hash of [ath("another"), ath(TOKEN).toLowerCase(), `${ath(TOKEN)}=`, TOKEN]) {
    assert.equal(await why(proofOf({ claims: { ath: hash } })), "claim_mismatch ath", hash);
  }
  assert.equal(await why(proofOf()), "claim_missing ath");
  // At a token endpoint there is no access token yet.
  assert.equal(await why(proofOf(), {}), "good");
  assert.equal(await why(proofOf(), { jkt: client.jkt }), "good");
  assert.equal(await why(proofOf({ token: TOKEN }), { accessToken: TOKEN }), "options_invalid");
});

test("a nonce that was asked for", async () => {
  const nonces = dpopNonces();
  const nonce = await nonces.issue();
  for (const wanted of [nonces, nonce]) {
    const more = { ...bound, nonce: wanted };
    const with_ = (value) => why(proofOf({ token: TOKEN, claims: { nonce: value } }), more);
    assert.equal(await with_(nonce), "good");
    assert.equal(await with_(undefined), "claim_missing nonce");
    for (const value of ["", 1, null, [nonce]]) assert.equal(await with_(value), "claim_invalid nonce");
    for (const value of ["x", `${nonce}x`, nonce.toLowerCase(), nonce.slice(1)]) {
      assert.equal(await with_(value), "claim_mismatch nonce");
    }
  }
  // The claim `nonce` is ignored if no nonce is demanded.
  assert.equal(await why(proofOf({ token: TOKEN, claims: { nonce: "x" } })), "good");
});

test("each proof is good once, whatever request it came with first", async () => {
  const proof = proofOf({ token: TOKEN });
  assert.equal(await why(proof), "good");
  assert.equal(await why(proof), "revoked reused");
  // One `jti` of one key is used once, even in two proofs. The same `jti` of another key is another proof.
  const jti = "one";
  const of = (key, claims) => proofOf({ key, token: TOKEN, claims: { jti, ...claims } });
  const other = clientKey();
  assert.equal(await why(of(client, { iat: seconds() - 5 })), "good");
  assert.equal(await why(of(client)), "revoked reused");
  assert.equal(await why(of(other), { accessToken: TOKEN, jkt: other.jkt }), "good");
});

test("a proof that is refused is not used up", async () => {
  const nonces = dpopNonces();
  const proof = proofOf({ token: TOKEN });
  assert.equal(await why(proof, { ...bound, nonce: nonces }), "claim_missing nonce");
  assert.equal(await why(proof, { ...bound, method: "POST" }), "claim_mismatch htm");
  assert.equal(await why(proof, { ...bound, accessToken: "other" }), "claim_mismatch ath");
  assert.equal(await why(proof), "good");
});
