// Runs the load of `cargo xtask load` for some seconds. No decision may be wrong. Times are not checked.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { latency } from "./latency.mjs";
import { startOrigin } from "./lib/origin.mjs";
import { SECRET } from "./lib/tokens.mjs";
import { startWorkers } from "./lib/workers.mjs";
import { mixed } from "./mixed.mjs";
import { proofs } from "./proofs.mjs";
import { rotation } from "./rotation.mjs";

let origin;
before(async () => {
  origin = await startOrigin();
});
after(() => origin?.close());

test("good, expired, forged, oversized and other tokens at once", { timeout: 120_000 }, async () => {
  const workers = await startWorkers({ ORIGIN: origin.url, JWT_SECRET: SECRET });
  try {
    const { counts, passed } = await mixed(workers.gate, origin, { requests: 3000, connections: 16 });
    assert.equal(passed, 1500);
    assert.equal(Object.keys(counts).length, 11);
    const { median } = await latency(workers, { rounds: 50 });
    assert.ok(median.ratio > 0);
  } finally {
    await workers.dispose();
  }
});

test("good, replayed and wrong proofs of possession at once", { timeout: 120_000 }, async () => {
  const workers = await startWorkers({ ORIGIN: origin.url, JWT_SECRET: SECRET });
  try {
    const { requests, counts, passed } = await proofs(workers.dpop, origin, {
      requests: 3000,
      connections: 16,
    });
    assert.equal(requests, 3000);
    assert.equal(passed, 1200);
    assert.equal(Object.keys(counts).length, 15);
  } finally {
    await workers.dispose();
  }
});

test("keys that rotate, and a provider that is killed and comes back", { timeout: 120_000 }, async () => {
  const told = await rotation(origin, { scale: 0.4 });
  assert.ok(told.good > 0 && told.forged > 0 && told.withdrawn > 0, JSON.stringify(told));
});
