// Key rings in real workerd, which generates and exports keys in its own way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleFixture, start } from "./bundle.mjs";
import { send } from "./http.mjs";

test("a key of every algorithm is made, stored, signed and verified with", async () => {
  const { modules } = await bundleFixture("ring");
  const worker = await start(modules, {});
  try {
    const { text } = await send(worker.url);
    const done = JSON.parse(text);
    assert.equal(Object.keys(done).length, 13);
    for (const [algorithm, told] of Object.entries(done)) {
      assert.equal(told, `${algorithm} retiring, ${algorithm} signing`);
    }
  } finally {
    await worker.dispose();
  }
});
