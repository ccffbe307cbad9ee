// Keys that stay where they are without `node:crypto`, as in browsers and Workers: WebCrypto computes with every kind of key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ALGORITHMS, failure, nodeKeys, PAIRS, staying, webKeys } from "./outside.mjs";

process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");
const { cryptoKey, sign, verify } = api;

test("keys of both kinds sign and verify with every algorithm", async () => {
  for (const alg of ALGORITHMS) {
    const [signer, open] = await webKeys(alg);
    const kept = open.type === "public" ? await staying(open) : open;
    for (const given of [[signer, open], [signer, kept], nodeKeys(alg)]) {
      const [own, verifier] = given.map((key) => cryptoKey(key, alg));
      const token = await sign({ sub: "alice" }, own, { expiresIn: 60 });
      assert.equal((await verify(token, verifier)).payload.sub, "alice");
      const content = "x".repeat(10_000);
      const detached = await api.signJws(content, own, { detached: true });
      await api.verifyJws(detached, verifier, { payload: content });
      const error = await failure(api.verifyJws(detached, verifier, { payload: `${content}y` }));
      assert.equal(error.code, "signature_invalid");
    }
  }
});

test("the public half of a KeyObject is known", () => {
  for (const alg of PAIRS) {
    const [signer, verifier] = nodeKeys(alg);
    const { alg: _alg, use: _use, ...half } = cryptoKey(signer, alg).toPublicJwk();
    assert.deepEqual(half, verifier.export({ format: "jwk" }));
  }
});
