// Every function gets values from another realm, and callers' functions throw them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer, memoryStore, redisStore } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { there } from "./realms.mjs";
import { NOW, refusal } from "./support.mjs";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });
const jwkOf = pair.publicKey.export({ format: "jwk" });

test("JSON values and options of another realm", async () => {
  const key = api.jwk(there("({ ...given })", { kty: "oct", k: "A".repeat(43), alg: "HS256" }));
  const claims = there('({ sub: "a", aud: ["api"], deep: { list: [1, null, { a: true }] } })');
  const signing = there("({ expiresIn: 60, header: { x5t: 'a' }, now: given })", NOW);
  const token = await api.sign(claims, key, signing);
  assert.equal(api.signSync(claims, key, signing), token);
  const options = there(
    '({ audience: ["api"], requiredClaims: ["sub"], claims: { sub: "a" }, now: given })',
    NOW,
  );
  assert.deepEqual(api.verifySync(token, key, options).payload.deep, { list: [1, null, { a: true }] });
  assert.equal((await api.verify(token, key, options)).payload.sub, "a");
  assert.equal((await api.explain(token, key, options)).verdict, "verified");
  assert.equal(api.explainSync(token, key, options).verdict, "verified");
  const verifier = api.createVerifier(there("({ ...given })", { ...options, key }));
  assert.equal(verifier.verifySync(token).payload.sub, "a");
  const set = api.jwks(there("({ keys: [{ ...given }] })", { ...jwkOf, kid: "1" }));
  assert.equal(set.size, 1);
  assert.equal(api.thumbprint(there("({ ...given })", jwkOf)), api.thumbprint(jwkOf));
  assert.ok(api.secretKey("short", "HS256", there("({ allowWeakSecret: true })")));
  // A value that is refused in this realm is refused from another realm too, and the message names its class.
  for (const [source, kind] of [
    ["new Date(0)", "Date"],
    ["new Map()", "Map"],
    ["/x/", "RegExp"],
    ["new Uint8Array(1)", "Uint8Array"],
    ["new (class Foo { a = 1 })()", "Foo"],
  ]) {
    assert.match(
      refusal(() => api.signSync({ a: there(source) }, key)).message,
      new RegExp(`claims\\.a is a ${kind}`),
    );
    assert.equal(refusal(() => api.verifySync(token, key, there(source))).code, "options_invalid");
    assert.equal(refusal(() => api.createVerifier(there(source))).code, "options_invalid");
    assert.equal(refusal(() => api.jwk(there(source))).code, "key_invalid");
    assert.equal(refusal(() => api.jwks(there(source))).code, "key_invalid");
  }
});

test("the gate, the issuer and their options of another realm", async () => {
  const key = api.secretKey("x".repeat(32), "HS256");
  const token = api.signSync({ sub: "a", scope: "read" }, key, { expiresIn: 60 });
  const gate = createGate(
    there(
      `({ ...given, forwardClaims: { "x-user-id": "sub" }, publicPaths: ["/open"], publicMethods: ["HEAD"], scope: ["read"],
         tokenFrom: { cookie: "t" }, onReject: () => undefined })`,
      { key, origin: (request) => new Response(request.headers.get("x-user-id")) },
    ),
  );
  const request = new Request("https://site.example/", { headers: { cookie: `t=${token}` } });
  assert.equal(await (await gate(request)).text(), "a");
  const store = memoryStore(there("({ maxFamilies: 9 })"));
  const issuer = createTokenIssuer(
    there('({ ...given, audience: ["api"], claims: { a: [1] } })', { key, store }),
  );
  const { refresh } = await issuer.issue("a", there("({ b: { c: 1 } })"));
  assert.equal(api.decode((await issuer.refresh(refresh)).access).payload.b.c, 1);
  assert.ok(redisStore(there("({ send: async () => null, prefix: 'x' })")));
});

