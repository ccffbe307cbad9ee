// The lists that stand in both languages must stay one list.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ERROR_CODES, explainSync, secretKey } from "jwt-wasm";
import { refusal, signed, testKey } from "./support.mjs";

const source = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const names = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

test("error codes", () => {
  const table = /codes! \{([\s\S]*?)\n\}/.exec(source("src/error.rs"))[1];
  assert.deepEqual([...ERROR_CODES], names(table, /= "(\w+)",/g));
  assert.equal(new Set(ERROR_CODES).size, 21);
});

test("checks, in the order of the report", () => {
  const rust = names(source("src/check.rs"), /^ {4}\w+ = "(\w+)",/gm);
  const union = /export type CheckName =([\s\S]*?);/.exec(source("pkg/src/types.ts"))[1];
  assert.deepEqual(rust, names(union, /"(\w+)"/g));
  const report = explainSync(signed({}), testKey());
  assert.deepEqual(
    report.checks.map((check) => check.name),
    rust,
  );
});

test("algorithms", () => {
  // Rows of a feature that the package's modules are built without do not count.
  const rows = source("src/algorithm.rs").replaceAll(/#\[cfg\(feature = "es256k"\)\]\n.*/g, "");
  const rust = names(rows, /Self::\w+ => \("(\w+)", Family::/g);
  // One type for each kind of key, which `Algorithm` joins.
  const kinds = names(source("pkg/src/types.ts"), /export type \w*Algorithm =([^;]*);/g);
  assert.deepEqual(rust, names(kinds.join(" "), /"(\w+)"/g));
  for (const name of rust) {
    if (name.startsWith("HS")) assert.deepEqual(secretKey("x".repeat(64), name).algorithms, [name]);
    else assert.equal(refusal(() => secretKey("x".repeat(64), name)).code, "key_invalid");
  }
  for (const name of ["none", "hs256", "ES256K", "", "toString"]) {
    assert.equal(refusal(() => secretKey("x".repeat(64), name)).code, "options_invalid");
  }
});

test("reasons", () => {
  const [, malformed] = /export type MalformedReason =([\s\S]*?);/.exec(source("pkg/src/error.ts"));
  const [, header] = /export type HeaderReason =([\s\S]*?);/.exec(source("pkg/src/error.ts"));
  const rust = (type) => {
    const [, body] = new RegExp(
      `impl ${type} \\{[\\s\\S]*?as_str[\\s\\S]*?match self \\{([\\s\\S]*?)\\n {8}\\}`,
    ).exec(source("src/error.rs"));
    return names(body, /=> "(\w+)"/g);
  };
  const [, part] = /export type TokenPart =([^;]*);/.exec(source("pkg/src/error.ts"));
  assert.deepEqual(names(part, /"(\w+)"/g), rust("Part"));
  assert.deepEqual(names(malformed, /"(\w+)"/g), rust("Malformation"));
  assert.deepEqual(names(header, /"(\w+)"/g), rust("HeaderRule"));
});
