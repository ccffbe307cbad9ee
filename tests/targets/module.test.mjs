// The crate as a dependency of somebody else's module for `wasm32-unknown-unknown`.
import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

const NOW = 1_700_000_000;
const CLAIMS = { iss: "https://issuer.example", aud: "api", sub: "user-42", exp: NOW + 60 };

const FAMILIES = [
  { alg: "ES256", pair: ["ec", { namedCurve: "P-256" }], hash: "sha256" },
  { alg: "ES384", pair: ["ec", { namedCurve: "P-384" }], hash: "sha384" },
  { alg: "ES512", pair: ["ec", { namedCurve: "P-521" }], hash: "sha512" },
  { alg: "ES256K", pair: ["ec", { namedCurve: "secp256k1" }], hash: "sha256" },
  { alg: "EdDSA", pair: ["ed25519"], hash: null },
  { alg: "RS256", pair: ["rsa", { modulusLength: 2048 }], hash: "sha256" },
];

let module;
let calls;

before(async () => {
  module = new WebAssembly.Module(await readFile(process.env.TARGETS_MODULE));
  calls = new WebAssembly.Instance(module, {}).exports;
});

test("the module has no import", () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

for (const { alg, pair, hash } of FAMILIES) {
  test(`${alg}: it verifies what Node signed, and refuses another key's, a changed and an expired token`, () => {
    const [{ privateKey, publicKey }, other] = [generateKeyPairSync(...pair), generateKeyPairSync(...pair)];
    const token = signedByNode(alg, hash, privateKey);
    const keys = jwks(alg, publicKey);
    assert.deepEqual(call("verified", keys, token, NOW), CLAIMS);
    assert.deepEqual(call("decoded", token), CLAIMS);
    assert.equal(call("verified", jwks(alg, other.publicKey), token, NOW).code, "signature_invalid");
    assert.equal(
      call("verified", keys, token.replace(/\..*\./, `.${base64url({ ...CLAIMS, sub: "root" })}.`), NOW).code,
      "signature_invalid",
    );
    assert.equal(call("verified", keys, token, NOW + 60).code, "expired");
  });
}

for (const { alg, pair, hash } of FAMILIES.filter(({ alg }) => alg !== "RS256")) {
  test(`${alg}: it signs without random bytes, and Node verifies that`, () => {
    const { privateKey } = generateKeyPairSync(...pair);
    const jwk = JSON.stringify({ ...privateKey.export({ format: "jwk" }), alg });
    const [token, again] = [1, 2].map(() => call("signed", jwk, JSON.stringify(CLAIMS), NOW));
    assert.equal(token, again);
    const [header, payload, signature] = token.split(".");
    const key = { key: createPublicKey(privateKey), dsaEncoding: "ieee-p1363" };
    assert.ok(verify(hash, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url")));
  });
}

test("ML-DSA-44: it does not sign without random bytes, and says so", async () => {
  const vectors = await readFile(new URL("../vectors/ml-dsa.json", import.meta.url), "utf8");
  const jwk = JSON.stringify(JSON.parse(vectors).cases[0].jwk);
  const { code, reason, message } = call("signed", jwk, JSON.stringify(CLAIMS), NOW);
  assert.deepEqual([code, reason], ["sync_unavailable", "random"], message);
  assert.ok(message.startsWith("this build has no random bytes"), message);
});

test("RS256: it does not sign, and says so", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = JSON.stringify({ ...privateKey.export({ format: "jwk" }), alg: "RS256" });
  assert.equal(call("signed", jwk, JSON.stringify(CLAIMS), NOW).code, "sync_unavailable");
});

function signedByNode(alg, hash, key) {
  const input = `${base64url({ alg, kid: "1" })}.${base64url(CLAIMS)}`;
  const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

function jwks(alg, key) {
  return JSON.stringify({ keys: [{ ...key.export({ format: "jwk" }), alg, kid: "1" }] });
}

function base64url(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Calls an export with texts and numbers. The answer is JSON or a token. */
function call(name, ...given) {
  const passed = given.flatMap((value) => {
    if (typeof value === "number") return [value];
    const bytes = new TextEncoder().encode(value);
    const address = calls.room(bytes.length);
    new Uint8Array(calls.memory.buffer, address, bytes.length).set(bytes);
    return [address, bytes.length];
  });
  const packed = BigInt.asUintN(64, calls[name](...passed));
  const bytes = new Uint8Array(calls.memory.buffer, Number(packed >> 32n), Number(packed & 0xffff_ffffn));
  const text = new TextDecoder().decode(bytes);
  return text.startsWith("{") ? JSON.parse(text) : text;
}
