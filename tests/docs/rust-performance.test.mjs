// Stops a number in docs/rust-performance.md that is not the recorded one, and a peer or a row that it leaves out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";

const PAGE = "docs/rust-performance.md";
const text = read(PAGE);
const { machine, versions, results } = JSON.parse(read("benches/results/rust.json"));
const [, ...peers] = Object.keys(versions);

const shown = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(1));

test("the table has every row and every peer of the record, with its numbers", () => {
  const [[, , ...packages], ...rows] = tableOf(text);
  assert.deepEqual(packages, peers);
  assert.deepEqual(
    rows.map(([id]) => id),
    results.map(({ id }) => id),
  );
  for (const [index, [id, time, ...ratios]] of rows.entries()) {
    const [ours, ...others] = results[index].candidates;
    assert.equal(time, `${Number(ours.microseconds.toPrecision(2))} µs`, id);
    for (const [place, name] of packages.entries()) {
      const ratio = others.find((other) => other.name === name)?.ratio;
      assert.equal(ratios[place], ratio === undefined ? "" : `${shown(ratio)}×`, `${id}, ${name}`);
    }
  }
});

test("the page says when and with which versions it was recorded", () => {
  const words = text.replaceAll("\n", " ");
  assert.ok(words.includes(`recorded on ${machine.date}`), machine.date);
  for (const [name, { version }] of Object.entries(versions).slice(1)) {
    const crate = name.split(" ")[0];
    assert.ok(words.includes(`${crate} ${version}`), `${crate} ${version}`);
  }
});
