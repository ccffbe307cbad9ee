// What the package's bundles weigh, measured once for all tests of a file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ROOT } from "./repository.mjs";

export const plain = (cell) => cell.replaceAll("`", "");
export const number = (text) => Number(text.replaceAll(",", ""));

let measured;

/** By `NAMES of ENTRY`: the bytes of the first load, and of one file, as `cargo xtask sizes` prints them. */
export function bundleSizes() {
  measured ??= measure();
  return measured;
}

function measure() {
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, ...env } = process.env;
  const printed = execFileSync(process.execPath, ["xtask/scripts/bundle-sizes.mjs"], { cwd: ROOT, env });
  return new Map(
    [...String(printed).matchAll(/^(.+? of jwt-wasm\S*) +([\d,]+) +([\d,]+)$/gm)].map(
      ([, name, firstLoad, oneFile]) => [name, { firstLoad: number(firstLoad), oneFile: number(oneFile) }],
    ),
  );
}

/** The name of a row such as "`verify` from `jwt-wasm`", as it is measured. */
export const bundleOf = (cell) => plain(cell).replace(" from ", " of ").split(", without")[0];

/** 2 % is what differs between versions of the tools. */
export function checkSize(page, what, stated, actual) {
  const off = Math.abs(stated / actual - 1);
  assert.ok(off <= 0.02, `${what}: ${page} says ${stated}, and it has ${actual} bytes`);
}
