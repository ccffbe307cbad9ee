// ML-DSA (RFC 9964, FIPS 204), by the module `mldsa` and by the host, where it has ML-DSA: Node from 24.7 on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { keyRing } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { hostAlgorithm } from "../dist/engines/algorithms.js";
import * as node from "../dist/engines/node.js";
import { ALGORITHMS } from "../dist/names.js";
import { load, refusal } from "./support.mjs";

const hasHost = (() => {
  try {
    generateKeyPairSync("ml-dsa-44");
    return true;
  } catch {
    return false;
  }
})();
const ENGINES = hasHost ? ["auto", "wasm", "host"] : ["auto", "wasm"];
const { cases: EXAMPLES } = load("ml-dsa.json");
const SIGNATURES = { "ML-DSA-44": 2420, "ML-DSA-65": 3309, "ML-DSA-87": 4627 };
const hex = (text) => new Uint8Array(Buffer.from(text, "hex"));
const publicOf = ({ priv: _, ...jwk }) => jwk;

/** An instance of the module, which must import nothing from JavaScript. */
function engine() {
  const module = new WebAssembly.Module(readFileSync(new URL("../generated/mldsa.wasm", import.meta.url)));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const { exports } = new WebAssembly.Instance(module);
  const put = (...parts) => {
    const all = Buffer.concat(parts);
    const at = exports.buffer(all.length);
    new Uint8Array(exports.memory.buffer).set(all, at);
    return parts.map(({ length }) => length);
  };
  const get = (length) => Buffer.from(new Uint8Array(exports.memory.buffer, exports.buffer(0), length));
  return { ...exports, put, get };
}

for (const [file, name, good] of [
  ["mldsa_44_verify.json", "ML-DSA-44", 40],
  ["mldsa_65_verify.json", "ML-DSA-65", 24],
  ["mldsa_87_verify.json", "ML-DSA-87", 22],
]) {
  test(`Wycheproof: ${file}, by mldsa.wasm and node:crypto`, () => {
    const algorithm = ALGORITHMS.indexOf(name);
    const wasm = engine();
    let accepted = 0;
    for (const { publicKey, tests } of load(`wycheproof/${file}`).testGroups) {
      const pub = hex(publicKey);
      const key = wasm.verifyingKey(algorithm, ...wasm.put(pub), 0);
      const jwk = { kty: "AKP", alg: name, pub: Buffer.from(pub).toString("base64url") };
      const hostKey = hasHost && key !== 0 && node.importPublic(node.nodeCrypto(), hostAlgorithm(name), jwk);
      for (const { tcId, comment, msg, sig, ctx = "", result } of tests) {
        const [input, signature] = [msg, sig].map(hex);
        // JOSE has no context (RFC 9964 §4).
        const expected = result === "valid" && ctx === "";
        const at = `${file}: tcId ${tcId} ${comment}`;
        assert.equal(wasm.verify(key, algorithm, ...wasm.put(input, signature)), Number(expected), at);
        // The core asks no host about a signature of another length.
        if (hostKey && signature.length === SIGNATURES[name]) {
          assert.equal(node.verify(node.nodeCrypto(), hostKey, input, signature), expected, at);
        }
        accepted += Number(expected);
      }
      wasm.freeVerifyingKey(key);
    }
    assert.equal(accepted, good);
  });
}

for (const [file, name, count] of [
  ["mldsa_44_sign_seed.json", "ML-DSA-44", 18],
  ["mldsa_65_sign_seed.json", "ML-DSA-65", 27],
]) {
  test(`Wycheproof: ${file}, by mldsa.wasm`, () => {
    const algorithm = ALGORITHMS.indexOf(name);
    const wasm = engine();
    let signed = 0;
    for (const { privateSeed, publicKey, tests } of load(`wycheproof/${file}`).testGroups) {
      const seed = hex(privateSeed);
      const key = wasm.signingKey(algorithm, ...wasm.put(seed));
      assert.equal(wasm.get(seed.length).equals(Buffer.alloc(seed.length)), true, "the seed is wiped");
      assert.equal(key > 0, seed.length === 32);
      if (key === 0) continue;
      assert.deepEqual(wasm.get(wasm.publicHalf(key)), Buffer.from(publicKey, "hex"));
      for (const { tcId, comment, msg, sig, ctx = "" } of tests) {
        if (msg === undefined || ctx !== "") continue;
        const length = wasm.sign(key, ...wasm.put(hex(msg), new Uint8Array(32)));
        assert.equal(wasm.get(length).toString("hex"), sig, `${file}: tcId ${tcId} ${comment}`);
        signed++;
      }
      wasm.freeSigningKey(key);
    }
    assert.equal(signed, count);
  });
}

