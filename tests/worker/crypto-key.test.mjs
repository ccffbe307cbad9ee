// Keys that stay in WebCrypto, in real workerd.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleFixture, start } from "./bundle.mjs";
import { send } from "./http.mjs";

test("keys that are not extractable sign and verify, and stand behind an external key", async () => {
  const { modules } = await bundleFixture("crypto-key");
  const worker = await start(modules, {});
  try {
    const { text } = await send(worker.url);
    const done = JSON.parse(text);
    assert.equal(Object.keys(done).length, 8);
    for (const [alg, told] of Object.entries(done)) {
      const own = ["a", "signature_invalid", "sync_unavailable", "sync_unavailable"];
      const external = alg.startsWith("HS") ? [] : ["external public_half_differs"];
      assert.deepEqual(told, [...own, ...external], alg);
    }
  } finally {
    await worker.dispose();
  }
});
