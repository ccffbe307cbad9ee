// Runtimes that lack something that the package needs, such as React Native's Hermes. The import does not fail, and the first call
// says what is missing. Each case runs in its own process, which removes the globals before the import.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const FILE = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});

const ENTRIES = [
  "",
  "/slim",
  "/edge",
  "/express",
  "/fastify",
  "/hono",
  "/issuer",
  "/jsonwebtoken",
  "/keyfile",
  "/engines/ecdsa",
  "/engines/rsa",
  "/engines/eddsa",
  "/engines/ed448",
  "/engines/mldsa",
];

/** Runs the script without these globals and returns what it prints. */
function run(missing, script) {
  const take = `for (const name of ${JSON.stringify(missing)}) {
      delete globalThis[name];
      if (name in globalThis) globalThis[name] = undefined;
    }
    if (typeof process === "object") process.getBuiltinModule = undefined;
    const tell = async (call) => {
      try { await call(); return "done"; } catch (e) { return [e.name, e.code, e.message].join("|"); }
    };`;
  const text = `const log = console.log; ${take}\n${script}`;
  const flags = ["--input-type=module", "--eval", text];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}

/** More globals than any runtime lacks. The import may use none of them. */
const ALL = [
  ...[
    "TextDecoder",
    "TextEncoder",
    "atob",
    "btoa",
    "crypto",
    "WebAssembly",
    "URL",
    "URLSearchParams",
    "Headers",
  ],
  ...["Request", "Response", "fetch", "AbortController", "AbortSignal", "performance", "structuredClone"],
  ...[
    "navigator",
    "ReadableStream",
    "caches",
    "FinalizationRegistry",
    "WeakRef",
    "SharedArrayBuffer",
    "Intl",
  ],
  ...[
    "DOMException",
    "Event",
    "EventTarget",
    "MessageChannel",
    "BroadcastChannel",
    "Blob",
    "FormData",
    "queueMicrotask",
  ],
];

test("importing asks for nothing", () => {
  for (const entry of ENTRIES) {
    const said = run(ALL, `log(await tell(() => import("jwt-wasm${entry}")));`);
    assert.equal(said, "done", entry);
  }
});

const CALLS = {
  secretKey: 'api.secretKey("x".repeat(32), "HS256")',
  "secretKey of bytes": 'api.secretKey(new Uint8Array(32), "HS256")',
  publicKey: 'api.publicKey("-----BEGIN PUBLIC KEY-----", "RS256")',
  "publicKey of bytes": 'api.publicKey(new Uint8Array(9), "RS256")',
  privateKey: 'api.privateKey("-----BEGIN PRIVATE KEY-----", "RS256")',
  jwk: 'api.jwk({ kty: "oct", k: "A".repeat(43), alg: "HS256" })',
  jwks: 'api.jwks({ keys: [{ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] })',
  thumbprint: 'api.thumbprint({ kty: "oct", k: "A".repeat(43) })',
  generateSecret: 'api.generateSecret("HS256")',
  decode: 'api.decode("a.b.c")',
  explain: 'api.explain("a.b.c")',
  explainSync: 'api.explainSync("a.b.c")',
};

for (const name of ["TextDecoder", "TextEncoder", "WebAssembly"]) {
  test(`without ${name} the first call says so`, () => {
    for (const entry of ["", "/slim"]) {
      const lines = Object.entries(CALLS).map(
        ([call, source]) => `log(${JSON.stringify(call)} + "|" + await tell(() => ${source}));`,
      );
      const said = run([name], `const api = await import("jwt-wasm${entry}");\n${lines.join("\n")}`);
      assert.deepEqual(
        said.split("\n"),
        Object.keys(CALLS).map(
          (call) => `${call}|JwtError|sync_unavailable|this runtime has no ${name}, which jwt-wasm needs`,
        ),
        entry,
      );
    }
  });
}

test("a global without a substitute is named first", () => {
  const calls = `const api = await import("jwt-wasm");
    log(await tell(() => api.secretKey("x".repeat(32), "HS256")));
    log(await tell(() => api.remoteJwks("https://issuer.example/keys")));`;
  const line = "JwtError|sync_unavailable|this runtime has no WebAssembly, which jwt-wasm needs";
  assert.equal(run(["TextEncoder", "TextDecoder", "URL", "WebAssembly"], calls), `${line}\n${line}`);
  const remote =
    'log(await tell(async () => (await import("jwt-wasm")).remoteJwks("https://issuer.example/", { headers: {} })));';
  for (const name of ["URL", "Headers"]) {
    const said = run([name], remote);
    assert.equal(said, `JwtError|sync_unavailable|this runtime has no ${name}, which jwt-wasm needs`);
  }
});

