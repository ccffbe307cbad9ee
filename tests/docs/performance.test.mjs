// Stops a number in docs/performance.md that is not the recorded one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { peersOf } from "../../benches/report/summary.mjs";
import { tableOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";

const PAGE = "docs/performance.md";
const [, section] = read(PAGE).split("\n## Beside other libraries\n");
const [inNode, inWorkers] = section.split("\n## ")[0].split("\nIn workerd");
const { machine, results } = JSON.parse(read("benches/results/peers.json"));

const microseconds = (text) => {
  const [, value, unit] = /^([\d.]+) (µs|ms)$/.exec(text);
  return Number(value) * { µs: 1, ms: 1000 }[unit];
};

function assertNear(stated, recorded, what) {
  // Two digits are shown.
  assert.ok(
    Math.abs(stated / recorded - 1) < 0.06,
    `${what}: ${PAGE} says ${stated}, recorded is ${recorded}`,
  );
}

function checkTable(runtime, part) {
  const [[, , ...packages], ...rows] = tableOf(part);
  assert.ok(rows.length >= 5);
  for (const [id, time, ...ratios] of rows) {
    const result = results.find((one) => one.runtime === runtime && one.id === id);
    assert.ok(result, `${runtime} has no "${id}"`);
    assertNear(microseconds(time), result.rows[0].microseconds, id);
    const peers = peersOf(result.rows);
    for (const [index, name] of packages.entries()) {
      const recorded = peers.get(name)?.ratio;
      if (recorded === undefined) assert.equal(ratios[index], "", `${id}, ${name}`);
      else assertNear(Number(ratios[index].replace("×", "")), recorded, `${id}, ${name}`);
    }
  }
}

test("the table of Node is the recorded one", () => checkTable("node24", inNode));

test("the table of Workers is the recorded one", () => checkTable("workerd", inWorkers));

test("the page says when and with which version it was recorded", () => {
  const text = read(PAGE).replaceAll("\n", " ");
  assert.ok(text.includes(`recorded on ${machine.date.slice(0, 10)}`));
  for (const { rows } of results) assert.ok(text.includes(`calls it ${rows[0].version}`), rows[0].version);
});