test("URL, options and answers of another realm in remoteJwks", async () => {
  const signer = api.privateKey(pkcs8, "ES256");
  const token = api.signSync({ sub: "a" }, signer, { expiresIn: 60, kid: "1" });
  const body = JSON.stringify({ keys: [{ ...jwkOf, kid: "1" }] });
  // The class URL of a library such as jsdom.
  class OtherUrl {
    #url = new URL("https://issuer.example/keys");
    get href() {
      return this.#url.href;
    }
    toString() {
      return this.href;
    }
    get [Symbol.toStringTag]() {
      return "URL";
    }
  }
  const controller = there("new AbortController()");
  const options = there(
    "({ headers: { 'x-a': 'b' }, fetch: given.fetch, signal: given.signal, cooldown: 1 })",
    {
      signal: controller.signal,
      fetch: async () => new Response(body),
    },
  );
  const verified = await api.verify(token, api.remoteJwks(new OtherUrl(), options));
  assert.equal(verified.payload.sub, "a");
  const initial = there("JSON.parse(given)", body);
  const known = api.remoteJwks(new URL("https://other.example/keys"), there("({ initial: given })", initial));
  assert.equal(api.verifySync(token, known).payload.sub, "a");
  for (const value of [
    {},
    [],
    new Map(),
    { href: "https://a.example/" },
    new Proxy(new URL("https://a.example/"), {}),
  ]) {
    assert.equal(refusal(() => api.remoteJwks(value)).code, "options_invalid");
  }
  const liar = { [Symbol.toStringTag]: "URL", toString: () => "http://evil.example/" };
  assert.match(refusal(() => api.remoteJwks(liar)).message, /must be https/);
});

