// The contents of a bundle. Without a use of key files or engines, their modules are not in it. With code splitting, each engine is in its
// own chunk.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import nodeResolve from "@rollup/plugin-node-resolve";
import { build } from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { ROOT } from "./lib/app.mjs";
import { modulesIn } from "./lib/bundle.mjs";

// Below the repository's node_modules, and where no other test looks for sources.
const FOLDER = join(ROOT, "target/packaging");
mkdirSync(FOLDER, { recursive: true });

const ENGINES = 8;
const decode = 'import { decode } from "jwt-wasm"; console.log(decode("a.b.c"));';
const none = { loads: false };
const all = { loads: true };

/**
 * Programs, with the number of modules that each needs at its start, whether it can load engines later, and the modules that it has in a
 * Worker, if they are not the core alone.
 */
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
  "publicKey, verify, with the module by name": [
    'import { publicKey, verify } from "jwt-wasm"; import "jwt-wasm/keyfile"; console.log(verify("", publicKey("", "ES256")));',
    2,
    all,
    ["core", "keyfile"],
  ],
  "an engine by name": [`import "jwt-wasm/engines/es256"; ${decode}`, 2, none, ["core", "es256"]],
  "a gate": [
    'import { remoteJwks } from "jwt-wasm"; import { createGate } from "jwt-wasm/edge"; console.log(createGate({ key: remoteJwks("") }));',
    1,
    all,
  ],
  issuer: [
    'import { createTokenIssuer } from "jwt-wasm/issuer"; console.log(createTokenIssuer({}));',
    1,
    all,
  ],
  "jsonwebtoken's verify": [
    'import { verify } from "jwt-wasm/jsonwebtoken"; console.log(verify(""));',
    2,
    all,
  ],
  "all of slim": ['import * as slim from "jwt-wasm/slim"; console.log(slim);', 0, none, []],
};

const decrypting =
  'import { decrypt, encryptionKeyFile } from "jwt-wasm/jwe"; console.log(decrypt, encryptionKeyFile);';

/** Programs, and the modules that they need or name. */
const ON_EDGE = [
  ...Object.entries(PROGRAMS).map(([name, [source, , , modules = ["core"]]]) => [name, source, modules]),
  ["decrypt, encryptionKeyFile", decrypting, ["core", "jwe"]],
  ["the line before the others", `import "jwt-wasm/keyfile"; ${decrypting}`, ["core", "jwe", "keyfile"]],
];

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
  const folder = mkdtempSync(join(FOLDER, "contents-"));
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

// Wrangler uploads each module that a script imports, also if the import is then dropped, and Next.js does the same.
for (const condition of ["workerd", "edge-light"]) {
  test(`esbuild, for ${condition}: no script imports a module that the program neither needs nor names`, async () => {
    for (const [name, source, expected] of ON_EDGE) {
      const seen = new Set();
      const modules = {
        name: "modules",
        setup({ onResolve }) {
          onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => {
            seen.add(/(\w+)\.wasm/.exec(path)[1]);
            return { path, external: true };
          });
        },
      };
      await inOne(source, condition, modules);
      assert.deepEqual([...seen].sort(), expected, name);
    }
  });
}

async function inOne(source, condition, plugin) {
  const folder = mkdtempSync(join(FOLDER, "contents-"));
  try {
    const entry = join(folder, "entry.js");
    writeFileSync(entry, source);
    const options = { bundle: true, write: false, format: "esm", conditions: [condition], plugins: [plugin] };
    await build({ entryPoints: [entry], ...options });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
