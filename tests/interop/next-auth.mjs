// next-auth 4, whose peers are Next.js and React. Its tokens need neither, so it is installed apart and without them.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKAGE = "next-auth@4.24.15";
const FOLDER = new URL(`../../node_modules/.cache/${PACKAGE}/`, import.meta.url);
const OPTIONS = ["--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];

/** The functions of `next-auth/jwt`. */
export async function nextAuth() {
  // Written last, so that an installation that was cut off is done again.
  const whole = new URL("package.json", FOLDER);
  if (!existsSync(whole)) {
    await mkdir(FOLDER, { recursive: true });
    await promisify(execFile)("npm", ["install", ...OPTIONS, "--prefix", fileURLToPath(FOLDER), PACKAGE]);
    await writeFile(whole, '{ "private": true }\n');
  }
  return createRequire(whole)("next-auth/jwt");
}
