// What is in the package, and what must not be.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url));
const manifest = JSON.parse(read("package.json"));

test("no dependencies, and nothing that runs at installation", () => {
  for (const kind of ["dependencies", "optionalDependencies", "bundleDependencies"]) {
    assert.equal(manifest[kind], undefined, kind);
  }
  // They are needed for the types of an adapter only, so npm must not install them unasked.
  const peers = Object.keys(manifest.peerDependencies ?? {});
  assert.deepEqual(peers, ["fastify", "hono"]);
  for (const name of peers) assert.equal(manifest.peerDependenciesMeta[name].optional, true, name);
  const hooks = ["preinstall", "install", "postinstall", "prepare", "prepublish", "prepack", "postpack"];
  for (const hook of hooks) assert.equal(manifest.scripts[hook], undefined, hook);
});

const MODULES = readdirSync(new URL("../generated", import.meta.url))
  .filter((name) => name.endsWith(".wasm"))
  .map((name) => `generated/${name}`);

test("the digests are those of the modules", () => {
  const lines = read("SHA256SUMS").toString().trim().split("\n");
  const digests = lines.map((line) => line.split("  "));
  assert.deepEqual(digests.map(([, path]) => path).sort(), MODULES);
  for (const [digest, path] of digests) {
    assert.equal(createHash("sha256").update(read(path)).digest("hex"), digest, path);
  }
});

test("each crate in the bill of materials has its digest, and its licence's text is passed on", () => {
  const { components, dependencies, metadata } = JSON.parse(read("sbom.cdx.json"));
  const licenses = read("THIRD-PARTY-LICENSES.txt").toString();
  assert.equal(metadata.component.version, manifest.version);
  const names = components.map(({ name }) => name);
  for (const name of ["hmac", "rsa", "p256", "p521", "ed25519-dalek", "sha2", "zeroize"]) {
    assert.ok(names.includes(name), name);
  }
  // Macros run in the compiler, so they are not in the module.
  for (const name of ["syn", "serde_derive"]) assert.ok(!names.includes(name), name);
  for (const { name, version, hashes } of components) {
    assert.match(hashes[0].content, /^[0-9a-f]{64}$/, name);
    assert.ok(licenses.includes(`\n${name} ${version} (`), name);
  }
  const known = new Set(dependencies.map(({ ref }) => ref));
  for (const { dependsOn } of dependencies) for (const ref of dependsOn) assert.ok(known.has(ref), ref);
});