test("NIST: acvp-mldsa-sigver.json and acvp-mldsa-siggen.json, by mldsa.wasm and node:crypto", () => {
  const ran = [0, 0];
  const wasm = engine();
  /** By the module, and by the host where it has ML-DSA. */
  const answers = (name, pub, input, signature) => {
    const place = ALGORITHMS.indexOf(name);
    const key = wasm.verifyingKey(place, ...wasm.put(pub), 0);
    const byEngine = wasm.verify(key, place, ...wasm.put(input, signature)) === 1;
    if (!hasHost) return [byEngine];
    const jwk = { kty: "AKP", alg: name, pub: Buffer.from(pub).toString("base64url") };
    const hostKey = node.importPublic(node.nodeCrypto(), hostAlgorithm(name), jwk);
    return [byEngine, node.verify(node.nodeCrypto(), hostKey, input, signature)];
  };
  for (const { parameterSet: name, tests } of load("acvp-mldsa-sigver.json").testGroups) {
    for (const { tcId, pk, msg, sig, context, result } of tests) {
      // JOSE has no context (RFC 9964 §4).
      const expected = result === "valid" && context === "";
      for (const answer of answers(name, hex(pk), hex(msg), hex(sig)))
        assert.equal(answer, expected, `${tcId}`);
      ran[0]++;
    }
  }
  for (const { parameterSet: name, tests } of load("acvp-mldsa-siggen.json").testGroups) {
    for (const { tcId, sk, msg, rnd = "00".repeat(32), sig } of tests) {
      const key = wasm.signingKey(ALGORITHMS.indexOf(name), ...wasm.put(hex(sk)));
      const pub = wasm.get(wasm.publicHalf(key));
      const signature = wasm.get(wasm.sign(key, ...wasm.put(hex(msg), hex(rnd))));
      assert.equal(signature.toString("hex").toUpperCase(), sig, `tcId ${tcId}`);
      for (const answer of answers(name, pub, hex(msg), signature)) assert.equal(answer, true, `${tcId}`);
      ran[1]++;
    }
  }
  assert.deepEqual(ran, [9, 8]);
});

test("mldsa.wasm answers, and does not trap, for any numbers", () => {
  const wasm = engine();
  const place = ALGORITHMS.indexOf("ML-DSA-44");
  const key = wasm.signingKey(place, ...wasm.put(new Uint8Array(32)));
  const pub = wasm.get(wasm.publicHalf(key));
  for (const random of [0, 1, 31, 33, 1e9, -1]) {
    wasm.put(new Uint8Array(64));
    assert.equal(wasm.sign(key, 8, random), 0, "signing is never deterministic by mistake");
  }
  for (const [name, at] of [...ALGORITHMS.entries()].map(([at, name]) => [name, at])) {
    wasm.put(pub);
    assert.equal(wasm.verifyingKey(at, pub.length, 0) > 0, name === "ML-DSA-44", name);
    assert.equal(wasm.signingKey(at, ...wasm.put(new Uint8Array(32))) > 0, name.startsWith("ML-DSA"), name);
  }
  for (const [first, second] of [
    [0, 0],
    [pub.length - 1, 0],
    [pub.length, 1],
    [1e9, 1],
    [-1, -1],
  ]) {
    wasm.put(pub);
    assert.equal(wasm.verifyingKey(place, first, second), 0, `${first} ${second}`);
  }
});

