// The arithmetic of the report.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chart as growthChart } from "../charts/growth.mjs";
import { chart } from "../charts/peers.mjs";
import { duration, logScale } from "../charts/svg.mjs";
import { engineRow, engineTable, engineTargets } from "../engines/report.mjs";
import { checked } from "../growth/growth.mjs";
import { rowOf } from "../workers/workers.mjs";
import { exponent, quantile } from "./statistics.mjs";
import { summary } from "./summary.mjs";
import { rowsOf } from "./table.mjs";
import { targetsOf, targetTable } from "./targets.mjs";
import { weights } from "./weights.mjs";

test("a quantile lies between its neighbours", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([1, 2], 0.5), 1.5);
  assert.equal(quantile([10, 20, 30, 40, 50], 0.1), 14);
});

const lane = (name, from, times) => ({ name, package: from, times });

test("a ratio is the median of each round's own, not the ratio of the medians", () => {
  const lanes = [lane("ours", "jwt-wasm", [1, 10, 100]), lane("other", "jose", [2, 40, 800])];
  const [ours, other] = rowsOf(lanes, "24.0.0");
  assert.equal(ours.ratio, 1);
  assert.equal(other.ratio, 4);
  assert.equal(other.microseconds, 40);
});

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 0.01, `${actual}`);

test("the exponent is the one of the power that made the points", () => {
  const xs = [1, 4, 16, 64];
  near(exponent(xs.map((x) => [x, 7])), 0);
  near(exponent(xs.map((x) => [x, 3 * x])), 1);
  near(exponent(xs.map((x) => [x, 0.5 * x ** 2])), 2);
});

test("growth is checked where what each call costs anyhow no longer hides it", () => {
  const at = [1, 4, 16, 64, 256, 1024];
  const result = (growth, cost) =>
    checked({ name: "x", unit: "y", growth, points: at.map((x) => [x, cost(x)]) });
  assert.ok(result("linear", (x) => 100 + x).isAsItShouldBe);
  assert.ok(!result("linear", (x) => 1000 + x + x ** 2).isAsItShouldBe);
  assert.ok(result("constant", () => 5).isAsItShouldBe);
  assert.ok(!result("constant", (x) => 5 + x).isAsItShouldBe);
  assert.ok(result("logarithmic", (x) => 5 + Math.log(x)).isAsItShouldBe);
});

test("the summary has a line for each section and engine, and a column for each peer's first candidate", () => {
  const lanes = [
    lane("jwt-wasm verifySync, host", "jwt-wasm", [2]),
    lane("jwt-wasm verifySync, wasm", "jwt-wasm", [8]),
    lane("jwt-wasm verifySync, options each time", "jwt-wasm", [3]),
    lane("jose", "jose", [4]),
    lane("jose in another way", "jose", [1]),
  ];
  const [, head, first, second, ...rest] = summary([{ id: "one", where: "Node 24", lanes }]).split("\n");
  assert.match(head, /^\s+jose$/);
  assert.match(first, /one\s+jwt-wasm verifySync, host\s+2\.00×/);
  assert.match(second, /one\s+jwt-wasm verifySync, wasm\s+0\.50×/);
  assert.deepEqual(rest, []);
});

const section = (id, lanes) => ({ id, runtime: "node24", operation: "verifySync", where: "Node 24", lanes });

test("a target is met or missed by what was measured", () => {
  const id = "HS256 verifySync, 230 B";
  const reached = (fastJwt) =>
    targetsOf(
      [section(id, [lane("jwt-wasm verifySync", "jwt-wasm", [2]), lane("f", "fast-jwt", [fastJwt])])],
      {},
    );
  assert.deepEqual(
    reached(5).map(({ value, bound, isMet }) => ({ value, bound, isMet })),
    [{ value: 2.5, bound: 2.5, isMet: true }],
  );
  assert.equal(reached(4.9)[0].isMet, false);
  assert.match(targetTable(reached(4.9)), /0 of 1 met[\s\S]*MISSED\s+≥ 2\.50×\s+2\.45×/);
});

