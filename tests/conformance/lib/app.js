// A separate application with the packed tarball installed. It cannot reach the source tree.
import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FILES } from "../suite.js";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const TARGET = join(ROOT, "target/conformance");

const SUITE = join(ROOT, "tests/conformance");
const SHARED = [
  "suite.js",
  "outcome.js",
  "json-texts.js",
  "host-keys.js",
  "encrypted.js",
  "few-hosts.js",
  "leading-zeros.js",
  "cells.js",
  "behaviour",
];

/** Makes the application again. @returns its folder */
export function makeApp() {
  const app = join(TARGET, "app");
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  for (const name of SHARED) cpSync(join(SUITE, name), join(app, name), { recursive: true });
  cpSync(join(SUITE, "entries"), app, { recursive: true });
  const vectors = FILES.map((name) => {
    const text = readFileSync(join(ROOT, "tests/vectors", name), "utf8");
    return `${JSON.stringify(name)}: JSON.parse(${JSON.stringify(text)}),\n`;
  });
  writeFileSync(join(app, "vectors.js"), `export default {\n${vectors.join("")}};\n`);
  writeFileSync(join(app, "package.json"), '{ "private": true, "type": "module" }\n');
  install(app);
  return app;
}

function install(app) {
  npm(["pack", "-w", "pkg", "--pack-destination", TARGET], ROOT);
  const [tarball] = readdirSync(TARGET).filter((name) => name.endsWith(".tgz"));
  npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", join(TARGET, tarball)], app);
  // Inside the repository, a missing package would be found in the repository's own node_modules.
  if (!lstatSync(join(app, "node_modules/jwt-wasm")).isDirectory())
    throw new Error("the tarball was not installed");
}

function npm(args, cwd) {
  const name = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(name, args, { cwd, stdio: ["ignore", "ignore", "pipe"], timeout: 120_000 });
}
