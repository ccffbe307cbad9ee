// Every vector on every engine that Node has, of both variants.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { conformance } from "../../tests/conformance/suite.js";
import { load } from "./support.mjs";

for (const engine of ["auto", "wasm", "host"]) {
  test(`jwt-wasm, engine ${engine}`, async () => {
    assert.deepEqual(await conformance(full, load, { engine, isSync: true }), []);
  });
}

for (const engine of ["auto", "host"]) {
  test(`jwt-wasm/lite, engine ${engine}`, async () => {
    assert.deepEqual(await conformance(lite, load, { engine, isSync: true }), []);
  });
}
