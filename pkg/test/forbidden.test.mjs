// If WebAssembly is forbidden, the error says what forbids it and what to do. The messages are those of browsers and runtimes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const CSP =
  "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";
const RUNTIME = "this runtime compiles no WebAssembly while it runs";
const OTHER = "the WebAssembly module could not be instantiated here";

const SAID = {
  "Chromium 148": [
    "WebAssembly.Module(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because 'unsafe-eval' is not an allowed source of script in the following Content Security Policy directive: \"script-src 'self'\".",
    CSP,
  ],
  "Chromium 95": [
    "WebAssembly.Module(): Refused to compile or instantiate WebAssembly module because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script in the following Content Security Policy directive: \"script-src 'self'\"",
    CSP,
  ],
  "Firefox 140": ["call to WebAssembly.Module() blocked by CSP", CSP],
  "WebKitGTK 2.50": [
    "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive: \"script-src 'self'\".\n",
    CSP,
  ],
  workerd: ["WebAssembly.Module(): Wasm code generation disallowed by embedder", RUNTIME],
  "an old engine": [
    "WebAssembly.Module(): Compiling function #3 failed: invalid value type 'Simd128'",
    OTHER,
  ],
};

function run(said, script) {
  const text = `const fail = () => { throw new WebAssembly.CompileError(${JSON.stringify(said)}); };
    // Node compiles a module of its own for fetch, with the first Response. That must happen before the fake is in place.
    new Response("");
    const { Module } = WebAssembly;
    WebAssembly.Module = new Proxy(Module, { construct: fail });
    WebAssembly.compile = WebAssembly.compileStreaming = async () => fail();
    try { ${script} } catch (e) { console.log([e.name, e.code, e.message, e.cause?.name].join("|")); }`;
  const flags = ["--input-type=module", "--eval", text];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}

for (const [name, [said, told]] of Object.entries(SAID)) {
  test(`${name}: ${told}`, () => {
    const line = run(said, `(await import("jwt-wasm")).secretKey("x".repeat(32), "HS256");`);
    assert.ok(line.startsWith(`JwtError|sync_unavailable|${told}`), line);
    assert.ok(line.endsWith("|CompileError"), line);
    const response = 'new Response("x", { headers: { "content-type": "application/wasm" } })';
    for (const source of ["new Uint8Array(9)", response]) {
      const line = run(said, `await (await import("jwt-wasm/slim")).init(${source});`);
      // An error that is not about a policy means that the module itself is bad, which is the caller's fault.
      const expected = told === OTHER ? "JwtError|options_invalid" : `JwtError|sync_unavailable|${told}`;
      assert.ok(line.startsWith(expected), line);
    }
  });
}

test("a fetch that the policy forbids is not taken for that", () => {
  const text =
    "Failed to fetch. Refused to connect because it violates the document's Content Security Policy.";
  const line = run(
    "x",
    `await (await import("jwt-wasm/slim")).init(Promise.reject(new TypeError(${JSON.stringify(text)})));`,
  );
  assert.equal(
    line,
    'JwtError|options_invalid|the source is not the module "core" of this package|TypeError',
  );
});