test("issuers, options and answers of another realm in trustedIssuers", async () => {
  const signer = api.privateKey(pkcs8, "ES256");
  const token = (iss) => api.signSync({ iss, aud: "api" }, signer, { expiresIn: 60, kid: "1" });
  const issuer = "https://issuer.example";
  const fetch = async (url) =>
    url.endsWith("/jwks")
      ? new Response(JSON.stringify({ keys: [{ ...jwkOf, kid: "1" }] }))
      : new Response(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
  const list = there(
    `((issuer) => [{ issuer, audience: ["api"], algorithms: ["ES256"] }, async (iss) => {
      if (iss === "bad") throw new TypeError("no");
      return iss === "other" ? { issuer: iss, jwksUri: issuer + "/jwks" } : null;
    }])(given)`,
    issuer,
  );
  const key = api.trustedIssuers(list, there("({ fetch: given, maxIssuers: 5 })", fetch));
  const options = { audience: "api" };
  assert.equal((await api.verify(token(issuer), key, options)).payload.iss, issuer);
  assert.equal((await api.verify(token("other"), key, options)).payload.iss, "other");
  await assert.rejects(api.verify(token("third"), key, options), { code: "issuer_unknown" });
  await assert.rejects(api.verify(token("bad"), key, options), { reason: "discovery_failed" });
  assert.ok(api.entraId(there('({ tenants: ["72f988bf-86f1-41af-91ab-2d7cd011db47"] })')));
});

test("odd exceptions of a caller's functions, from any realm", async () => {
  const proxy = new Proxy(
    {},
    {
      get() {
        throw 1;
      },
      getPrototypeOf() {
        throw 2;
      },
    },
  );
  const odd = [undefined, null, 7, Symbol("x"), Object.create(null), proxy, there("new TypeError('x')")];
  const key = api.secretKey("x".repeat(32), "HS256");
  const headers = { authorization: `Bearer ${api.signSync({ sub: "a" }, key, { expiresIn: 60 })}` };
  const { error } = console;
  console.error = () => {};
  try {
    for (const [index, thrown] of odd.entries()) {
      const fail = () => {
        throw thrown;
      };
      const origin = () => new Response("");
      const request = () => new Request("https://site.example/", { headers });
      const revoking = createGate({ key, origin, revocation: { isRevoked: fail } });
      assert.equal((await revoking(request())).status, 503);
      const making = createGate({ keyFromEnv: fail, origin });
      assert.equal((await making(request())).status, 500);
      const telling = createGate({ key, origin, onReject: fail });
      assert.equal((await telling(new Request("https://site.example/"))).status, 401);
      const remote = api.remoteJwks(`https://odd.example/${index}`, { fetch: fail });
      await assert.rejects(api.verify("a.b.c", remote), { name: "JwtError", code: "jwks_unavailable" });
      const options = {
        get issuer() {
          throw thrown;
        },
      };
      assert.equal(refusal(() => api.verifySync("a.b.c", key, options)).code, "options_invalid");
    }
  } finally {
    console.error = error;
  }
});

test("an error of another copy of the package keeps its code at the gate", async () => {
  class JwtError extends Error {
    name = "JwtError";
    code = "claim_missing";
  }
  const key = api.secretKey("x".repeat(32), "HS256");
  const token = api.signSync({}, key, { expiresIn: 60 });
  const isRevoked = () => {
    throw new JwtError("the claim sid is missing");
  };
  const gate = createGate({ key, origin: () => new Response(""), revocation: { isRevoked } });
  const answer = await gate(
    new Request("https://site.example/", { headers: { authorization: `Bearer ${token}` } }),
  );
  assert.equal(answer.status, 401);
  assert.equal((await answer.json()).code, "claim_missing");
});

function slim(load) {
  const script = `import * as slim from "jwt-wasm/slim";
    import { readFileSync } from "node:fs";
    import { createContext, runInContext } from "node:vm";
    const bytes = readFileSync(new URL(import.meta.resolve("jwt-wasm/core.wasm")));
    const realm = createContext({ given: [...bytes] });
    const there = (source) => runInContext("(" + source + ")", realm);
    class Other { ok = true; status = 200; async arrayBuffer() { return bytes; } get [Symbol.toStringTag]() { return "Response"; } }
    const works = () => {
      const key = slim.secretKey("x".repeat(32), "HS256");
      return slim.verifySync(slim.signSync({ sub: "a" }, key, { expiresIn: 9 }), key).payload.sub;
    };
    try { ${load}; console.log(works()); } catch (e) { console.log(e.name, e.code); }`;
  const flags = ["--input-type=module", "--eval", script];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}

test("the module from another realm", () => {
  for (const source of [
    "Uint8Array.from(given)",
    "Uint8Array.from(given).buffer",
    "new DataView(Uint8Array.from(given).buffer)",
    "new WebAssembly.Module(Uint8Array.from(given))",
    "WebAssembly.compile(Uint8Array.from(given))",
  ]) {
    assert.equal(slim(`await slim.init(there(${JSON.stringify(source)}))`), "a", source);
    if (source.startsWith("WebAssembly.compile")) continue;
    assert.equal(slim(`slim.initSync(there(${JSON.stringify(source)}))`), "a", source);
  }
  assert.equal(slim("await slim.init(new Other())"), "a");
  for (const source of [
    "Object.assign(new Other(), { ok: false })",
    '{ [Symbol.toStringTag]: "WebAssembly.Module" }',
    '{ [Symbol.toStringTag]: "Response" }',
    "Object.freeze(Object.create(WebAssembly.Module.prototype))",
    "new Proxy(new WebAssembly.Module(bytes), {})",
    "new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })",
    "structuredClone(bytes.buffer, { transfer: [bytes.buffer] }) && bytes",
  ]) {
    assert.equal(slim(`await slim.init(${source})`), "JwtError options_invalid", source);
    assert.equal(slim(`slim.initSync(${source})`), "JwtError sync_unavailable", source);
  }
});

test("a request of a library at the gate", async () => {
  const key = api.secretKey("x".repeat(32), "HS256");
  const headers = {
    authorization: `Bearer ${api.signSync({ sub: "a" }, key, { expiresIn: 60 })}`,
    "x-user-id": "root",
  };
  const gate = createGate({
    key,
    forwardClaims: { "x-user-id": "sub" },
    publicPaths: ["/open"],
    origin: async (request) =>
      new Response(`${request.headers.get("x-user-id")} ${request.method} ${await request.text()}`),
  });
  // A second copy of undici, whose classes do not accept the objects of Node's built-in copy.
  class Other {
    constructor(...request) {
      const own = new Request(...request);
      for (const name of ["url", "method", "headers", "body", "bodyUsed", "redirect", "signal"]) {
        Object.defineProperty(this, name, { get: () => own[name] });
      }
    }
    get [Symbol.toStringTag]() {
      return "Request";
    }
  }
  const said = async (...request) => (await gate(new Other(...request))).text();
  assert.equal(await said("https://a.example/", { headers }), "a GET ");
  assert.equal(await said("https://a.example/", { headers, method: "POST", body: "hello" }), "a POST hello");
  assert.equal(await said("https://a.example/open", { headers: { "x-user-id": "root" } }), "null GET ");
  assert.match(await said("https://a.example/"), /token_missing/);
});
