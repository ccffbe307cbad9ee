// Applications: each an empty folder with the packed tarball installed, out of reach of the repository's node_modules.
import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./child.mjs";
import { folderOf } from "./tools.mjs";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

// With every link resolved, as tools will spell it.
export const APPS = realpathSync(mkdtempSync(join(tmpdir(), "jwt-wasm-packaging-")));
process.once("exit", () => rmSync(APPS, { recursive: true, force: true }));

let packed;

/** Makes one of these files, by their names, and gives its folder. */
export async function appWith(name, files) {
  packed ??= pack();
  const tarball = await packed;
  const app = join(APPS, name);
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{ "private": true, "type": "module" }\n');
  // It has no dependencies, so no network is needed.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: app });
  assert.deepEqual(readdirSync(join(app, "node_modules")), [".package-lock.json", "jwt-wasm"]);
  for (const [path, text] of Object.entries(files)) write(join(app, path), text);
  return app;
}

/** One of the repository's own packages beside the tarball's, for what has it for a peer. */
export function addPackage(app, name) {
  // Copied: the path behind a link would be in the bundle.
  cpSync(folderOf(name), join(app, "node_modules", name), { recursive: true });
}

export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The modules of the package, by the names that their files have. */
export const MODULES = ["core", "keyfile", "es256", "es384", "es512", "rsa", "eddsa"];

/** The files that the `default` condition gives, by what is imported: without a bundler, a page must name them. */
export function importsOf(app) {
  const at = "node_modules/jwt-wasm";
  const { exports, imports } = JSON.parse(readFileSync(join(app, at, "package.json"), "utf8"));
  const files = Object.entries(exports).filter(([path, target]) => target.default && !path.includes("*"));
  const inner = imports["#module/*"].default;
  return Object.fromEntries([
    ...files.map(([path, target]) => [join("jwt-wasm", path), join(at, target.default)]),
    ...[...MODULES, "engines"].map((name) => [`#module/${name}`, join(at, inner.replace("*", name))]),
  ]);
}

async function pack() {
  await run("cargo", ["-q", "xtask", "build", "--check"], { cwd: ROOT });
  await run("npm", ["pack", "-w", "pkg", "--pack-destination", APPS], { cwd: ROOT });
  const [tarball] = readdirSync(APPS).filter((name) => name.endsWith(".tgz"));
  return join(APPS, tarball);
}