for (const { name, jwk, token } of EXAMPLES) {
  test(`${name}: the key and the token of RFC 9964, and what is signed`, async () => {
    const key = api.jwk(publicOf(jwk));
    const signer = api.jwk(jwk);
    assert.deepEqual(key.algorithms, [name]);
    assert.deepEqual(signer.toPublicJwk(), { ...publicOf(jwk), use: "sig" });
    assert.equal(api.thumbprint(jwk), jwk.kid);
    assert.equal((await api.verifyJws(token, key)).header.alg, name);
    const signed = await api.sign({ sub: "alice" }, signer, { expiresIn: 60 });
    assert.notEqual(await api.sign({ sub: "alice" }, signer, { expiresIn: 60 }), signed);
    assert.equal(api.decode(signed).header.alg, name);
    const set = api.jwks({ keys: [publicOf(jwk)] });
    for (const engine of ENGINES) {
      assert.equal((await api.verify(signed, key, { engine })).payload.sub, "alice", engine);
      assert.equal(api.verifySync(signed, set, { engine }).payload.sub, "alice", engine);
      assert.equal((await api.explain(signed, key, { engine })).verdict, "verified");
    }
    assert.equal(
      api.verifySync(api.signSync({ sub: "bob" }, signer, { expiresIn: 9 }), key).payload.sub,
      "bob",
    );
  });

  test(`${name}: a bad signature has the same code by every engine`, async () => {
    const key = api.jwk(publicOf(jwk));
    const signed = await api.sign({}, api.jwk(jwk), { expiresIn: 60 });
    const at = signed.lastIndexOf(".") + 1;
    const signature = Buffer.from(signed.slice(at), "base64url");
    assert.equal(signature.length, SIGNATURES[name]);
    const [omega, rows] = { "ML-DSA-44": [80, 4], "ML-DSA-65": [55, 6], "ML-DSA-87": [75, 8] }[name];
    const hints = signature.length - omega - rows;
    const changed = (change) => {
      const copy = Buffer.from(signature);
      change(copy);
      return copy;
    };
    const bad = {
      "one byte short": signature.subarray(1),
      "one byte long": Buffer.concat([signature, Buffer.alloc(1)]),
      empty: Buffer.alloc(0),
      zeros: Buffer.alloc(signature.length),
      "a changed challenge": changed((copy) => copy.writeUInt8(copy[0] ^ 1, 0)),
      "a changed response": changed((copy) => copy.writeUInt8(copy[100] ^ 1, 100)),
      "hints out of order": changed((copy) => copy.writeUInt16BE(copy.readUInt16LE(hints), hints)),
      "a hint twice": changed((copy) => copy.writeUInt8(copy[hints], hints + 1)),
      "a hint after the last": changed((copy) => copy.writeUInt8(1, hints + omega - 1)),
      "too many hints": changed((copy) => copy.writeUInt8(omega + 1, copy.length - 1)),
    };
    for (const [what, bytes] of Object.entries(bad)) {
      const forged = signed.slice(0, at) + bytes.toString("base64url");
      for (const engine of ENGINES) {
        const wanted = { name: "JwtError", code: "signature_invalid" };
        await assert.rejects(api.verify(forged, key, { engine }), wanted, `${what}, by ${engine}`);
      }
    }
  });
}

test("a JWK of another form is refused", () => {
  const jwk = publicOf(EXAMPLES.find(({ name }) => name === "ML-DSA-65").jwk);
  const bytesIn = (value) => (value?.bytes ? Buffer.alloc(value.bytes, 7).toString("base64url") : value);
  for (const { changes, reason, part } of load("reports/ml-dsa-keys.json").cases) {
    const changed = { ...jwk };
    for (const [member, value] of Object.entries(changes)) {
      if (value === null) delete changed[member];
      else changed[member] = bytesIn(value);
    }
    const error = refusal(() => api.jwk(changed));
    assert.deepEqual([error.code, error.reason, error.part], ["key_invalid", reason, part]);
  }
});

test("a seed that is not pub's is refused when it first signs", async () => {
  const { jwk } = EXAMPLES[0];
  const wrong = api.jwk({ ...jwk, priv: Buffer.alloc(32, 7).toString("base64url") });
  await assert.rejects(api.sign({}, wrong), { code: "key_invalid", reason: "public_half_differs" });
});

