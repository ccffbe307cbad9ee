// A `js` block is a program for Node, and its comments `// → …` are what it prints.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { folderWith } from "../lib/folder.mjs";

const JWK = { kty: "oct", alg: "HS256", k: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" };

/** @param before a module that runs first */
export async function run({ code, name, before, env: more }) {
  const promised = [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
  assert.ok(promised.length > 0, "the block promises no output, so nothing shows that it works");
  const cwd = await folderWith(name, "example.mjs", code);
  const env = { ...process.env, JWT_JWK: JSON.stringify(JWK), ...more };
  // Of the test runner: with it the child would report tests instead of running plainly.
  delete env.NODE_OPTIONS;
  delete env.NODE_TEST_CONTEXT;
  const args = before ? ["--import", pathToFileURL(before), "example.mjs"] : ["example.mjs"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd, env });
  assert.equal(stderr, "");
  assert.deepEqual(stdout.trimEnd().split("\n"), promised);
}
