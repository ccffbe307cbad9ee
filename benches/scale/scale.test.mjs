// Fails if docs/scale.md has other numbers than the simulation, or if the code no longer behaves as
// simulated.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { KV_CACHE_TTL, WORLD } from "./assumptions.mjs";
import { measureMemory } from "./memory/measure.mjs";
import { SMALL, simulateSmall } from "./results.mjs";
import { tablesOf } from "./tables.mjs";

const results = JSON.parse(readFileSync(new URL("results.json", import.meta.url), "utf8"));
const page = readFileSync(new URL("../../docs/scale.md", import.meta.url), "utf8").split("\n");

let small;
before(async () => {
  const clock = [Date.now, setTimeout];
  small = await simulateSmall();
  assert.deepEqual([Date.now, setTimeout], clock, "the clock is given back");
});

test("the small network comes out as it was recorded: else `cargo xtask scale --record`", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(small)), results.small);
});

for (const [name, lines] of Object.entries(tablesOf(results))) {
  test(`docs/scale.md has what was recorded: ${name}`, () => {
    assert.notEqual(lines.length, 0);
    assert.deepEqual(
      lines.filter((line) => !page.some((told) => told.includes(line))),
      [],
    );
  });
}

for (const [name, world] of Object.entries({ small: SMALL, whole: WORLD })) {
  const told = () => (name === "small" ? small : results[name]);

  test(`${name}: no isolate asks more often than its sets, lives and cool-down allow`, () => {
    const { isolates, fetchRates, flood, deployment } = told();
    for (const { lifetime, own } of fetchRates) {
      // A cold isolate asks once, however many requests come meanwhile, and so does its successor.
      const first = 1 + 2 * world.requestsPerIsolate * world.providerLatency;
      const most = (isolates / lifetime) * 1.1 + (isolates / world.isolateLife) * first;
      assert.ok(own <= most, `${lifetime}: ${own} > ${most}`);
    }
    const cooldown = 30;
    assert.ok(flood.own <= (isolates / cooldown) * 1.2, String(flood.own));
    assert.ok(flood.shared < flood.own);
    for (const { own, shared } of fetchRates) assert.ok(shared <= own);
    assert.ok(deployment.own.total >= isolates && deployment.own.busiestSecond <= deployment.own.total);
  });

  test(`${name}: no change takes longer than the documented bounds`, () => {
    const { changes, outage } = told();
    // After a request, an expired set is used until the provider answers.
    const late = 10;
    const bounds = { ahead: 600, aheadOfAnHour: 3600, atOnce: 60, atOnceFlooded: 60 };
    for (const [kind, bound] of Object.entries(bounds)) {
      for (const [cache, { median, p99, most, refused }] of Object.entries(changes[kind])) {
        assert.ok(median <= p99 && p99 <= most && most <= bound + late, `${kind}, ${cache}: ${most}`);
        assert.equal(refused > 0, kind.startsWith("atOnce"), `${kind}, ${cache}: ${refused} refused`);
      }
    }
    assert.ok(changes.atOnce.own.most < 30, "without a flood the first new token has the set fetched");
    assert.equal(outage.kept.refused, 0);
    assert.ok(outage.own.refused > 0);
  });

  test(`${name}: a revoked token passes for no longer than its store allows`, () => {
    const { atRefresh, atGate } = told().revocation;
    assert.deepEqual(atGate.durableObject, { median: 0, p99: 0, most: 0 });
    assert.ok(atGate.kv.most > 0 && atGate.kv.most <= KV_CACHE_TTL);
    for (const { most } of Object.values(atRefresh)) assert.ok(most > KV_CACHE_TTL && most <= 300);
  });
}

test("what an isolate holds can be measured", async () => {
  const { rows } = await measureMemory({ part: 0.1 });
  assert.deepEqual(
    rows.map(({ name }) => name),
    results.memory.rows.map(({ name }) => name),
  );
  for (const { name, heap } of rows) assert.ok(heap > 0, `${name}: ${heap}`);
  assert.ok(rows[0].wasm > 0);
});
