/** The programs that the page shows under “Copy & share”. */

import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs programs in Node, and returns what each prints. The files are in the tests' folder, so that packages are found. */
export async function runCodes(codes) {
  const files = codes.map((_, index) =>
    fileURLToPath(new URL(`../carried-${process.pid}-${index}.mjs`, import.meta.url)),
  );
  await Promise.all(files.map((file, index) => writeFile(file, codes[index])));
  const runner = files
    .map((file) => `await import(${JSON.stringify(file)}); console.log("----");`)
    .join("\n");
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", runner]);
    return stdout.split("----\n").slice(0, -1);
  } finally {
    await Promise.all(files.map((file) => rm(file)));
  }
}

/** The program for each of the libraries. The tab with the code is open. */
export async function codesFor(page, libraries) {
  const codes = [];
  for (const library of libraries) {
    await page.getByLabel("Written for").selectOption(library);
    codes.push(await page.getByRole("region", { name: "Text to copy" }).locator("pre").textContent());
  }
  return codes;
}
