// Every message in one table, which this prints: each is really provoked, and none of the sources' sentences is missing. The page
// of errors is written from what calls say.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ERROR_CODES } from "jwt-wasm";
import { CODES } from "./lib/error-codes.mjs";
import { errorsPage } from "./lib/errors-page.mjs";
import { provoked } from "./lib/provoke.mjs";
import { ROOT, read } from "./lib/repository.mjs";
import { coreProse, scriptProse } from "./lib/sentences.mjs";

/** Sentences that another test provokes, since it takes a browser, a clock or a broken host. */
const ELSEWHERE = {
  "the clock was set back": "pkg/test/dpop-stores.test.mjs",
  "no engine here computes": "pkg/test/slim.test.mjs",
  '; with engine: "auto" WebAssembly': "pkg/test/host-limits.mjs",
  "this runtime's cryptography cannot": "pkg/test/host-limits.mjs",
  "the private key is not sound": "pkg/test/key-forms-refused.test.mjs",
  "is not loaded yet: await init": "pkg/test/slim.test.mjs",
  "no loaded module reads key files here": "tests/worker/key-file.test.mjs",
  "the header's cty must be JWT for a signed token inside": "pkg/test/jwe.test.mjs",
  "the key and the options do not allow": "pkg/test/claims.test.mjs",
  "no engine here can check this signature": "pkg/test/host-limits.mjs",
  "the signature has {actual_bytes} bytes, but one of": "tests/native/signing_elsewhere.rs",
  ": r and s side by side": "tests/native/signing_elsewhere.rs",
  "this crate makes no": "tests/native/signing_elsewhere.rs",
  "the claims do not fit the type": "tests/native/typed.rs",
  "the claims cannot be written as JSON": "tests/native/typed.rs",
  "this build has no random bytes": "tests/targets/module.test.mjs",
};

/** Sentences for what no test can bring about. */
const NEVER = {
  "this runtime refused an operation": "a host that is out of memory, or whose functions were replaced",
  "the proof's jwk must be a public key": "a JWK without a private member that is a private key",
  "only as a promise: await decrypt or encrypt":
    "a runtime without node:crypto that computes only as a promise",
  "this runtime has no WebCrypto, which browsers": "a page that is not a secure context",
  "this runtime cannot make a key for": "a runtime whose WebCrypto lacks an algorithm of the ring",
  "the engine … could not be loaded": "a bundle that was taken apart",
  "its numbers are not a valid public key": "numbers that the core found sound and the engine does not",
  "or an integer within ±": "an expectation, which the error has as a fact",
  "discovery of …": "a name for the log of a provider",
  "the URL redirected to …": "a place in front of an error of the URL",
  "the signal": "a name in front of an error",
  "Deno refuses ES256K signatures with a high s": "a runtime that is not Node",
};

/** Not said to anybody: kinds of engines, scripts of stores, and values of headers. */
const SILENT = /^(?:node|web|wasm) (?:verify|sign)$|^(?:node|web) (?:private|public) …$|redis\.call|max-age=/;

const IS_WRITING = process.env.JWT_WASM_WRITE_NAMES !== undefined;

async function said() {
  const rows = [];
  const folder = join(ROOT, "tests/docs/provocations");
  for (const file of readdirSync(folder)
    .filter((name) => name !== "given.mjs")
    .sort()) {
    const { default: calls } = await import(join(folder, file));
    rows.push(...(await provoked(calls)));
  }
  const core = JSON.parse(read("tests/vectors/reasons.json"));
  return [...rows, ...core.map((row) => ({ kind: "error", ...row }))];
}

test("each sentence of the sources is in the table of messages", { timeout: 300_000 }, async () => {
  const rows = await said();
  const table = new Map();
  const missing = [];
  for (const { at, text, pattern } of [...scriptProse(), ...coreProse()]) {
    if (SILENT.test(text)) continue;
    const row = rows.find(({ message }) => pattern.test(message));
    const known = [...Object.keys(ELSEWHERE), ...Object.keys(NEVER)].find((part) => text.includes(part));
    if (row) table.set(row.message, row);
    else if (known === undefined) missing.push(`${at}: ${text}`);
  }
  for (const { kind, code = "", reason = "", message } of table.values()) {
    console.log([kind, code, reason, message.replaceAll("\n", " ")].join(" | "));
  }
  console.log(`${table.size} messages`);
  assert.deepEqual(missing, [], "provoke these in tests/docs/provocations");
  assert.ok(table.size > 300, `${table.size}`);
});

test("what another test provokes is quoted there", () => {
  for (const [part, file] of Object.entries(ELSEWHERE)) {
    const words = part.replace(/^; /, "").split(" ").slice(0, 3).join(" ");
    assert.ok(read(file).replaceAll("\\", "").includes(words), `${file} does not quote "${part}"`);
  }
});

test("every message has the form of one sentence, and none holds what was secret", async () => {
  // The drop-in says what the library that it stands in for says.
  const theirs = scriptProse().filter(({ at }) => at.startsWith("pkg/src/jsonwebtoken/"));
  for (const { kind, message } of await said()) {
    if (kind !== "error" || theirs.some(({ pattern }) => pattern.test(message))) continue;
    assert.doesNotMatch(message, /\n|\.$| {2}|undefined undefined|\[object/, message);
    assert.ok(message.length < 2000, message);
    assert.ok(!message.includes("BwcHBwcHBwc"), message);
    assert.doesNotMatch(message, /, it is | is no |whoever|is told/, message);
  }
});

test("the page of errors is what the codes and the calls say", async () => {
  assert.deepEqual(Object.keys(CODES), [...ERROR_CODES]);
  const page = await errorsPage();
  if (IS_WRITING) writeFileSync(join(ROOT, "docs/errors.md"), page);
  assert.equal(readFileSync(join(ROOT, "docs/errors.md"), "utf8"), page, "run: cargo xtask messages");
  assert.ok(page.split("\n").length <= 250, `${page.split("\n").length} lines`);
});