test("a file with the seed signs", async () => {
  for (const [number, name] of [
    [17, "ML-DSA-44"],
    [18, "ML-DSA-65"],
    [19, "ML-DSA-87"],
  ]) {
    const seed = Array(32).fill(3);
    const id = [0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, number];
    const file = Uint8Array.from([0x30, 0x34, 2, 1, 0, ...id, 4, 0x22, 0x80, 0x20, ...seed]);
    const signer = api.privateKey(file, name);
    const key = api.jwk(signer.toPublicJwk());
    assert.equal(
      (await api.verify(await api.sign({ sub: "a" }, signer, { expiresIn: 9 }), key)).payload.sub,
      "a",
    );
  }
});

test("a key ring makes keys of each, and its tokens verify by the published set", async () => {
  for (const algorithm of Object.keys(SIGNATURES)) {
    const ring = keyRing([], { retireAfter: 3600, publishAhead: 0, algorithm });
    await ring.rotate();
    const token = await api.sign({ sub: "alice" }, ring.signingKey(), { expiresIn: 60 });
    assert.equal(api.decode(token).header.alg, algorithm);
    assert.equal((await api.verify(token, ring)).payload.sub, "alice");
    const [{ pub, priv, d }] = ring.jwks().keys;
    assert.deepEqual([typeof pub, priv, d], ["string", undefined, undefined]);
  }
});

test("the files of OpenSSL are read", async () => {
  for (const { name, token, ...files } of load("reports/ml-dsa-files.json").cases) {
    const key = api.publicKey(files.public, name);
    for (const engine of ENGINES) {
      const options = { engine, requireExpiry: false };
      assert.equal((await api.verify(token, key, options)).payload.sub, "alice", engine);
    }
    for (const form of ["both", "seed"]) {
      assert.deepEqual(api.privateKey(files[form], name).toPublicJwk(), key.toPublicJwk(), form);
    }
    if (files.expanded)
      assert.deepEqual(api.privateKey(files.expanded, name).toPublicJwk(), key.toPublicJwk());
  }
});

/** RFC 9881 §6: the seed and the expanded key of OpenSSL's file, and a function that makes a file of other forms. */
function formsOf({ name, both }) {
  const size = { "ML-DSA-44": 2560, "ML-DSA-65": 4032, "ML-DSA-87": 4896 }[name];
  const file = Buffer.from(both.replaceAll(/-----.*-----|\s/g, ""), "base64");
  const der = (tag, ...parts) => {
    const content = Buffer.concat(parts);
    const length =
      content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
  };
  const id = file.subarray(7, 7 + 13);
  return {
    seed: file.subarray(-size - 36, -size - 4),
    expanded: file.subarray(-size),
    der,
    fileOf: (key) => der(0x30, Buffer.from([2, 1, 0]), id, der(4, key)),
  };
}

test("an expanded key signs, with the seed and without it, by the host and by the engine", async () => {
  for (const files of load("reports/ml-dsa-files.json").cases) {
    const { name } = files;
    const { seed, expanded, der, fileOf } = formsOf(files);
    const key = api.publicKey(files.public, name);
    for (const inner of [der(4, expanded), der(0x30, der(4, seed), der(4, expanded)), der(0x80, seed)]) {
      const signer = api.privateKey(fileOf(inner), name);
      assert.deepEqual(signer.toPublicJwk(), key.toPublicJwk());
      for (const token of [
        await api.sign({ sub: "alice" }, signer, { expiresIn: 60 }),
        api.signSync({ sub: "alice" }, signer, { expiresIn: 60 }),
      ]) {
        assert.equal((await api.verify(token, key)).payload.sub, "alice");
      }
      // By the module itself, because the package prefers the host.
      const wasm = engine();
      const place = ALGORITHMS.indexOf(name);
      const bytes = inner[0] === 4 ? expanded : inner[0] === 0x80 ? seed : Buffer.concat([seed, expanded]);
      const number = wasm.signingKey(place, ...wasm.put(bytes));
      assert.equal(
        wasm.get(bytes.length).equals(Buffer.alloc(bytes.length)),
        true,
        "the private key is wiped",
      );
      const pub = wasm.get(wasm.publicHalf(number));
      assert.equal(pub.toString("base64url"), key.toPublicJwk().pub);
      const signature = wasm.get(wasm.sign(number, ...wasm.put(hex("61"), new Uint8Array(32))));
      const verifying = wasm.verifyingKey(place, ...wasm.put(pub), 0);
      assert.equal(wasm.verify(verifying, place, ...wasm.put(hex("61"), signature)), 1);
    }
  }
});

