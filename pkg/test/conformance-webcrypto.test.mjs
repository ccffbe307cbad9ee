// Every vector where there is no `node:crypto`, as in browsers: the host is WebCrypto, and answers by promises only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance } from "../../tests/conformance/suite.js";
import { code, load } from "./support.mjs";

process.getBuiltinModule = undefined;
const full = await import("jwt-wasm");
const lite = await import("jwt-wasm/lite");

for (const engine of ["auto", "wasm", "host"]) {
  test(`jwt-wasm, engine ${engine}`, async () => {
    assert.deepEqual(await conformance(full, load, { engine, isSync: engine !== "host" }), []);
  });
}

for (const engine of ["auto", "host"]) {
  test(`jwt-wasm/lite, engine ${engine}`, async () => {
    assert.deepEqual(await conformance(lite, load, { engine, isSync: false }), []);
  });
}

test("what the host does only by a promise is told so", () => {
  const [vector] = load("attacks.json").cases.filter(
    ({ key, expect }) => key.kind === "pem" && expect === "accept",
  );
  const { token, now, options } = vector;
  for (const [api, engine] of [
    [full, "host"],
    [lite, "host"],
    [lite, "auto"],
  ]) {
    const key = api.publicKey(vector.key.pem, vector.key.alg);
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
  const key = lite.publicKey(vector.key.pem, vector.key.alg);
  assert.equal(
    code(() => lite.verifySync(token, key, { ...options, now, engine: "wasm" })),
    "options_invalid",
  );
});
