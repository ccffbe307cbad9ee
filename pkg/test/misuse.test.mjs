// Mistakes of newcomers. The message says what was given and what to write.
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

test("a text that is long or can hold a credential is not shown", async () => {
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
  assert.equal(message, "the option clientSecret must be a string that is not empty");
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
  // In secretKey, bytes in the wrong class can be converted.
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
  // A secret that is set but too short is not called missing.
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
  // Several lists may be given to `contains`, and one to `oneOf`, because a claim can hold lists or be one.
  contains(["a"], ["b"]);
  oneOf(["a"]);
});

test("a proof that is not there", async () => {
  for (const [given, told] of [
    [null, "the proof must be a string, but it is null: no header DPoP was sent"],
    [undefined, "the proof must be a string, but it is undefined: no header DPoP was sent"],
    [["a.b.c"], "the proof must be a string, but it is an array"],
  ]) {
    const { code, reason, part, message } = await refusal(() => verifyDpopProof(given, proving));
    assert.deepEqual([code, reason, part, message], ["malformed", "segments", "token", told]);
  }
  const { message } = await refusal(() => verifyDpopProof(null, { ...proving, nonce: dpopNonces }));
  assert.match(message, /dpopNonces/, "options are checked first");
});

test("the error for another library's option says what to write here", async () => {
  const verifying = (options) => () => verify("a.b.c", key, options);
  const signing = (options) => () => sign({}, key, options);
  for (const [call, part, told] of [
    [verifying({ maxTokenAge: "5m" }), "maxTokenAge", "write maxAge"],
    [verifying({ ignoreExpiration: true }), "ignoreExpiration", "write ignoreExpiry"],
    [verifying({ allowedIss: "a" }), "allowedIss", "write issuer"],
    [verifying({ currentDate: new Date() }), "currentDate", "write now"],
    [verifying({ customJwtCheck: () => {} }), "customJwtCheck", "write claims: { … }"],
    [verifying({ algorithm: "HS256" }), "algorithm", "the key is bound to its algorithm"],
    [signing({ algorithm: "HS256" }), "algorithm", "the key is bound to its algorithm"],
    [signing({ keyid: "a" }), "keyid", "write kid"],
    [() => gate({ secret: "a" }), "secret", "make the key by secretKey(secret, algorithm)"],
    [() => gate({ getToken: () => {} }), "getToken", "write tokenFrom"],
    [() => gate({ credentialsRequired: false }), "credentialsRequired", "write optional: true"],
  ]) {
    const error = await refusal(call);
    assert.deepEqual([error.code, error.reason, error.part], ["options_invalid", "unknown_option", part]);
    assert.equal(error.message, `${part} is not an option; ${told}`);
  }
  // Members of `Object.prototype` are not names of another library.
  const inherited = await refusal(verifying({ toString: 1 }));
  assert.equal(inherited.message, "toString is not an option");
});

test("an algorithm or a callback in place of the options", async () => {
  for (const [given, told] of [
    ["HS256", "but it is a string: the key is bound to its algorithm"],
    [() => {}, "but it is a function: there are no callbacks"],
  ]) {
    for (const call of [() => verify("a.b.c", key, given), () => sign({}, key, given)]) {
      const { code, message } = await refusal(call);
      assert.equal(code, "options_invalid");
      assert.equal(message, `options must be a plain object, ${told}`);
    }
  }
  const { message } = await refusal(() => secretKey("a secret of at least 32 bytes, for tests"));
  assert.equal(message, 'the algorithm must be a string such as "HS256", but it is undefined');
});

test("a header with alg or typ is refused, since the key or an option sets them", async () => {
  for (const [header, told] of [
    [{ alg: "HS256", kid: "1" }, "options.header has alg; leave it out: the key decides it"],
    [{ typ: "JWT" }, "options.header has typ; write the option typ"],
  ]) {
    const { code, reason, part, message } = await refusal(() => sign({}, key, { header }));
    assert.deepEqual([code, reason, part], ["options_invalid", "header_refused", "header"]);
    assert.equal(message, told);
  }
});

test("the error for another library's kind of key names the function that makes a key", async () => {
  const pem = (label) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----`;
  for (const [given, told] of [
    [pem("PUBLIC KEY"), "make the key by publicKey(file, algorithm)"],
    [Buffer.from(pem("CERTIFICATE")), "make the key by publicKey(file, algorithm)"],
    [pem("PRIVATE KEY"), "make the key by privateKey(file, algorithm)"],
    [Buffer.from(pem("RSA PRIVATE KEY")), "make the key by privateKey(file, algorithm)"],
    ["https://issuer.example/jwks", "make the set by remoteJwks(url)"],
    [new URL("https://issuer.example/jwks"), "make the set by remoteJwks(url)"],
    [{ keys: [OCT] }, "make the set by jwks(…)"],
    [OCT, "make the key by jwk(…)"],
    [async () => key, "a set (jwks, remoteJwks) chooses the key by the token's kid"],
  ]) {
    for (const call of [() => verify("a.b.c", given), () => gate({ key: given })]) {
      const { code, reason, message } = await refusal(call);
      assert.deepEqual([code, reason], ["key_invalid", "not_a_key"]);
      assert.ok(message.endsWith(`: ${told}`), message);
    }
  }
  for (const given of [undefined, new Map(), [key]]) {
    const { message } = await refusal(() => verify("a.b.c", given));
    assert.doesNotMatch(message, /make the/);
  }
});
