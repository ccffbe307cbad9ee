// Keys of WebCrypto and of node:crypto that stay where they are: what they do, with every algorithm.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer, signClientAssertion } from "jwt-wasm/issuer";
import { ALGORITHMS, failure, nodeKeys, PAIRS, SECRETS, staying, webKeys } from "./outside.mjs";
import { refusal } from "./support.mjs";

const { cryptoKey, jwk, sign, verify } = api;

const KINDS = {
  "CryptoKeys that are not extractable": async (alg) => {
    const [signer, verifier] = await webKeys(alg);
    return [signer, verifier.type === "public" ? await staying(verifier) : verifier];
  },
  "CryptoKeys whose public half is extractable": (alg) => webKeys(alg),
  "extractable CryptoKeys": (alg) => webKeys(alg, true),
  "CryptoKeys that were cloned": async (alg) => structuredClone(await webKeys(alg)),
  KeyObjects: async (alg) => nodeKeys(alg),
  "KeyObjects of another thread": async (alg) => {
    const { port1, port2 } = new MessageChannel();
    const came = new Promise((resolve) => port2.once("message", resolve));
    port1.postMessage(nodeKeys(alg));
    const keys = await came;
    port1.close();
    return keys;
  },
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`${kind} sign and verify with every algorithm`, async () => {
    for (const alg of ALGORITHMS) {
      const given = await make(alg);
      const [signer, verifier] = given.map((key) => cryptoKey(key, alg));
      assert.deepEqual([signer.algorithms, verifier.algorithms], [[alg], [alg]]);
      const token = await sign({ sub: "alice" }, signer, { expiresIn: 60, kid: "1" });
      const { header, payload, key } = await verify(token, verifier);
      assert.deepEqual([header, payload.sub, key], [{ alg, typ: "JWT", kid: "1" }, "alice", { alg }]);
      const cached = api.createVerifier({ key: verifier, cache: 2 });
      for (let time = 0; time < 2; time += 1) {
        assert.equal((await cached.verify(token)).payload.sub, "alice");
      }
      assert.equal((await api.explain(token, verifier)).verdict, "verified");
      await forms(signer, verifier);

      const [other] = (await make(alg)).map((key) => cryptoKey(key, alg));
      const forged = await sign({ sub: "alice" }, other, { expiresIn: 60 });
      assert.equal((await failure(verify(forged, verifier))).code, "signature_invalid");
      assert.equal((await failure(cached.verify(forged))).code, "signature_invalid");
      assert.equal((await api.explain(forged, verifier)).verdict, "refused");
      const [input, signature] = [/.*\./.exec(token)[0], Buffer.from(/[^.]*$/.exec(token)[0], "base64url")];
      for (const wrong of [
        signature.subarray(1),
        Buffer.concat([signature, Buffer.alloc(1)]),
        Buffer.alloc(3),
      ]) {
        const error = await failure(verify(input + wrong.toString("base64url"), verifier));
        assert.equal(error.code, "signature_invalid", alg);
      }
    }
  });
}

/** Content that is not a JWT, in the four forms that a JWS has. */
async function forms(signer, verifier) {
  for (const content of ["any content", "x".repeat(20_000), Uint8Array.of(0, 255, 46)]) {
    for (const isDetached of [false, true]) {
      for (const b64 of [true, false]) {
        if (!isDetached && !b64 && typeof content !== "string") continue;
        const options = { ...(isDetached && { detached: true }), ...(b64 ? {} : { b64: false }) };
        const jws = await api.signJws(content, signer, options);
        const read = {
          maxTokenLength: 100_000,
          ...(isDetached && { payload: content }),
          ...(b64 ? {} : { b64: false }),
        };
        const { payload } = await api.verifyJws(jws, verifier, read);
        assert.deepEqual(Buffer.from(payload), Buffer.from(content));
      }
    }
  }
}

test("the tokens are those of other keys: each verifies what the other has signed", async () => {
  for (const alg of ALGORITHMS) {
    const [signer, verifier] = nodeKeys(alg);
    const form = { format: "jwk" };
    const plain = [signer, verifier].map((key) => jwk(key.export(form), alg));
    const kept = [signer, verifier].map((key) => cryptoKey(key, alg));
    await verify(await sign({}, plain[0], { expiresIn: 60 }), kept[1]);
    await verify(await sign({}, kept[0], { expiresIn: 60 }), plain[1]);
    for (const content of ["any content", "x".repeat(20_000)]) {
      const detached = await api.signJws(content, kept[0], { detached: true });
      await api.verifyJws(detached, plain[1], { payload: content });
    }
  }
});

test("a function without a promise says what to do instead", async () => {
  for (const [[signer, verifier], message] of [
    [await webKeys("ES256"), /without Sync/],
    [nodeKeys("ES256"), /jwk\(key\.export\(\{ format: "jwk" \}\), algorithm\)/],
    [await webKeys("HS256"), /without Sync/],
    [nodeKeys("HS256"), /jwk\(key\.export\(\{ format: "jwk" \}\), algorithm\)/],
  ]) {
    const alg = signer.type === "secret" ? "HS256" : "ES256";
    const [signing, verifying] = [cryptoKey(signer, alg), cryptoKey(verifier, alg)];
    const token = await sign({}, signing, { expiresIn: 60 });
    const made = api.createVerifier({ key: verifying });
    for (const call of [
      () => api.signSync({}, signing),
      () => api.signJwsSync("a", signing),
      () => api.verifySync(token, verifying),
      () => api.verifyJwsSync(token, verifying),
      () => api.explainSync(token, verifying),
      () => made.verifySync(token),
      () => made.explainSync(token),
    ]) {
      const error = refusal(call);
      assert.equal(error.code, "sync_unavailable");
      assert.match(error.message, message);
    }
    await made.verify(token);
  }
});

