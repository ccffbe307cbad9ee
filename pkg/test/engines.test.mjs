// Public-key signatures by each engine: the host's cryptography, and the WebAssembly modules that are loaded when they are needed. A
// loaded module stays loaded, so the cases that need none run in a process of their own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { exportsOf } from "../dist/load/registry.js";
import { refusal } from "./support.mjs";

const ENGINE = {
  ES256: "es256",
  ES384: "es384",
  ES512: "es512",
  ES256K: "es256k",
  EdDSA: "eddsa",
  Ed25519: "eddsa",
  Ed448: "ed448",
};
/** The name that engines have for it (RFC 9864). */
const fullName = (alg) => (alg === "EdDSA" ? "Ed25519" : alg);
const engineOf = (alg) => ENGINE[alg] ?? "rsa";
const MAKE = {
  rsa: ["rsa", { modulusLength: 2048 }],
  es256: ["ec", { namedCurve: "P-256" }],
  es384: ["ec", { namedCurve: "P-384" }],
  es512: ["ec", { namedCurve: "P-521" }],
  es256k: ["ec", { namedCurve: "secp256k1" }],
  eddsa: ["ed25519", {}],
  ed448: ["ed448", {}],
};
const PAIRS = Object.fromEntries(
  Object.entries(MAKE).map(([name, make]) => [name, generateKeyPairSync(...make)]),
);
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", ...Object.keys(ENGINE)];
const pemOf = (key, type) => key.export({ type, format: "pem" });
const fileOf = (alg) => pemOf(PAIRS[engineOf(alg)].privateKey, "pkcs8");
const openOf = (alg) => pemOf(PAIRS[engineOf(alg)].publicKey, "spki");
const jwkOf = (alg) => PAIRS[engineOf(alg)].privateKey.export({ format: "jwk" });

const HIDE_NODE = "process.getBuiltinModule = undefined;";
const WORKERS =
  'Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });';

/** Runs the script in a new process, in which no engine is loaded, and returns what it prints. */
function run(before, script, more = []) {
  const text = `${before}
    const api = await import("jwt-wasm");
    const tell = async (call) => {
      try { return (await call()) ?? "done"; } catch (e) { return [e.name, e.code, e.message].join("|"); }
    };
    const log = async (call) => console.log(await tell(call));
    ${script}`;
  const flags = [...more, "--input-type=module", "--eval", text];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" })
    .trim()
    .split("\n");
}

const tokenOf = (alg, claims = { sub: "alice" }) =>
  api.signSync(claims, api.privateKey(fileOf(alg), alg), { expiresIn: 3600 });

