// Where there is no `node:crypto`, as in browsers, the host is WebCrypto and answers by promises only. That both accept
// and refuse the same tokens is shown by tests/conformance, in every runtime.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance } from "../../tests/conformance/suite.js";
import { code, load } from "./support.mjs";

process.getBuiltinModule = undefined;
const full = await import("jwt-wasm");
const lite = await import("jwt-wasm/lite");

for (const [variant, api] of Object.entries({ "jwt-wasm": full, "jwt-wasm/lite": lite })) {
  test(`${variant} by WebCrypto`, async () => {
    const where = { engine: "host", isLite: api === lite, hasNodeCrypto: false };
    assert.deepEqual((await conformance(api, load, where)).failures, []);
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
