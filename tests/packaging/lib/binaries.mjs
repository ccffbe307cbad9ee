// The other runtimes, which the conformance suite has installed; here only if this runs before it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as installed from "../../conformance/lib/binaries.js";
import { Missing } from "../../conformance/lib/missing.js";
import { ROOT } from "./app.mjs";
import { run } from "./child.mjs";

export { Missing };

const FOLDER = join(ROOT, "tests/conformance/binaries");

let ready;

async function ensure() {
  if (existsSync(join(FOLDER, "node_modules/.package-lock.json"))) return;
  await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER }).catch(({ message }) => {
    throw new Missing(message);
  });
}

async function after(find) {
  ready ??= ensure();
  await ready;
  return find();
}

export const node = (major) => after(() => installed.node(major));
export const deno = () => after(() => installed.ofScope("@deno", "deno"));
export const bun = () => after(() => installed.ofScope("@oven", "bin/bun"));