test("a damaged expanded key is refused with one code, at once where something computes it", async () => {
  await api.loadEngine("ML-DSA-44");
  for (const files of load("reports/ml-dsa-files.json").cases) {
    const { seed, expanded, der, fileOf } = formsOf(files);
    const damaged = (at, length = 1) => {
      const copy = Buffer.from(expanded);
      for (let place = at; place < at + length; place++) copy[place] ^= 0xff;
      return copy;
    };
    const both = (one, other) => der(0x30, der(4, one), der(4, other));
    for (const [what, inner] of Object.entries({
      rho: der(4, damaged(0)),
      "the hash of the public key": der(4, damaged(64)),
      s1: der(4, damaged(128)),
      t0: der(4, damaged(expanded.length - 416, 416)),
      "an expanded key of another seed": both(Buffer.alloc(32, 7), expanded),
      "an expanded key that is not the seed's": both(seed, damaged(40)),
    })) {
      const { code, reason, message } = refusal(() => api.privateKey(fileOf(inner), files.name));
      assert.deepEqual([code, reason], ["key_invalid", "expanded_key"], `${files.name}: ${what}`);
      assert.match(message, /the expanded ML-DSA key is damaged/);
    }
  }
});

/** Prints what the script prints in a new process, in which no engine is loaded, and without `node:crypto`. */
function run(before, script) {
  const text = `process.getBuiltinModule = undefined; ${before}
    const api = await import("jwt-wasm");
    const [key, signer, token] = ${JSON.stringify([publicOf(EXAMPLES[0].jwk), EXAMPLES[0].jwk, EXAMPLES[0].token])};
    const log = async (call) => {
      try { console.log((await call()) ?? "done"); } catch (e) { console.log([e.code, e.reason, e.message].join("|")); }
    };
    ${script}`;
  return execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", text], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  })
    .trim()
    .split("\n");
}

test("without a host's cryptography, promises load the engine, and the others say what to add", () => {
  const calls = `
    await log(() => api.verifyJwsSync(token, api.jwk(key)));
    await log(async () => (await api.verifyJws(token, api.jwk(key))).header.alg);
    await log(() => api.verifyJwsSync(token, api.jwk(key)).header.alg);`;
  const missing = "sync_unavailable|engine|no loaded engine computes ML-DSA-44 at once here:";
  assert.deepEqual(run("Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined });", calls), [
    `${missing} await loadEngine("ML-DSA-44") first, or import "jwt-wasm/engines/mldsa"`,
    "ML-DSA-44",
    "ML-DSA-44",
  ]);
  const workers =
    'Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });';
  const [told] = run(workers, calls);
  assert.equal(told, `${missing} add the line import "jwt-wasm/engines/mldsa"`);
  const imported = `await import("jwt-wasm/engines/mldsa"); await log(() => api.verifyJwsSync(token, api.jwk(key)).header.alg);`;
  assert.deepEqual(run(workers, imported), ["ML-DSA-44"]);
});

test("without random bytes nothing is signed", () => {
  const sign = `await api.loadEngine("ML-DSA-44");
    await log(() => api.signSync({}, api.jwk(signer)));
    await log(() => api.sign({}, api.jwk(signer)));`;
  const broken =
    "Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues() { throw new Error('no'); } } });";
  const told = "sync_unavailable|random|there are no random bytes here; in Workers, call in a request";
  assert.deepEqual(run(broken, sign), [told, told]);
});

test("a DPoP proof has the key with its alg, and verifies", async () => {
  for (const { name, jwk } of EXAMPLES) {
    const proof = await createDpopProof({ key: api.jwk(jwk), htm: "GET", htu: "https://api.example/a" });
    const { kid: _, ...sent } = publicOf(jwk);
    assert.deepEqual(api.decode(proof).header.jwk, sent);
    const options = { method: "GET", url: "https://api.example/a", replay: memoryReplay() };
    assert.equal((await verifyDpopProof(proof, options)).jkt, api.thumbprint(jwk), name);
  }
});
