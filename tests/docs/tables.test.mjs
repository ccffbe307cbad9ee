// Stops a table of the README that lists other names than the package has.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { tableBelow } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import { membersOf, stringsOf } from "./lib/typescript.mjs";

const readme = read("README.md");
const types = read("pkg/src/types.ts");
const errors = read("pkg/src/error.ts");

const namesIn = (cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name);
const rowsBelow = (heading) => tableBelow(readme, heading).slice(1);
const firstColumn = (heading) => rowsBelow(heading).map(([cell]) => namesIn(cell)[0]);

test("options of verify", () => {
  const documented = firstColumn("Options of verify, explain and createVerifier");
  assert.deepEqual(documented, membersOf(types, "VerifyOptions"));
});

test("options of sign", () => {
  assert.deepEqual(firstColumn("Options of sign"), membersOf(types, "SignOptions"));
});

test("error codes", () => {
  assert.deepEqual(firstColumn("Errors"), [...api.ERROR_CODES]);
});

test("reasons", () => {
  const reasons = { malformed: "MalformedReason", header_rejected: "HeaderReason" };
  for (const [cell, meaning] of rowsBelow("Errors")) {
    const [code] = namesIn(cell);
    const [, listed] = /Reasons: (.*)\./.exec(meaning) ?? [];
    const expected = reasons[code] ? stringsOf(errors, reasons[code]) : undefined;
    assert.deepEqual(listed && namesIn(listed), expected, code);
  }
});

test("functions", () => {
  const documented = rowsBelow("Functions").flatMap(([cell]) => namesIn(cell));
  const functions = Object.keys(api).filter((name) => !["ERROR_CODES", "JwtError"].includes(name));
  assert.deepEqual(documented.sort(), functions.sort());
});

test("reserved codes are those that the core has no error for", () => {
  const reserved = rowsBelow("Errors").filter(([, meaning]) => meaning.includes("Reserved:"));
  // The core says of each of its errors which code it has: `Self::Expired { .. } => Code::Expired`.
  const raised = new Set(
    [...read("src/error.rs").matchAll(/=> Code::(\w+)/g)].map(([, name]) => snake(name)),
  );
  assert.ok(raised.has("signature_invalid"));
  const unraised = api.ERROR_CODES.filter((code) => !raised.has(code));
  assert.deepEqual(
    reserved.map(([cell]) => namesIn(cell)[0]),
    unraised,
  );
});

function snake(name) {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();
}
