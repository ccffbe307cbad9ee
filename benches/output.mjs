// Writes numbers and charts.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { BENCHES, ROOT, TARGET } from "./runtimes/paths.mjs";

/**
 * Writes both below the target, and with `publish` where the README takes them from.
 * @param name of the files
 * @param options `json`: another path for the numbers, from the folder that the command was typed in
 */
export function write(name, numbers, chart, { json, publish }) {
  // npm changes to the folder of the workspace.
  const base = process.env.INIT_CWD ?? process.cwd();
  const text = `${JSON.stringify(numbers, null, 2)}\n`;
  put(json ? resolve(base, json) : join(TARGET, `${name}.json`), text);
  if (chart) put(join(TARGET, `${name}.svg`), chart);
  if (!publish) return;
  put(join(BENCHES, "results", `${name}.json`), text);
  if (chart) put(join(BENCHES, "results", `${name}.svg`), chart);
}

function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`written: ${relative(ROOT, path)}`);
}