test("a target of at most so many times as long looks the other way", () => {
  const lanes = [
    lane("jwt-wasm verifySync", "jwt-wasm", [13]),
    lane("jwt-wasm verifySync, a good token", "jwt-wasm", [10]),
  ];
  const [target] = targetsOf([section("HS256 refused (expired), 230 B", lanes)], {});
  near(target.value, 1.3);
  assert.ok(target.isMet);
  const [weight] = targetsOf([], { slim: 8001 });
  assert.ok(!weight.isMet);
});

test("other runtimes are held to no target", () => {
  const lanes = [lane("jwt-wasm verifySync", "jwt-wasm", [1]), lane("f", "fast-jwt", [5])];
  const inDeno = { ...section("HS256 verifySync, 230 B", lanes), runtime: "deno" };
  assert.deepEqual(targetsOf([inDeno], {}), []);
});

test("an engine's ratio is the one of the tenth percentiles, and a target is held in Node alone", () => {
  const engine = lane("engine", "jwt-wasm", [40, 40, 40, 900]);
  const host = lane("node:crypto", "node:crypto", [10, 10, 10, 10]);
  const section = (runtime) => ({ id: "ES256 verify", operation: "verify", algorithm: "ES256", runtime });
  const rows = [
    engineRow(section("node20"), "Node 20", [engine, host]),
    engineRow(section("deno"), "Deno 2", [engine]),
  ];
  near(rows[0].ratio, 4);
  assert.equal(rows[1].ratio, undefined);
  const [target, ...more] = engineTargets([...rows, { ...rows[0], runtime: "bun" }]);
  assert.deepEqual([target.bound, target.isMet, more], [4, true, []]);
  assert.equal(engineTargets([{ ...rows[0], ratio: 4.1 }])[0].isMet, false);
  assert.match(engineTable(rows), /Node 20\s+Deno 2\n\s+ES256\s+40, 4\.00×\s+40, –/);
});

test("what the package weighs is weighed", async () => {
  for (const [name, bytes] of Object.entries(await weights())) assert.ok(bytes > 1000, name);
});

test("two workers' ratio is the median of each round's own", () => {
  const { scaling, one, two } = rowOf({ name: "x", one: [10, 20, 30], two: [20, 30, 60] });
  assert.deepEqual([scaling, one, two], [2, 20, 30]);
});

test("a scale has whole powers of ten at its ends", () => {
  const { place, ticks } = logScale([0.02, 3], 0, 300);
  assert.deepEqual(ticks, [0.01, 0.1, 1, 10]);
  near(place(0.01), 0);
  near(place(10), 300);
  assert.equal(duration(0.25), "250 ns");
  assert.equal(duration(12.345), "12.3 µs");
  assert.equal(duration(10_000), "10 ms");
});

const machine = { cpu: "A & B <CPU>", node: "24.0.0" };

test("the charts show each row and each series, and are well-formed", () => {
  const rows = rowsOf([lane("ours", "jwt-wasm", [1]), lane("other", "jose", [3])], "24.0.0");
  const peers = chart({ machine, results: [{ ...section("HS256 verifySync, 230 B"), rows }] });
  assert.match(peers, />HS256 verifySync, 230 B</);
  assert.match(peers, /A &amp; B &lt;CPU&gt;/);
  const points = [1, 10, 100].map((x) => [x, x]);
  const grown = growthChart({
    machine,
    series: [checked({ name: "n", unit: "u", growth: "linear", points })],
  });
  assert.match(grown, />exponent 1\.00, linear</);
  for (const picture of [peers, grown]) {
    assert.doesNotMatch(picture, /NaN|undefined|Infinity/);
    assert.match(picture, /prefers-color-scheme: dark/);
  }
});