for (const alg of ALGORITHMS) {
  test(`${alg}, by each engine, at once and by a promise, before and after the engine is loaded`, () => {
    const token = tokenOf(alg);
    const forged = `${token.slice(0, -20)}${token.at(-20) === "A" ? "B" : "A"}${token.slice(-19)}`;
    const script = `
      const key = api.publicKey(${JSON.stringify(openOf(alg))}, "${alg}");
      const [token, forged] = ${JSON.stringify([token, forged])};
      await log(() => api.verifySync(token, key, { engine: "wasm" }));
      await log(() => api.explainSync(token, key, { engine: "wasm" }));
      for (const engine of ["wasm", "host", "auto"]) {
        for (const verify of [api.verify, api.verifySync]) {
          await log(async () => (await verify(token, key, { engine })).payload.sub);
          await log(() => verify(forged, key, { engine }));
        }
        for (const explain of [api.explain, api.explainSync])
          await log(async () => (await explain(token, key, { engine })).verdict);
      }
      await log(async () => (await api.verifyJws(token, key)).header.alg);
      await log(async () => api.verifyJwsSync(token, key).header.alg);`;
    const missing = `JwtError|sync_unavailable|no loaded engine computes ${fullName(alg)} at once here: await loadEngine("${fullName(alg)}") first, or import "jwt-wasm/engines/${engineOf(alg)}"`;
    const refused = "JwtError|signature_invalid|the signature is not valid for this key";
    const once = ["alice", refused, "alice", refused, "verified", "verified"];
    const told = run("", script).map((line) => line.replace(/(signature_invalid)\|.*/, "$1"));
    const expected = [missing, missing, ...once, ...once, ...once, alg, alg];
    assert.deepEqual(
      told,
      expected.map((line) => line.replace(/(signature_invalid)\|.*/, "$1")),
    );
  });

  test(`${alg}, without node:crypto`, () => {
    const token = tokenOf(alg);
    const lines = `
      const signer = api.jwk(${JSON.stringify(jwkOf(alg))}, "${alg}");
      const key = api.publicKey(${JSON.stringify(openOf(alg))}, "${alg}");
      const token = ${JSON.stringify(token)};
      const jws = async (sign) => api.verifyJws(await sign("x", signer), key).then(() => "jws");
      await log(() => api.verifySync(token, key));
      await log(() => api.verifyJwsSync(token, key));
      await log(() => api.signSync({}, signer));
      await log(() => api.signJwsSync("x", signer));
      await log(() => api.verifySync(token, key, { engine: "host" }));
      await log(async () => (await api.verify(token, key)).payload.sub);
      await log(async () => (await api.verify(await api.sign({ sub: "bob" }, signer, { expiresIn: 9 }), key)).payload.sub);
      await log(() => jws(api.signJws));
      // WebCrypto did the work, so no engine was loaded. It does not have secp256k1.
      await log(() => api.verifySync(token, key).payload.sub);
      await log(() => api.loadEngine("${alg}"));
      await log(() => api.verifySync(token, key).payload.sub);
      await log(() => api.verifySync(token, key, { engine: "host" }));
      await log(async () => (await api.verify(api.signSync({ sub: "bob" }, signer, { expiresIn: 9 }), key)).payload.sub);
      await log(() => jws(api.signJwsSync));`;
    const missing = `JwtError|sync_unavailable|no loaded engine computes ${fullName(alg)} at once here: await loadEngine("${fullName(alg)}") first, or import "jwt-wasm/engines/${engineOf(alg)}"`;
    const promised =
      "JwtError|sync_unavailable|this runtime computes signatures only as a promise: use the function without Sync";
    const isRsa = engineOf(alg) === "rsa";
    const [signs, after] = isRsa ? [promised, [promised, promised]] : [missing, ["bob", "jws"]];
    const expected = [
      missing,
      missing,
      signs,
      signs,
      promised,
      "alice",
      "bob",
      "jws",
      alg === "ES256K" ? "alice" : missing,
    ];
    assert.deepEqual(run(HIDE_NODE, lines), [...expected, "done", "alice", promised, ...after]);
  });
}

test("where the host has no cryptography at all, promises load what they need", () => {
  for (const alg of ["RS256", "PS512", "ES256", "ES384", "ES512", "ES256K", "Ed25519", "Ed448"]) {
    const lines = `
      const key = api.publicKey(${JSON.stringify(openOf(alg))}, "${alg}");
      const token = ${JSON.stringify(tokenOf(alg))};
      await log(() => api.verify(token, key, { engine: "host" }));
      await log(async () => (await api.explain(token, key)).verdict);
      await log(async () => (await api.verify(token, key)).payload.sub);
      await log(() => api.verifySync(token, key).payload.sub);
      await log(async () => (await api.sign({}, api.jwk(${JSON.stringify(jwkOf(alg))}, "${alg}"))).split(".").length);`;
    const told = run(`${HIDE_NODE} delete globalThis.crypto;`, lines);
    assert.match(told[0], /^JwtError\|options_invalid\|this runtime has no WebCrypto here/);
    const signed = alg === "RS256" || alg === "PS512" ? told[0] : "3";
    assert.deepEqual(told.slice(1), ["verified", "alice", "alice", signed], alg);
  }
});

