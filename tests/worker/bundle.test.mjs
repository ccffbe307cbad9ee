// Stops a bundle with the inlined module, because Workers forbid compiling WebAssembly from bytes.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { bundleExample, bundleFixture, namesOf, start } from "./bundle.mjs";
import { get } from "./http.mjs";

describe("the upload by wrangler", () => {
  let bundle;
  before(async () => {
    bundle = await bundleExample("bundle");
  });

  test("is one script and the core", () => {
    const [script, ...modules] = bundle.modules;
    assert.equal(script.type, "ESModule");
    // wrangler looks at imports before unused ones are dropped, so another module here is imported by a script that nothing needs.
    assert.deepEqual(namesOf(modules), ["core"]);
    for (const { type, contents } of modules) {
      assert.equal(type, "CompiledWasm");
      assert.deepEqual([...contents.subarray(0, 4)], [0x00, 0x61, 0x73, 0x6d]);
    }
  });

  test("has the module nowhere inlined, and imports it by its own name", () => {
    const [script, wasm] = bundle.modules;
    const text = script.contents.toString();
    assert.doesNotMatch(text, /(?:\\0|\\x00|\0)asm/, "the script holds the module as text");
    assert.ok(text.includes(wasm.path), `the script does not import ${wasm.path}`);
    for (const forbidden of [/(from|import|require)[\s(]*["']node:/, /WebAssembly\.compile\(/, /\beval\(/]) {
      assert.doesNotMatch(text, forbidden);
    }
    assert.ok(script.contents.length < wasm.contents.length, `${script.contents.length} bytes of script`);
  });
});

// Workers refuses the clock's progress, random numbers and I/O at global scope, when a deployment is checked.
describe("the package in other Workers", () => {
  test("can be imported, and does nothing until it is called", async () => {
    const { modules } = await bundleFixture("import");
    const worker = await start(modules);
    try {
      const answer = await get(worker.url);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json(), { atImport: [], atFirstCall: ["WebAssembly.Instance"] });
    } finally {
      await worker.dispose();
    }
  });

  test("signs, makes secrets and verifies within a request", async () => {
    const { modules } = await bundleFixture("sign");
    const worker = await start(modules);
    try {
      const answers = await Promise.all([get(worker.url), get(worker.url)]);
      const [first, second] = answers.map((answer) => {
        assert.equal(answer.status, 200, answer.text);
        return answer.json();
      });
      for (const { algorithms } of [first, second]) {
        assert.deepEqual(algorithms, {
          HS256: { bytes: 32, subject: "alice", signSync: true },
          HS384: { bytes: 48, subject: "alice", signSync: true },
          HS512: { bytes: 64, subject: "alice", signSync: true },
        });
      }
      assert.notEqual(first.fingerprint, second.fingerprint, "two secrets are the same");
      assert.match(first.jti, /^[0-9a-f]{32}$/);
      assert.notEqual(first.jti, second.jti);
    } finally {
      await worker.dispose();
    }
  });
});
