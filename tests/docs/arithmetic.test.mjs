// Stops a number in the tables of engines and hosts in docs/arithmetic.md that is not the recorded one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";

const PAGE = "docs/arithmetic.md";
const [, section] = read(PAGE).split("\n## Every engine beside its host\n");
const [, verifying, signing] = section.split("\n## ")[0].split(/\n(?=\| Verify |\| Sign )/);
const { machine, rows } = JSON.parse(read("benches/results/engines.json"));

for (const [operation, part] of Object.entries({ verify: verifying, sign: signing })) {
  test(`each ${operation} of an engine takes as long as recorded`, () => {
    const [[, ...places], ...lines] = tableOf(part);
    const own = rows.filter((row) => row.operation === operation);
    assert.equal(lines.length * places.length, own.length);
    for (const [algorithm, ...cells] of lines) {
      for (const [index, place] of places.entries()) {
        const runtime = place.replace(" ", "").toLowerCase();
        const row = own.find((one) => one.algorithm === algorithm && one.runtime === runtime);
        const host = row.host ? `, ${row.ratio.toPrecision(2)}×` : "";
        assert.equal(cells[index], `${Math.round(row.microseconds)}${host}`, `${algorithm} in ${place}`);
      }
    }
  });
}

test("the page says when it was recorded", () => {
  assert.ok(section.replaceAll("\n", " ").includes(`recorded on ${machine.date.slice(0, 10)}`));
});
