// Where there is no `node:crypto`, as in browsers, the host is WebCrypto and answers by promises only. That both accept
// and refuse the same tokens is shown by tests/conformance, in every runtime.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance } from "../../tests/conformance/suite.js";
import { code, load } from "./support.mjs";

process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");

test("what the host does only by a promise is told so", () => {
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
  const where = { engine: "host", hasNodeCrypto: false };
  assert.deepEqual((await conformance(api, load, where)).failures, []);
});
