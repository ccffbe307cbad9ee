// Stops a size in the README or in a page that has become wrong.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { tableBelow, tableOf } from "./lib/markdown.mjs";
import { ROOT, read } from "./lib/repository.mjs";
import { bundleOf, bundleSizes, checkSize, number, plain } from "./lib/sizes.mjs";

const DESIGN = "docs/design.md";
const [, section] = read(DESIGN).split("\n## What each capability costs\n");
const [modules, bundles] = section.split("\nWhat a bundle of one import weighs").map((part) => tableOf(part));

const weightOf = (name) => brotliCompressSync(readFileSync(join(ROOT, `pkg/generated/${name}.wasm`))).length;

test("docs/design.md: what each module weighs", () => {
  const [, ...rows] = modules;
  assert.equal(rows.length, 11);
  for (const [, cell, raw, brotli] of rows) {
    const name = plain(cell);
    const { length } = readFileSync(join(ROOT, `pkg/generated/${name}.wasm`));
    checkSize(DESIGN, `${name}, raw`, number(raw), length);
    checkSize(DESIGN, `${name}, brotli`, number(brotli), weightOf(name));
  }
});

test("docs/design.md: what a bundle weighs", { timeout: 120_000 }, () => {
  const [, ...rows] = bundles;
  for (const [cell, stated] of rows) {
    const name = bundleOf(cell);
    assert.ok(bundleSizes().has(name), `cargo xtask sizes does not weigh ${name}`);
    checkSize(DESIGN, name, number(stated), bundleSizes().get(name).firstLoad);
  }
});

test("docs/performance.md: what every bundle weighs", { timeout: 120_000 }, () => {
  const page = "docs/performance.md";
  const [, ...rows] = tableBelow(read(page), "What an import weighs");
  assert.deepEqual(
    rows.map(([cell]) => bundleOf(cell)),
    [...bundleSizes().keys()],
  );
  for (const [cell, firstLoad, oneFile] of rows) {
    const actual = bundleSizes().get(bundleOf(cell));
    checkSize(page, bundleOf(cell), number(firstLoad), actual.firstLoad);
    checkSize(page, `${bundleOf(cell)}, in one file`, number(oneFile), actual.oneFile);
  }
});

/** The programs behind the rows of the README's table, in their order. */
const ROWS = [
  ["decode of jwt-wasm"],
  ["verify of jwt-wasm"],
  ["createVerifier, trustedIssuers of jwt-wasm"],
  ["createGate of jwt-wasm/edge"],
  ["jwtGate of jwt-wasm/hono", "jwtGate of jwt-wasm/express", "jwtGate of jwt-wasm/fastify"],
  ["createTokenIssuer, memoryStore of jwt-wasm/issuer"],
  ["memoryReplay, verifyDpopProof of jwt-wasm/dpop"],
  ["decrypt, encryptionKey of jwt-wasm/jwe"],
  ["sign, verify of jwt-wasm/jsonwebtoken"],
  ["init, verify, secretKey of jwt-wasm/slim"],
];

/** In thousands of bytes, rounded; beyond that, 3 % is what a reader does not notice. */
function checkRounded(what, stated, bytes) {
  const off = Math.abs(stated - bytes / 1000);
  assert.ok(
    off <= Math.max(0.5, 0.03 * stated),
    `${what}: README.md says ${stated} KB, and it has ${bytes} bytes`,
  );
}

test("README.md: what each entry weighs", { timeout: 120_000 }, () => {
  // Another table follows, of algorithms.
  const [before] = read("README.md").split("\n| Algorithm |");
  const [, ...rows] = tableBelow(before, "What you can import, and what it weighs");
  assert.equal(rows.length, ROWS.length);
  for (const [index, programs] of ROWS.entries()) {
    const [entries, , stated] = rows[index];
    for (const program of programs) {
      const entry = program.split(" of ")[1];
      assert.ok(
        entries.includes(`\`${entry}\``) || entries.includes(`\`${entry.replace("jwt-wasm", "")}\``),
        entry,
      );
      checkRounded(program, number(stated), bundleSizes().get(program).firstLoad);
    }
  }
});

test("README.md: what the core, the engines and jose weigh", async () => {
  const readme = read("README.md");
  checkRounded("the core", Number(/the core's WebAssembly, (\d+) KB/.exec(readme)[1]), weightOf("core"));
  const engines = ["es256", "es384", "es512", "es256k", "eddsa", "ed448", "mldsa", "rsa"].map(weightOf);
  const [, least, most] = /engine\]\([^)]*\) of (\d+) to (\d+) KB/.exec(readme);
  checkRounded("the smallest engine", Number(least), Math.min(...engines));
  checkRounded("the largest engine", Number(most), Math.max(...engines));

  const jose = createRequire(join(ROOT, "benches/package.json")).resolve("jose");
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createRemoteJWKSet, jwtVerify } from ${JSON.stringify(jose)}; console.log(createRemoteJWKSet, jwtVerify);`,
      resolveDir: ROOT,
    },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const [, stated] = /`jwtVerify` and `createRemoteJWKSet` are (\d+) KB/.exec(readme);
  checkRounded("jose", Number(stated), brotliCompressSync(outputFiles[0].contents).length);
});