test("a gate, trusted issuers, a token issuer and a client assertion take them", async () => {
  for (const alg of ["HS256", "ES256", "RS256"]) {
    for (const given of [await webKeys(alg), nodeKeys(alg)]) {
      const [signer, key] = given.map((one) => cryptoKey(one, alg));
      const token = await sign({ sub: "alice", iss: "https://a.example" }, signer, { expiresIn: 60 });
      const gate = createGate({ key, origin: () => new Response("in") });
      const send = (text) =>
        gate(new Request("https://site.example/", { headers: { authorization: `Bearer ${text}` } }));
      assert.equal((await send(token)).status, 200);
      assert.equal((await send(`${token}AAAA`)).status, 401);
      const issuers = api.trustedIssuers([{ issuer: "https://a.example", key }]);
      assert.equal((await verify(token, issuers)).key.issuer, "https://a.example");

      const isKnown = alg === "HS256" || given[0].export !== undefined;
      const issuer = createTokenIssuer({ key: signer, ...(isKnown ? {} : { verifyKey: key }) });
      const pair = await issuer.issue("user-42");
      const next = await issuer.refresh(pair.refresh);
      assert.equal((await verify(next.access, key)).payload.sub, "user-42");
      await issuer.revoke(next.refresh);
      if (alg === "HS256") continue;
      const assertion = await signClientAssertion({
        key: signer,
        clientId: "c",
        audience: "https://a.example",
      });
      await verify(assertion, key, { audience: "https://a.example" });
    }
  }
});

test("the public half of a KeyObject can be published, and a CryptoKey says how to get its own", async () => {
  for (const alg of PAIRS) {
    const [signer, verifier] = nodeKeys(alg);
    const expected = { ...verifier.export({ format: "jwk" }), alg, use: "sig" };
    for (const key of [signer, verifier]) {
      const published = cryptoKey(key, alg).toPublicJwk();
      assert.deepEqual(published, expected);
      assert.equal(api.thumbprint(published), api.thumbprint(verifier.export({ format: "jwk" })));
    }
    for (const key of await webKeys(alg)) {
      const error = refusal(() => cryptoKey(key, alg).toPublicJwk());
      assert.deepEqual([error.code, error.reason], ["key_invalid", "public_half_missing"]);
    }
  }
  for (const alg of SECRETS) {
    for (const [key] of [await webKeys(alg), nodeKeys(alg)]) {
      const error = refusal(() => cryptoKey(key, alg).toPublicJwk());
      assert.deepEqual([error.code, error.reason], ["key_invalid", "public_half_missing"]);
    }
  }
});

test("the caller's key is left as it is", async () => {
  for (const alg of ALGORITHMS) {
    for (const keys of [nodeKeys(alg), await webKeys(alg)]) {
      const [signer, verifier] = keys.map((key) => cryptoKey(key, alg));
      await verify(await sign({}, signer, { expiresIn: 60 }), verifier);
      for (const key of keys)
        assert.deepEqual(
          Reflect.ownKeys(key).filter((name) => typeof name === "string"),
          [],
        );
    }
  }
});

test("a freed key is refused", async () => {
  const [signer, verifier] = (await webKeys("ES256")).map((key) => cryptoKey(key, "ES256"));
  const token = await sign({}, signer, { expiresIn: 60 });
  signer.free();
  verifier[Symbol.dispose]();
  for (const call of [sign({}, signer), verify(token, verifier)]) {
    const error = await failure(call);
    assert.deepEqual([error.code, error.reason], ["key_invalid", "freed"]);
  }
});

test("the option engine is respected", async () => {
  for (const alg of ["HS256", "ES256"]) {
    const [signer, verifier] = await webKeys(alg);
    const token = await sign({}, cryptoKey(signer, alg), { expiresIn: 60 });
    const kept = cryptoKey(alg === "ES256" ? await staying(verifier) : verifier, alg);
    for (const engine of ["auto", "host"]) await verify(token, kept, { engine });
    const error = await failure(verify(token, kept, { engine: "wasm" }));
    assert.equal(error.code, "options_invalid");
    const report = await api.explain(token, kept, { engine: "wasm" });
    const { outcome, reason } = report.checks.find(({ name }) => name === "signature");
    assert.deepEqual([report.verdict, outcome, reason], ["unchecked", "skipped", "not_computed"]);
  }
  const [signer, verifier] = await webKeys("ES256");
  const token = await sign({}, cryptoKey(signer, "ES256"), { expiresIn: 60 });
  for (const engine of ["auto", "host", "wasm"]) {
    await verify(token, cryptoKey(verifier, "ES256"), { engine });
  }
});