test("an engine that is imported by name computes at once", () => {
  for (const [alg, entry] of [
    ["ES256", "es256"],
    ["ES384", "es384"],
    ["ES512", "es512"],
    ["ES256K", "es256k"],
    ["ES256K", "ecdsa"],
    ["ES512", "ecdsa"],
    ["RS256", "rsa"],
    ["EdDSA", "eddsa"],
    ["Ed448", "ed448"],
  ]) {
    const lines = `await import("jwt-wasm/engines/${entry}");
      const key = api.publicKey(${JSON.stringify(openOf(alg))}, "${alg}");
      await log(() => api.verifySync(${JSON.stringify(tokenOf(alg))}, key).payload.sub);`;
    assert.deepEqual(run(HIDE_NODE, lines), ["alice"], entry);
  }
});

test("on Workers the line to add is named, and no other way", () => {
  const lines = `
    const key = api.publicKey(${JSON.stringify(openOf("ES256"))}, "ES256");
    await log(() => api.verifySync(${JSON.stringify(tokenOf("ES256"))}, key));`;
  assert.deepEqual(run(WORKERS, lines), [
    'JwtError|sync_unavailable|no loaded engine computes ES256 at once here: add the line import "jwt-wasm/engines/es256"',
  ]);
});

test("loadEngine accepts names of algorithms and refuses everything else", async () => {
  await api.loadEngine();
  await api.loadEngine("HS256", "HS512");
  await api.loadEngine("ES256", "ES256");
  await api.loadEngine("ES256", "RS512");
  for (const wrong of ["ES257", "", "es256", "none", undefined, null, 7, ["ES256"], {}]) {
    for (const given of [[wrong], ["ES256", wrong]]) {
      await assert.rejects(api.loadEngine(...given), { name: "JwtError", code: "options_invalid" });
    }
  }
});

test("halves of two keys and numbers out of range are refused by the engine as by the host", () => {
  const other = (alg) => generateKeyPairSync(...MAKE[engineOf(alg)]).privateKey.export({ format: "jwk" });
  for (const alg of ["ES256", "ES384", "ES512", "EdDSA"]) {
    const jwk = jwkOf(alg);
    const numbers = [{ ...jwk, d: other(alg).d }];
    const size = Buffer.from(jwk.d, "base64url").length;
    if (alg !== "EdDSA")
      for (const byte of [0, 255])
        numbers.push({ ...jwk, d: Buffer.alloc(size, byte).toString("base64url") });
    const lines = `
      await api.loadEngine("${alg}");
      for (const jwk of ${JSON.stringify(numbers)}) {
        for (let round = 0; round < 2; round++) await log(() => api.signSync({}, api.jwk(jwk, "${alg}")));
      }`;
    for (const line of run(HIDE_NODE, lines)) {
      assert.match(line, /^JwtError\|key_invalid\|the key cannot be used: the (EC )?private /, alg);
    }
  }
});

