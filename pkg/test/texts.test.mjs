// Node's `Buffer` reads texts out of the module's memory, and a `TextDecoder` does where there is no `Buffer`. Each character must come
// out as it was signed, also after the memory has moved.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { SECRET, signed } from "./support.mjs";

// Characters of one, two, three and four bytes, and two that some readers drop.
const LETTERS = ["a", "é", "€", "😀", "\uFEFF", "\0"];

const TEXTS = LETTERS.flatMap((letter) => [0, 1, 7, 64, 500].map((length) => letter.repeat(length)));

test("every letter of header and claims, while the memory grows", () => {
  const verifier = api.createVerifier({
    key: api.secretKey(SECRET, "HS256"),
    requireExpiry: false,
  });
  // The keys are kept, so the memory has to grow.
  const held = [];
  for (let round = 0; round < 40; round++) {
    for (const text of TEXTS) {
      const header = { alg: "HS256", note: text };
      const payload = { [text]: text };
      const token = signed(payload, header);
      assert.deepEqual(verifier.verifySync(token), { header, payload, key: { alg: "HS256" } });
      const { header: unverified, payload: claims } = api.decode(token);
      assert.deepEqual({ unverified, claims }, { unverified: header, claims: payload });
    }
    for (let count = 0; count < 50; count++) held.push(api.secretKey(SECRET, "HS256"));
  }
  for (const key of held) key.free();
});

test("without Node's Buffer", { skip: process.getBuiltinModule === undefined }, () => {
  const without = "data:text/javascript,process.getBuiltinModule = undefined";
  // With this variable, the child would report to this run instead of running its tests.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  execFileSync(process.execPath, ["--import", without, import.meta.filename], { env, stdio: "pipe" });
});
