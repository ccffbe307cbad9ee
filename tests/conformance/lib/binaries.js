import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Missing } from "./missing.js";

const MODULES = fileURLToPath(new URL("../binaries/node_modules/", import.meta.url));

/** The program of Node with this major version. */
export function node(major) {
  return found(`node-${major}-${process.platform}-${process.arch}/bin/node`);
}

/** A scope has a package for each platform. This is the one that npm installed. */
export function ofScope(scope, path) {
  const folder = join(MODULES, scope);
  const [name] = existsSync(folder) ? readdirSync(folder) : [];
  return found(join(scope, name ?? "*", path));
}

function found(path) {
  const file = join(MODULES, path);
  if (existsSync(file)) return file;
  const { BINARIES_MISSING: reason = "npm has not installed it" } = process.env;
  throw new Missing(`${reason} (tests/conformance/binaries/node_modules/${path})`);
}
