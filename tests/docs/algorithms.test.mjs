// Stops a README whose table of algorithms is not what the package computes. `cargo xtask messages` writes the table.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hostAlgorithm } from "../../pkg/dist/engines/algorithms.js";
import { hasEngine } from "../../pkg/dist/engines/wasm.js";
import { ALGORITHMS } from "../../pkg/dist/names.js";
import { ROOT, read } from "./lib/repository.mjs";

const KEYS = {
  "RSASSA-PKCS1-v1_5": () => "RSA",
  "RSA-PSS": () => "RSA",
  ECDSA: ({ namedCurve }) => `EC ${namedCurve}`,
  Ed25519: () => "OKP Ed25519",
  Ed448: () => "OKP Ed448",
  "ML-DSA": () => "AKP",
};

/** A row for each kind of key. A cell has each different value once, in the order of the algorithms. */
function table() {
  const rows = new Map();
  for (const name of ALGORITHMS) {
    const algorithm = hostAlgorithm(name);
    const [key, signature, engine] = algorithm
      ? cellsOf(algorithm)
      : ["a secret", "HMAC", "none: the core computes it"];
    const [kind] = key.split(" ");
    const row = rows.get(kind) ?? [[], [], [], []];
    rows.set(kind, row);
    for (const [place, cell] of [name, key, signature, engine].entries()) {
      if (!row[place].includes(cell)) row[place].push(cell);
    }
  }
  return [
    "| Algorithm | Key | Signature | Engine |",
    "| --- | --- | --- | --- |",
    ...[...rows.values()].map((row) => `| ${row.map((cell) => cell.join(", ")).join(" | ")} |`),
    "",
  ].join("\n");
}

function cellsOf(algorithm) {
  const { family, engine } = algorithm;
  const key = KEYS[family];
  assert.ok(key, `${family} is in the table of keys`);
  return [
    key(algorithm),
    family,
    hasEngine(algorithm, "sign") ? `\`${engine}\`` : `\`${engine}\`, verifying only`,
  ];
}

test("the README has every algorithm, as the package's own lists have it", () => {
  const readme = read("README.md");
  const found = /\| Algorithm \|.*\n(?:\|.*\n)+/.exec(readme)?.[0];
  assert.ok(found, "the README has a table of algorithms");
  const expected = table();
  if (process.env.JWT_WASM_WRITE_NAMES && found !== expected) {
    writeFileSync(
      join(ROOT, "README.md"),
      readme.replace(found, () => expected),
    );
    return;
  }
  assert.equal(found, expected, "write it by cargo xtask messages");
});
