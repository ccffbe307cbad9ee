// What a newcomer gets wrong: the message says what was given, and what to write.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  contains,
  entraId,
  jwk,
  jwks,
  oneOf,
  privateKey,
  secretKey,
  sign,
  thumbprint,
  verify,
  verifySync,
} from "jwt-wasm";
import { dpopNonces, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { createTokenIssuer, keyRing } from "jwt-wasm/issuer";

const key = secretKey("a secret of at least 32 bytes, for tests", "HS256");
const origin = () => new Response();
const OCT = { kty: "oct", k: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", alg: "HS256" };
const proving = { method: "GET", url: "https://a.example", replay: memoryReplay() };

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, "JwtError", error.stack);
    return error;
  }
  assert.fail("nothing was refused");
}

const resource = (url) => ({ url, authorizationServers: ["https://as.example"] });
const gate = (options) => createGate({ key, origin, ...options });
const dpop = (publicUrl) => gate({ dpop: { replay: memoryReplay(), publicUrl } });

test("a text of the wrong value is shown, and not called a string", async () => {
  for (const [call, shown] of [
    [() => gate({ resource: resource("http://a.example") }), '"http://a.example"'],
    [() => dpop("https://a.example/path"), '"https://a.example/path"'],
    [() => verifyDpopProof("a.b.c", { ...proving, url: "/x" }), '"/x"'],
    [() => verifyDpopProof("a.b.c", { ...proving, url: new URL("ftp://a.example") }), '"ftp://a.example/"'],
    [() => gate({ realm: 'a"b' }), String.raw`"a\"b"`],
    [() => gate({ tokenFrom: { cookie: "a b" } }), '"a b"'],
    [() => gate({ tokenFrom: "Bearer" }), '"Bearer"'],
    [() => keyRing([], { retireAfter: 60, algorithm: "HS256" }), '"HS256"'],
    [() => createTokenIssuer({ key, subjectClaim: "exp" }), '"exp"'],
    [() => entraId({ tenants: "common", audience: "a" }), '"common"'],
    [() => gate({ scope: ['a"b'] }), String.raw`"a\"b"`],
    [() => gate({ routes: { "/a": { claims: {} } } }), "empty"],
    [() => gate({ realm: "" }), "empty"],
    [() => gate({ realm: 1 }), "1"],
    [() => gate({ realm: new Date() }), "a Date"],
  ]) {
    const { code, message } = await refusal(call);
    assert.equal(code, "options_invalid");
    assert.ok(message.endsWith(` ${shown}`), message);
  }
});

test("what is long or can hold a credential is not shown", async () => {
  const token = await sign({ sub: "a" }, key);
  for (const text of [
    "http://user:password@a.example",
    "http://a.example/?key=password",
    "http://a.example/#password",
    `http://a.example/${token}`,
    `http://a.example/${"a".repeat(100)}`,
    "http://a.example/\n",
    "http://a.example/\u202e",
  ]) {
    for (const call of [() => gate({ resource: resource(text) }), () => dpop(`${text}/x`)]) {
      const { message } = await refusal(call);
      assert.doesNotMatch(message, /http:|a string|password|eyJ/);
    }
    const { message } = await refusal(() => gate({ tokenFrom: { cookie: text } }));
    assert.ok(!message.includes(text) && !message.includes("it is"), message);
    const listed = await refusal(() =>
      gate({ resource: { ...resource("https://a.example"), jwksUri: text } }),
    );
    assert.match(listed.message, /cannot hold such a string$/);
  }
});

test("the surrogate of a secret is not called a string", async () => {
  const options = {
    endpoint: "https://as.example/introspect",
    clientId: "a",
    clientSecret: "password\ud800",
  };
  const { message } = await refusal(() => introspection(options));
  assert.equal(message, "options.clientSecret must be a string, and not empty");
});

