// Compiles a TypeScript program for Node. The program itself asserts the types of its imports.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { folderWith } from "./folder.mjs";
import { ROOT } from "./repository.mjs";

export async function checkTypes({ code, name, file }) {
  const cwd = await folderWith(name, file, code);
  const tsc = createRequire(join(ROOT, "package.json")).resolve("typescript/package.json");
  // Declarations of the frameworks are not checked.
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
  const args = [join(tsc, "../bin/tsc"), ...options, "--types", "node", file];
  await promisify(execFile)(process.execPath, args, { cwd }).catch(({ stdout, message }) => {
    assert.fail(stdout || message);
  });
}
