// Without `node:crypto`, as in browsers, the host is WebCrypto, which answers by promises only. tests/conformance shows in every
// runtime that both accept and refuse the same tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance } from "../../tests/conformance/suite.js";
import { code, load } from "./support.mjs";

process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");
const jwe = await import("jwt-wasm/jwe");

test("a synchronous call says that the host answers only by a promise", () => {
  const [vector] = load("attacks.json").cases.filter(
    ({ key, expect }) => key.kind === "pem" && expect === "accept",
  );
  const { token, now, options } = vector;
  const key = api.publicKey(vector.key.pem, vector.key.alg);
  for (const engine of ["host", "auto", "wasm"]) {
    const all = { ...options, now, engine };
    assert.equal(
      code(() => api.verifySync(token, key, all)),
      "sync_unavailable",
    );
    assert.equal(
      code(() => api.explainSync(token, key, all)),
      "sync_unavailable",
    );
  }
});

test("by WebCrypto", async () => {
  const where = { engine: "host", hasNodeCrypto: false, jwe };
  assert.deepEqual((await conformance(api, load, where)).failures, []);
});