test("a secret in place of a key is to be made a key", async () => {
  const bytes = new Uint8Array(32);
  for (const given of ["secret", bytes, Buffer.from(bytes), bytes.buffer, new DataView(bytes.buffer)]) {
    const calls = [() => verify("a.b.c", given), () => verifySync("a.b.c", given), () => sign({}, given)];
    for (const call of [...calls, () => gate({ key: given })]) {
      const { code, reason, message } = await refusal(call);
      assert.deepEqual([code, reason], ["key_invalid", "not_a_key"]);
      assert.match(message, /: make the key by secretKey\(secret, "HS256"\)$/);
    }
  }
  // What a secret itself is made of can be given otherwise.
  const { message } = await refusal(() => secretKey(new DataView(bytes.buffer), "HS256"));
  assert.match(message, /: give new Uint8Array\(view\.buffer, view\.byteOffset, view\.byteLength\)$/);
});

test("a key set that is a list, and JSON that is a text", async () => {
  const text = JSON.stringify(OCT);
  for (const [call, reason, told] of [
    [() => jwks([OCT]), "key_set_malformed", "the key set is an array; give { keys: […] }"],
    [() => jwks([]), "key_set_malformed", "the key set is an array; give { keys: […] }"],
    [() => jwks(`{"keys":[${text}]}`), "key_set_malformed", "the key set is a string; JSON.parse it first"],
    [() => jwk(text), "jwk_malformed", "the JWK is a string; JSON.parse it first"],
    [() => thumbprint(text), "jwk_malformed", "the JWK is a string; JSON.parse it first"],
    [() => jwk([OCT]), "jwk_malformed", "the JWK is an array; give one of its keys"],
    [
      () => keyRing(`[${text}]`, { retireAfter: 60 }),
      undefined,
      "the keys are a string; JSON.parse it first",
    ],
  ]) {
    const error = await refusal(call);
    assert.deepEqual([error.reason, error.message], [reason, told]);
  }
});

test("a binding that is not set is asked for", async () => {
  const asked = "(in keyFromEnv; is the binding or variable set?)";
  for (const keyFromEnv of [
    ({ SECRET }) => secretKey(SECRET, "HS256"),
    async ({ SECRET }) => secretKey(SECRET ?? "", "HS256"),
    ({ PEM }) => privateKey(PEM, "ES256"),
    ({ JWKS }) => jwks(JWKS),
    ({ KEY }) => KEY,
  ]) {
    const gate = createGate({ keyFromEnv, origin, debug: true });
    const logged = [];
    const { error } = console;
    console.error = (...parts) => logged.push(parts.map((part) => part?.message ?? part).join(" "));
    try {
      const headers = { authorization: "Bearer a.b.c" };
      const answer = await gate(new Request("https://a.example", { headers }), {});
      assert.equal(answer.status, 500);
      assert.equal((await answer.json()).code, "key_invalid");
    } finally {
      console.error = error;
    }
    assert.ok(logged.join().includes(asked), logged.join());
  }
  // What is set, and wrong otherwise, is not missing.
  const set = createGate({ keyFromEnv: () => secretKey("short", "HS256"), origin, onReject });
  let seen;
  function onReject({ detail }) {
    seen = detail;
    return new Response();
  }
  await set(new Request("https://a.example", { headers: { authorization: "Bearer a.b.c" } }), {});
  assert.ok(!String(seen).includes("keyFromEnv"), seen);
});

test("contains takes no list of its values", async () => {
  const { code, message } = await refusal(() => contains(["admin"]));
  assert.equal(code, "options_invalid");
  assert.match(message, /contains\("admin", "staff"\)/);
  await refusal(() => contains([]));
  // A claim may hold lists, or be one.
  contains(["a"], ["b"]);
  oneOf(["a"]);
});

test("a proof that is not there", async () => {
  for (const [given, told] of [
    [null, "the proof must be a string, it is null: no header DPoP was sent"],
    [undefined, "the proof must be a string, it is undefined: no header DPoP was sent"],
    [["a.b.c"], "the proof must be a string, it is an array"],
  ]) {
    const { code, reason, part, message } = await refusal(() => verifyDpopProof(given, proving));
    assert.deepEqual([code, reason, part, message], ["malformed", "segments", "token", told]);
  }
  const { message } = await refusal(() => verifyDpopProof(null, { ...proving, nonce: dpopNonces }));
  assert.match(message, /dpopNonces/, "options are checked first");
});
