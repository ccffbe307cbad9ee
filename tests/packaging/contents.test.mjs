// The contents of a bundle. Without a use of key files or engines, their modules are not in it. With code splitting, each engine is in its
// own chunk.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import nodeResolve from "@rollup/plugin-node-resolve";
import { build } from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { modulesIn } from "./lib/bundle.mjs";

const ENGINES = 8;
const decode = 'import { decode } from "jwt-wasm"; console.log(decode("a.b.c"));';
const none = { loads: false };
const all = { loads: true };

/** Programs, with the number of modules that each needs at its start, and whether it can load engines later. */
const PROGRAMS = {
  decode: [decode, 1, none],
  "verifySync of a secret": [
    'import { secretKey, verifySync } from "jwt-wasm"; console.log(verifySync("", secretKey("", "HS256")));',
    1,
    none,
  ],
  "createVerifier, remoteJwks": [
    'import { createVerifier, remoteJwks } from "jwt-wasm"; console.log(createVerifier({ key: remoteJwks("") }));',
    1,
    all,
  ],
  "publicKey, verify": [
    'import { publicKey, verify } from "jwt-wasm"; console.log(verify("", publicKey("", "ES256")));',
    2,
    all,
  ],
  "an engine by name": [`import "jwt-wasm/engines/es256"; ${decode}`, 2, none],
  "a gate": [
    'import { remoteJwks } from "jwt-wasm"; import { createGate } from "jwt-wasm/edge"; console.log(createGate({ key: remoteJwks("") }));',
    1,
    all,
  ],
  "all of slim": ['import * as slim from "jwt-wasm/slim"; console.log(slim);', 0, none],
};

const TOOLS = {
  esbuild: (entry, outdir) =>
    build({ entryPoints: [entry], outdir, bundle: true, minify: true, splitting: true, format: "esm" }),
  rollup: async (entry, dir) => {
    const bundle = await rollup({ input: entry, plugins: [nodeResolve()] });
    await bundle.write({ dir });
  },
  webpack: async (entry, path) => {
    const stats = await promisify(webpack)({ mode: "production", entry, output: { path } });
    assert.deepEqual(stats.compilation.errors, []);
  },
};

/** The number of modules in each script that the entry can reach. esbuild also writes chunks that nothing loads. */
function built(folder) {
  const scripts = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
  const reached = new Set([scripts.find((name) => /^(entry|main)\.js$/.test(name))]);
  const counts = [];
  for (const script of reached) {
    const text = readFileSync(join(folder, script), "utf8");
    counts.push(modulesIn(text));
    // webpack names chunks by numbers.
    const isNamed = (name) => text.includes(name) || text.includes(`.e(${name.replace(".js", "")})`);
    for (const other of scripts) if (isNamed(other)) reached.add(other);
  }
  return counts;
}

async function inFolder(source, work) {
  const folder = mkdtempSync(join(import.meta.dirname, "contents-"));
  try {
    const entry = join(folder, "entry.js");
    writeFileSync(entry, source);
    const out = join(folder, "out");
    await work(entry, out);
    return built(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [tool, bundle] of Object.entries(TOOLS)) {
  test(tool, async () => {
    for (const [name, [source, atOnce, { loads }]] of Object.entries(PROGRAMS)) {
      const counts = await inFolder(source, bundle);
      const sum = counts.reduce((one, other) => one + other, 0);
      assert.equal(sum, atOnce + (loads ? ENGINES : 0), `${name}: ${counts}`);
      // A file with an engine that is loaded on demand has nothing else in it.
      if (loads) assert.ok(counts.filter((count) => count === 1).length >= ENGINES, `${name}: ${counts}`);
    }
  });
}

test("esbuild, all in one file: a program that loads no engine holds none", async () => {
  for (const [name, [source, atOnce, { loads }]] of Object.entries(PROGRAMS)) {
    const counts = await inFolder(source, (entry, outdir) =>
      build({ entryPoints: [entry], outdir, bundle: true, minify: true, format: "esm" }),
    );
    assert.deepEqual(counts, [atOnce + (loads ? ENGINES : 0)], name);
  }
});

test("esbuild, for Workers: neither an engine nor the module of key files is imported unless it is used", async () => {
  for (const [name, [source, atOnce]] of Object.entries(PROGRAMS)) {
    const files = new Set();
    const seen = {
      name: "wasm",
      setup(setup) {
        setup.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
      },
    };
    const { outputFiles } = await inOne(source, seen);
    for (const [, file] of outputFiles[0].text.matchAll(/import \w+ from ?"[^"]*?(\w+)\.wasm"/g))
      files.add(file);
    assert.equal(files.size, atOnce, `${name}: ${[...files]}`);
  }
});

async function inOne(source, plugin) {
  const folder = mkdtempSync(join(import.meta.dirname, "contents-"));
  try {
    const entry = join(folder, "entry.js");
    writeFileSync(entry, source);
    const options = { bundle: true, write: false, format: "esm", conditions: ["workerd"], plugins: [plugin] };
    return await build({ entryPoints: [entry], ...options });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