test("globals that a test environment hides, as Jest does for jsdom, are taken from Node", () => {
  const script = `// Node's own needs them too, and jsdom has another.
    new Headers();
    for (const name of ["TextEncoder", "TextDecoder", "atob", "fetch", "Response"]) delete globalThis[name];
    {
      const api = await import("jwt-wasm");
      const signer = api.privateKey(${JSON.stringify(FILE)}, "ES256");
      const token = await api.sign({ sub: "a" }, signer, { expiresIn: 9, kid: "1" });
      const bytes = new Uint8Array(Buffer.from(JSON.stringify({ keys: [{ ...signer.toPublicJwk(), kid: "1" }] })));
      let read = 0;
      const reader = { read: async () => ({ done: read++ > 0, value: bytes }), cancel: async () => {} };
      const fetch = async () => ({ status: 200, headers: { get: () => null }, body: { getReader: () => reader, cancel: async () => {} } });
      const kept = new Map();
      const cache = { get: async (at) => kept.get(at), set: async (at, entry) => void kept.set(at, entry) };
      const key = api.remoteJwks("https://issuer.example/", { fetch, cache, headers: { a: "b" } });
      console.log((await api.verify(token, key)).payload.sub, kept.size);
    }`;
  const flags = ["--input-type=module", "--eval", script];
  const said = execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" });
  assert.equal(said, "a 1\n");
});

test("without String.prototype.isWellFormed a lone surrogate is still refused", () => {
  const said = run(
    [],
    `delete String.prototype.isWellFormed;
    const api = await import("jwt-wasm");
    for (const text of ["\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud83d\\ude00"]) {
      log(await tell(() => api.secretKey(text + "x".repeat(40), "HS256")));
    }`,
  );
  const lines = said.split("\n");
  for (const line of lines.slice(0, 3)) assert.match(line, /^JwtError\|key_invalid\|.*lone surrogate/);
  assert.deepEqual(lines.slice(3), ["done"]);
});

test("without WebAssembly jwt-wasm/slim says so as well", () => {
  const calls = `const api = await import("jwt-wasm/slim");
    log(await tell(() => api.init(new Uint8Array(8))));
    log(await tell(() => api.initSync(new Uint8Array(8))));`;
  const line = "JwtError|sync_unavailable|this runtime has no WebAssembly, which jwt-wasm needs";
  assert.equal(run(["WebAssembly"], calls), `${line}\n${line}`);
});

test("without crypto, calls that need neither randomness nor the host work", () => {
  {
    const said = run(
      ["crypto"],
      `const api = await import("jwt-wasm");
      const key = api.secretKey("x".repeat(32), "HS256");
      log((await api.verify(await api.sign({ sub: "a" }, key, { expiresIn: 9 }), key)).payload.sub);
      log(await tell(() => api.generateSecret("HS256")));
      log(await tell(() => api.signSync({}, key, { jwtId: "random" })));
      const jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
      const d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
      const signer = api.jwk({ ...jwk, d }, "EdDSA");
      log(await tell(async () => api.verify(await api.sign({}, signer, { expiresIn: 9 }), api.jwk(jwk, "EdDSA"))));
      log(await tell(() => api.signSync({}, signer)));`,
    ).split("\n");
    assert.equal(said[0], "a");
    assert.match(said[1], /^JwtError\|sync_unavailable\|/);
    assert.match(said[2], /^JwtError\|sync_unavailable\|/);
    // The asynchronous call has loaded the engine, so the synchronous call works.
    assert.equal(said[3], "done");
    assert.equal(said[4], "done");
  }
});

test("rings, stored keys and introspection name what they lack", () => {
  const made = `const { keyRing, encryptJwks, createTokenIssuer } = await import("jwt-wasm/issuer");
    const { introspection } = await import("jwt-wasm/edge");
    const { subtle } = globalThis.crypto ?? {};
    const ring = keyRing([{ kty: "OKP", crv: "Ed25519", alg: "EdDSA", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
      x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }], { retireAfter: 60 });`;
  for (const [missing, call, expected] of [
    ["Response", "ring.jwksResponse()", "sync_unavailable"],
    ["crypto", "ring.rotate()", "sync_unavailable"],
    ["crypto", 'encryptJwks({ keys: [] }, "A".repeat(43))', "sync_unavailable"],
    ["btoa", 'encryptJwks({ keys: [] }, "A".repeat(43))', "sync_unavailable"],
    ["structuredClone", "ring.toPrivateJwks()", "done"],
    [
      "URL",
      'introspection({ endpoint: "https://a.example", clientId: "a", clientSecret: "b" })',
      "sync_unavailable",
    ],
  ]) {
    const said = run([missing], `${made}\nlog(await tell(() => ${call}));`);
    assert.equal(said.split("|")[1] ?? said, expected, `${call} without ${missing}: ${said}`);
  }
});
