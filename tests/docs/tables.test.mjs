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
const NAMES = JSON.parse(read("tests/vectors/names.json"));

const namesIn = (cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name);
const rowsBelow = (heading) => tableBelow(readme, heading).slice(1);
const firstColumn = (heading) => rowsBelow(heading).map(([cell]) => namesIn(cell)[0]);

test("options of verify", () => {
  const documented = firstColumn("Options of verify, explain and createVerifier");
  const schema = membersOf(read("pkg/src/schema/standard.ts"), "SchemaOption");
  assert.deepEqual(documented, [...membersOf(types, "VerifyOptions"), ...schema]);
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

test("issuers and options of trustedIssuers", () => {
  const source = read("pkg/src/issuers/types.ts");
  assert.deepEqual(firstColumn("Issuers of trustedIssuers"), membersOf(source, "TrustedIssuer"));
  const documented = rowsBelow("Options of trustedIssuers").flatMap(([cell]) => namesIn(cell));
  const remote = membersOf(read("pkg/src/remote/options.ts"), "RemoteJwksOptions");
  const taken = remote.filter((name) => name !== "headers" && name !== "initial");
  assert.deepEqual(documented, [...taken, ...membersOf(source, "TrustedIssuersOptions")]);
});

test("options of createGate", () => {
  const source = read("pkg/src/edge/options.ts");
  assert.deepEqual(firstColumn("Options of createGate"), membersOf(source, "AllGateOptions"));
});

test("options of createTokenIssuer", () => {
  const source = read("pkg/src/issuer/options.ts");
  assert.deepEqual(firstColumn("Options of createTokenIssuer"), membersOf(source, "TokenIssuerOptions"));
});

test("options of the gate's dpop", () => {
  const [, ...rows] = tableBelow(read("docs/dpop.md"), "The gate");
  const documented = rows.map(([cell]) => namesIn(cell)[0]);
  assert.deepEqual(documented, membersOf(read("pkg/src/edge/hooks.ts"), "DpopOptions"));
});

test("options of verifyDpopProof and createDpopProof", () => {
  for (const [name, source] of [
    ["verifyDpopProof", "verify"],
    ["createDpopProof", "create"],
  ]) {
    const type = `${name[0].toUpperCase()}${name.slice(1)}Options`;
    const documented = firstColumn(`Options of ${name}`);
    assert.deepEqual(documented, membersOf(read(`pkg/src/dpop/${source}.ts`), type));
  }
});

test("options of introspection", () => {
  const source = read("pkg/src/introspection/options.ts");
  assert.deepEqual(firstColumn("Options of introspection"), membersOf(source, "IntrospectionOptions"));
});

test("options of keyRing and signClientAssertion", () => {
  const ring = membersOf(read("pkg/src/issuer/ring/options.ts"), "KeyRingOptions");
  const assertion = membersOf(read("pkg/src/issuer/client-assertion.ts"), "ClientAssertionOptions");
  assert.deepEqual(firstColumn("Options of keyRing"), ring);
  assert.deepEqual(firstColumn("Options of signClientAssertion"), assertion);
});

test("options of sign", () => {
  assert.deepEqual(firstColumn("Options of sign"), membersOf(types, "SignOptions"));
});

test("error codes", () => {
  assert.deepEqual(firstColumn("Errors"), [...api.ERROR_CODES]);
});

test("reasons", () => {
  const reasons = {
    malformed: NAMES.MalformedReason,
    header_rejected: NAMES.HeaderReason,
    key_too_weak: NAMES.WeakReason,
    revoked: stringsOf(errors, "RevokedReason"),
    jwks_unavailable: stringsOf(errors, "JwksReason"),
  };
  for (const [cell, meaning] of rowsBelow("Errors")) {
    const [code] = namesIn(cell);
    const [, listed] = /Reasons: (.*)\./.exec(meaning) ?? [];
    assert.deepEqual(listed && namesIn(listed), reasons[code], code);
  }
});

test("the reasons of keys, options and skipped checks, and what stands around a token", () => {
  const page = read("docs/reasons.md");
  const documented = (heading) =>
    tableBelow(page, heading)
      .slice(1)
      .map(([cell]) => namesIn(cell)[0]);
  const ofScripts = ["not_a_key", "not_json", "bytes_gone", "lone_surrogate", "freed", "engine_refused"];
  assert.deepEqual(documented("Keys"), [...NAMES.CoreKeyReason, ...ofScripts]);
  assert.deepEqual(stringsOf(errors, "KeyReason"), ofScripts);
  assert.deepEqual(documented("Key files"), NAMES.KeyFileReason);
  assert.deepEqual(documented("Weak keys"), NAMES.WeakReason);
  assert.deepEqual(documented("Options"), [
    ...NAMES.CoreOptionsReason,
    ...stringsOf(errors, "OptionsReason"),
  ]);
  assert.deepEqual(documented("Not synchronously"), NAMES.SyncReason);
  assert.deepEqual(documented("Skipped checks"), [...NAMES.SkipReason, "not_verified"]);
  assert.deepEqual(documented("What stands around a token"), NAMES.Surroundings);
  for (const kind of NAMES.KeyFileKind) assert.ok(page.includes(`\`${kind}\``), kind);
});

test("functions", () => {
  const documented = rowsBelow("Functions").flatMap(([cell]) => namesIn(cell));
  const functions = Object.keys(api).filter((name) => !["ERROR_CODES", "JwtError"].includes(name));
  assert.deepEqual(documented.sort(), functions.sort());
});
