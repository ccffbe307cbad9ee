// Stops a table of the README that lists other names than the package has.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { tableBelow } from "./lib/markdown.mjs";
import { files, read } from "./lib/repository.mjs";
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

test("options of verifyJws and decode", () => {
  const documented = firstColumn("Options of verifyJws and decode");
  const options = ["DecodeOptions", "VerifyJwsOptions"].flatMap((name) => membersOf(types, name));
  assert.deepEqual(documented, options);
});

test("options of signJws", () => {
  assert.deepEqual(firstColumn("Options of signJws"), membersOf(types, "SignJwsOptions"));
});

test("options of createVerifier", () => {
  assert.deepEqual(firstColumn("Options of createVerifier"), membersOf(types, "VerifierOptions"));
});

test("options of remoteJwks", () => {
  const source = read("pkg/src/remote/options.ts");
  assert.deepEqual(firstColumn("Options of remoteJwks"), membersOf(source, "RemoteJwksOptions"));
});

test("options of createGate", () => {
  const source = read("pkg/src/edge/options.ts");
  assert.deepEqual(firstColumn("Options of createGate"), membersOf(source, "AllGateOptions"));
});

test("options of createTokenIssuer", () => {
  const source = read("pkg/src/issuer/options.ts");
  assert.deepEqual(firstColumn("Options of createTokenIssuer"), membersOf(source, "TokenIssuerOptions"));
});

test("options of sign", () => {
  assert.deepEqual(firstColumn("Options of sign"), membersOf(types, "SignOptions"));
});

test("error codes", () => {
  assert.deepEqual(firstColumn("Errors"), [...api.ERROR_CODES]);
});

test("reasons", () => {
  const reasons = {
    malformed: "MalformedReason",
    header_rejected: "HeaderReason",
    revoked: "RevokedReason",
    jwks_unavailable: "JwksReason",
  };
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

test("reserved codes are those that nothing raises", () => {
  const reserved = rowsBelow("Errors").filter(([, meaning]) => meaning.includes("Reserved:"));
  // The core says of each of its errors which code it has: `Self::Expired { .. } => Code::Expired`.
  const raised = new Set(
    [...read("src/error.rs").matchAll(/=> Code::(\w+)/g)].map(([, name]) => snake(name)),
  );
  assert.ok(raised.has("signature_invalid"));
  // What needs a network or a promise is the package's: `code: "jwks_unavailable"`.
  const sources = files().filter((path) => path.startsWith("pkg/src/") && path !== "pkg/src/error.ts");
  for (const source of sources.map(read)) {
    for (const [, code] of source.matchAll(/\bcode: "(\w+)"/g)) raised.add(code);
  }
  const unraised = api.ERROR_CODES.filter((code) => !raised.has(code));
  assert.deepEqual(
    reserved.map(([cell]) => namesIn(cell)[0]),
    unraised,
  );
});

function snake(name) {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();
}
