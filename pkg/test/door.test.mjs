// Faults that only the boundary between JavaScript and the core can have: many tokens share one buffer, one table and the slots.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { SECRET } from "./support.mjs";

const secret = api.secretKey(SECRET, "HS256");
const tokenOf = (payload, key = secret) => api.sign(payload, key, { expiresIn: 60 });
test("tokens that wait for an engine at once do not see each other", async () => {
  const { subtle } = globalThis.crypto;
  const { privateKey, publicKey } = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const jwkOf = async (key) => {
    const { kty, crv, x, y, d } = await subtle.exportKey("jwk", key);
    return d === undefined ? { kty, crv, x, y } : { kty, crv, x, y, d };
  };
  const ours = api.jwk(await jwkOf(privateKey), "ES256");
  const theirs = api.jwk(await jwkOf(publicKey), "ES256");
  const tokens = await Promise.all(Array.from({ length: 60 }, (_, n) => tokenOf({ n }, ours)));
  const answers = await Promise.all(
    tokens.map(async (token, n) => {
      const isForged = n % 3 === 0;
      const sent = isForged ? token.replace(/\.[^.]+\./, (part) => `${part.slice(0, -2)}.`) : token;
      const mixed = n % 2 === 0 ? await api.verifyJws(token, theirs) : undefined;
      const bytes = mixed && JSON.parse(new TextDecoder().decode(mixed.payload)).n;
      const outcome = await api.verify(sent, theirs).then(
        ({ payload }) => payload.n,
        ({ code }) => code,
      );
      return { bytes, outcome, isForged };
    }),
  );
  for (const [n, { bytes, outcome, isForged }] of answers.entries()) {
    if (isForged) assert.match(String(outcome), /^(signature_invalid|malformed)$/);
    else assert.equal(outcome, n);
    if (n % 2 === 0) assert.equal(bytes, n);
  }
});

test("no function that a caller can have replaced is called from within the core", () => {
  const script = `
    import assert from "node:assert/strict";
    import * as api from "jwt-wasm";
    const key = api.secretKey("k".repeat(32), "HS256");
    const token = api.signSync({ a: 1.5 }, key, { issuedAt: false });
    const demand = { requireExpiry: false, claims: { a: 1.5 } };
    const own = { Number, String };
    let inner;
    const apply = (target, self, given) => {
      inner ??= api.verifySync(token, key, { requireExpiry: false });
      return Reflect.apply(target, self, given);
    };
    for (const name of Object.keys(own)) globalThis[name] = new Proxy(own[name], { apply });
    let outer;
    try {
      outer = api.verifySync(token, key, demand);
    } finally {
      Object.assign(globalThis, own);
    }
    assert.equal(inner, undefined);
    assert.equal(outer.payload.a, 1.5);
    assert.equal(api.verifySync(token, key, demand).payload.a, 1.5);
  `;
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: new URL(".", import.meta.url),
    encoding: "utf8",
  });
});

test("options and token share the buffer, with characters of every length", () => {
  const audience = "é".repeat(5000);
  const token = api.signSync({ aud: audience }, secret, { expiresIn: 60 });
  const options = { audience, maxTokenLength: 40_000 };
  assert.equal(api.verifySync(token, secret, options).payload.aud, audience);
  const facts = (call) => {
    try {
      call();
    } catch ({ name, code, reason, part, expected, actual }) {
      return { name, code, reason, part, expected, actual };
    }
    return undefined;
  };
  for (const [text, limit, code] of [
    ["💧".repeat(30), 100, "too_large"],
    ["💧".repeat(30), 120, "malformed"],
    ["💧".repeat(30), 1000, "malformed"],
    [`${"é".repeat(10)}.a.b`, 1000, "malformed"],
    [`${"é".repeat(5000)}.a.b`, 10_010, "malformed"],
    ["a".repeat(101), 100, "too_large"],
    ["", 100, "malformed"],
  ]) {
    const told = [{}, { audience: "€" }, { audience: "a".repeat(9000) }].flatMap((more) => {
      const given = { maxTokenLength: limit, ...more };
      return [
        facts(() => api.verifySync(text, secret, given)),
        facts(() => api.createVerifier({ key: secret, ...given }).verifySync(text)),
        facts(() => api.verifyJwsSync(text, secret, { maxTokenLength: limit })),
      ];
    });
    assert.equal(told[0].code, code);
    for (const one of told) assert.deepEqual(one, told[0]);
  }
});

test("an exception of the runtime in the middle of a call becomes an error with a code", () => {
  const token = api.signSync({ sub: "a" }, secret, { expiresIn: 60 });
  const verifier = api.createVerifier({ key: secret });
  const { encodeInto } = TextEncoder.prototype;
  const thrown = new RangeError("out of memory");
  TextEncoder.prototype.encodeInto = () => {
    throw thrown;
  };
  try {
    for (const call of [
      () => verifier.verifySync(token),
      () => verifier.explainSync(token),
      () => api.verifySync(token, secret),
      () => api.verifyJwsSync(token, secret),
      () => api.decode(token),
    ]) {
      assert.throws(call, { name: "JwtError", code: "sync_unavailable", cause: thrown });
    }
  } finally {
    TextEncoder.prototype.encodeInto = encodeInto;
  }
  assert.equal(verifier.verifySync(token).payload.sub, "a");
});

test("a verifier whose keys are fetched later can be the first that needs the core", () => {
  const script = `const { createVerifier, remoteJwks } = await import("jwt-wasm");
    createVerifier({ key: remoteJwks("https://issuer.example/keys"), audience: "api" });
    console.log("made");`;
  const flags = ["--input-type=module", "--eval", script];
  assert.equal(
    execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" }),
    "made\n",
  );
});