test("a private key file without its public half", () => {
  const files = ["ES256", "ES384", "ES512"].map((alg) => {
    const sec1 = PAIRS[engineOf(alg)].privateKey.export({ type: "sec1", format: "der" });
    // The last member, [1], is the public key (RFC 5915 §3); this removes it.
    const size = Buffer.from(jwkOf(alg).d, "base64url").length;
    const at = sec1.indexOf(Buffer.from([4, size]));
    const curve = sec1.subarray(at + 2 + size, sec1.indexOf(Buffer.from([0xa1]), at + 2 + size));
    const content = Buffer.concat([Buffer.from([2, 1, 1]), sec1.subarray(at, at + 2 + size), curve]);
    return [alg, Buffer.concat([Buffer.from([0x30, content.length]), content]).toString("base64")];
  });
  for (const [alg, file] of files) {
    const key = api.privateKey(Buffer.from(file, "base64"), alg);
    assert.equal(key.toPublicJwk().y, jwkOf(alg).y);
    const lines = `
      const file = Uint8Array.from(atob("${file}"), (c) => c.charCodeAt(0));
      await log(() => api.privateKey(file, "${alg}"));
      await api.loadEngine("${alg}");
      await log(() => api.privateKey(file, "${alg}").toPublicJwk().x);`;
    const told = run(HIDE_NODE, lines);
    assert.match(told[0], /^JwtError\|sync_unavailable\|.*await loadEngine\(/);
    assert.equal(told[1], jwkOf(alg).x);
  }
  const lines = `
    const file = ${JSON.stringify(fileOf("EdDSA"))};
    const key = api.privateKey(file, "EdDSA");
    const token = await api.sign({ sub: "a" }, key, { expiresIn: 9 });
    await log(async () => (await api.verify(token, api.publicKey(${JSON.stringify(openOf("EdDSA"))}, "EdDSA"))).payload.sub);
    await log(() => key.toPublicJwk());
    await api.loadEngine("EdDSA");
    await log(() => api.privateKey(file, "EdDSA").toPublicJwk().x);`;
  const [sub, open, x] = run(HIDE_NODE, lines);
  assert.equal(sub, "a");
  assert.match(open, /^JwtError\|key_invalid\|/);
  assert.equal(x, jwkOf("EdDSA").x);
});

test("of a private key nothing is left in the engine when it is freed", () => {
  const lines = `
    const { exportsOf } = await import("../dist/load/registry.js");
    for (const [alg, jwk] of ${JSON.stringify(["ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed448"].map((alg) => [alg, jwkOf(alg)]))}) {
      await api.loadEngine(alg);
      const key = api.jwk(jwk, alg);
      api.signSync({}, key);
      key.free();
      const engine = exportsOf({ EdDSA: "eddsa" }[alg] ?? alg.toLowerCase());
      const d = atob(jwk.d.replaceAll("-", "+").replaceAll("_", "/")).slice(2, 18);
      await log(() => String(new TextDecoder("latin1").decode(engine.memory.buffer).includes(new TextDecoder("latin1").decode(Uint8Array.from(d, (c) => c.charCodeAt(0))))));
    }`;
  assert.deepEqual(run(HIDE_NODE, lines), Array(6).fill("false"));
});

test("an engine's keys are freed with ours", async () => {
  await api.loadEngine("ES256");
  const { memory } = exportsOf("es256");
  const token = tokenOf("ES256");
  const once = () => {
    const key = api.publicKey(openOf("ES256"), "ES256");
    api.verifySync(token, key, { engine: "wasm" });
    key.free();
  };
  once();
  const before = memory.buffer.byteLength;
  for (let round = 0; round < 400; round++) once();
  assert.equal(memory.buffer.byteLength, before);
});

test("an engine's keys are freed when ours are collected", () => {
  const lines = `
    const { exportsOf } = await import("../dist/load/registry.js");
    await api.loadEngine("ES256");
    const { memory } = exportsOf("es256");
    const once = () => api.verifySync(${JSON.stringify(tokenOf("ES256"))}, api.publicKey(${JSON.stringify(openOf("ES256"))}, "ES256"), { engine: "wasm" });
    const rounds = async (count) => {
      for (let round = 0; round < count; round++) once();
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await rounds(50);
    const before = memory.buffer.byteLength;
    for (let more = 0; more < 8; more++) await rounds(50);
    await log(() => String(memory.buffer.byteLength - before));`;
  assert.deepEqual(run("", lines, ["--expose-gc"]), ["0"]);
});

test("a point that is not on its curve is refused when the key is made, with every engine", () => {
  const { x } = PAIRS.es256.publicKey.export({
    format: "jwk",
  });
  const error = refusal(() => api.jwk({ kty: "EC", crv: "P-256", x, y: x }));
  assert.equal(error.code, "key_invalid");
  assert.match(error.message, /the point is not on its curve$/);
});
