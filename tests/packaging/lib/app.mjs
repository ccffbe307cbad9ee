// Makes applications: a folder with the packed tarball installed, and with nothing else. It cannot reach the repository's node_modules.
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

// Links are resolved, because tools print resolved paths.
export const APPS = realpathSync(mkdtempSync(join(tmpdir(), "jwt-wasm-packaging-")));
process.once("exit", () => rmSync(APPS, { recursive: true, force: true }));

let installed;

/** Makes an application of these files. @returns its folder */
export async function appWith(name, files) {
  installed ??= install();
  const app = join(APPS, name);
  // npm would write the same each time, and take a second for it.
  cpSync(await installed, app, { recursive: true, errorOnExist: true, force: false });
  for (const [path, text] of Object.entries(files)) write(join(app, path), text);
  return app;
}

/** An application without files of its own: the tarball, installed in an empty folder. */
async function install() {
  const tarball = await pack();
  const app = join(APPS, "installed");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{ "private": true, "type": "module" }\n');
  // The package has no dependencies, so this needs no network.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: app });
  assert.deepEqual(readdirSync(join(app, "node_modules")), [".package-lock.json", "jwt-wasm"]);
  return app;
}

/** Adds a package of the repository, for adapters that have it as a peer dependency. */
export function addPackage(app, name) {
  // The package is copied, because a bundle would contain the path behind a link.
  cpSync(folderOf(name), join(app, "node_modules", name), { recursive: true });
}

export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The package's modules, by their files' names. */
export const MODULES = [
  "core",
  "keyfile",
  "jwe",
  "es256",
  "es384",
  "es512",
  "es256k",
  "rsa",
  "eddsa",
  "ed448",
  "mldsa",
];

/** The files of the `default` condition, by import. A page without a bundler must name them. */
export function importsOf(app) {
  const at = "node_modules/jwt-wasm";
  const { exports, imports } = JSON.parse(readFileSync(join(app, at, "package.json"), "utf8"));
  const files = Object.entries(exports).filter(([path, target]) => target.default && !path.includes("*"));
  const inner = imports["#module/*"].default;
  return Object.fromEntries([
    ...files.map(([path, target]) => [join("jwt-wasm", path), join(at, target.default)]),
    ...[...MODULES, "engines", "implied-keyfile"].map((name) => [
      `#module/${name}`,
      join(at, inner.replace("*", name)),
    ]),
  ]);
}

async function pack() {
  await run("cargo", ["-q", "xtask", "build", "--check"], { cwd: ROOT });
  await run("npm", ["pack", "-w", "pkg", "--pack-destination", APPS], { cwd: ROOT });
  const [tarball] = readdirSync(APPS).filter((name) => name.endsWith(".tgz"));
  return join(APPS, tarball);
}
