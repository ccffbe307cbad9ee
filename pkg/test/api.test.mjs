// Checks what the package promises about its results, its errors and how it loads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  createVerifier,
  decode,
  explainSync,
  generateSecret,
  JwtError,
  jwk,
  secretKey,
  sign,
  signSync,
  verify,
  verifyJws,
  verifySync,
} from "jwt-wasm";
import { code, NOW, refusal, SECRET, signed, testKey } from "./support.mjs";

function run(script, ...flags) {
  return execFileSync(process.execPath, [...flags, "--eval", script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
}

test("a signed token is verified, for every algorithm", async () => {
  for (const algorithm of ["HS256", "HS384", "HS512"]) {
    const secret = generateSecret(algorithm);
    assert.equal(secret.length, { HS256: 32, HS384: 48, HS512: 64 }[algorithm]);
    assert.notDeepEqual(secret, generateSecret(algorithm));
    const key = secretKey(secret, algorithm);
    const token = await sign({ sub: "user-42" }, key, { expiresIn: 300 });
    const { header, payload } = await verify(token, key);
    assert.deepEqual(header, { alg: algorithm, typ: "JWT" });
    assert.equal(payload.exp - payload.iat, 300);
    assert.ok(Math.abs(payload.iat - Date.now() / 1000) < 5);
    assert.equal(Buffer.from((await verifyJws(token, key)).payload).toString(), JSON.stringify(payload));
    assert.equal(
      code(() => verifySync(token, secretKey(generateSecret(algorithm), algorithm))),
      "signature_invalid",
    );
  }
});

test("sign options", () => {
  const key = jwk({ kty: "oct", alg: "HS256", k: SECRET.toString("base64url"), kid: "own" });
  assert.equal(key.kid, "own");
  const make = (options) => decode(signSync({ a: { b: {} } }, key, { now: NOW + 0.9, ...options }));
  assert.deepEqual(make({}).header, { alg: "HS256", typ: "JWT", kid: "own" });
  assert.deepEqual(make({ typ: "at+jwt", kid: "other" }).header, {
    alg: "HS256",
    typ: "at+jwt",
    kid: "other",
  });
  assert.deepEqual(make({ header: { x5t: "x", jwk: { n: [1.5, null] } } }).header, {
    alg: "HS256",
    typ: "JWT",
    kid: "own",
    x5t: "x",
    jwk: { n: [1.5, null] },
  });
  for (const header of [
    { alg: "HS256" },
    { kid: "other" },
    { crit: ["x"] },
    { b64: true, typ: "x" },
    null,
    ["x"],
  ]) {
    assert.equal(
      code(() => make({ header })),
      "options_invalid",
    );
  }
  assert.deepEqual(make({ expiresIn: 300, notBefore: 1, jwtId: "x" }).payload, {
    a: { b: {} },
    iat: NOW,
    nbf: NOW + 1,
    exp: NOW + 300,
    jti: "x",
  });
  assert.deepEqual(make({ issuedAt: false }).payload, { a: { b: {} } });
  const ids = new Set(Array.from({ length: 100 }, () => make({ jwtId: "random" }).payload.jti));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

test("results are the caller's own", () => {
  const verifier = createVerifier({ key: testKey(), now: NOW });
  const token = signed({ exp: NOW + 1, list: [1] }, { alg: "HS256", typ: "JWT" });
  const first = verifier.verifySync(token);
  first.header.alg = "none";
  first.payload.list.push(2);
  first.payload.admin = true;
  assert.deepEqual(verifier.verifySync(token), {
    header: { alg: "HS256", typ: "JWT" },
    payload: { exp: NOW + 1, list: [1] },
    key: { alg: "HS256" },
  });
  const nested = signed({ exp: NOW + 1 }, { alg: "HS256", x: { y: 1 } });
  verifier.verifySync(nested).header.x.y = 2;
  assert.equal(verifier.verifySync(nested).header.x.y, 1);
  const { signature } = decode(token);
  verifier.verifySync(nested);
  assert.deepEqual(Buffer.from(signature).toString("base64url"), token.split(".")[2]);
});

test("a header remembered from one token lets no other pass", () => {
  const verifier = createVerifier({ key: testKey(), now: NOW, typ: "JWT" });
  const good = signed({ exp: NOW + 1 }, { alg: "HS256", typ: "JWT" });
  const [header, payload, signature] = good.split(".");
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  for (let round = 0; round < 3; round++) {
    verifier.verifySync(good);
    for (const [token, expected] of [
      [`${none}.${payload}.`, "algorithm_not_allowed"],
      [`${none}.${payload}.${signature}`, "algorithm_not_allowed"],
      [`${header}.${payload}.`, "signature_invalid"],
      [`${header}x.${payload}.${signature}`, "malformed"],
      [signed({ exp: NOW + 1 }, { alg: "HS256" }), "header_rejected"],
      [signed({ exp: NOW + 1 }, { alg: "HS256", typ: "JWT", crit: ["x"] }), "header_rejected"],
      [`.${payload}.${signature}`, "malformed"],
    ]) {
      assert.equal(
        code(() => verifier.verifySync(token)),
        expected,
      );
    }
  }
});

test("a report without a key checks everything but the signature", () => {
  const report = explainSync(signed({ exp: NOW - 1 }), undefined, { now: NOW });
  assert.equal(report.verdict, "refused");
  assert.equal(explainSync(signed({ exp: NOW + 1 }), undefined, { now: NOW }).verdict, "unchecked");
  assert.deepEqual(report.payload, { exp: NOW - 1 });
  const check = (name) => report.checks.find((one) => one.name === name);
  assert.equal(check("signature").outcome, "skipped");
  assert.equal(check("exp").error.code, "expired");
  assert.ok(report.checks.every((one) => one.message.length > 0));
  const broken = explainSync(`${signed({ exp: NOW + 1 }).slice(0, -1)}*`, testKey(), { now: NOW });
  assert.equal(broken.verdict, "refused");
  assert.deepEqual(broken.payload, { exp: NOW + 1 });
});

test("many at once, good and bad", async () => {
  const verifier = createVerifier({ key: testKey(), now: NOW });
  const calls = Array.from({ length: 1000 }, (_, n) => verifier.verify(signed({ n, exp: NOW + (n % 2) })));
  const settled = await Promise.allSettled(calls);
  settled.forEach(({ value, reason }, n) => {
    if (n % 2) assert.equal(value.payload.n, n);
    else assert.equal(reason.code, "expired");
  });
});

test("an error is one JwtError, told without token or secret", () => {
  const secret = "my very own secret, thirty-two bytes long";
  const token = signed({ exp: NOW - 1 });
  const error = refusal(() => verifySync(token, secretKey(secret, "HS256"), { now: NOW }));
  assert.equal(error.code, "signature_invalid");
  for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), String(error), error.message]) {
    for (const part of [token, ...token.split("."), secret]) assert.ok(!text.includes(part), text);
  }
  assert.match(String(error), /^JwtError: /);
  assert.deepEqual(Object.keys(error), ["code"]);
  assert.ok(new JwtError("x", { code: "revoked" }) instanceof Error);
});

test("a refused token costs no stack, a mistake in a call shows where it is", () => {
  const key = testKey();
  const { stackTraceLimit } = Error;
  const frames = ({ stack }) => stack.split("\n").filter((line) => line.startsWith("    at ")).length;
  assert.equal(frames(refusal(() => verifySync(signed({ exp: NOW - 1 }), key, { now: NOW }))), 0);
  assert.equal(frames(refusal(() => decode("a.b"))), 0);
  assert.ok(frames(refusal(() => verifySync(signed({}), key, { nonsense: 1 }))) > 0);
  assert.ok(frames(refusal(() => secretKey("short", "HS256"))) > 0);
  assert.equal(Error.stackTraceLimit, stackTraceLimit);
  const frozen = `import { decode } from "jwt-wasm"; Object.freeze(Error);
    try { decode("a.b") } catch (error) { console.log(error.code, error.stack.includes("at ")) }`;
  assert.equal(run(frozen, "--input-type=module").trim(), "malformed true");
});

test("a key prints no secret", () => {
  const key = secretKey("my very own secret, thirty-two bytes long", "HS256");
  for (const text of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key), String(key)]) {
    assert.ok(!text.includes("secret,"), text);
  }
  assert.equal(JSON.stringify(key), '{"algorithms":["HS256"]}');
});

test("keys and verifiers can be disposed of", () => {
  const key = testKey();
  const verifier = createVerifier({ key });
  verifier[Symbol.dispose]();
  key[Symbol.dispose]();
  assert.equal(
    code(() => verifier.verifySync("")),
    "options_invalid",
  );
  assert.equal(
    code(() => verifySync("", key)),
    "key_invalid",
  );
});

test("require() gives the same package", () => {
  const script = `const { signSync, verifySync, secretKey } = require("jwt-wasm");
    const key = secretKey("x".repeat(32), "HS256");
    console.log(verifySync(signSync({ sub: "a" }, key, { expiresIn: 9 }), key).payload.sub)`;
  assert.equal(run(script, "--input-type=commonjs", "--no-warnings"), "a\n");
});

test("nothing is compiled at import, and one instance at the first call", () => {
  const script = `let made = [];
    for (const name of ["Module", "Instance"]) {
      const Real = WebAssembly[name];
      WebAssembly[name] = class extends Real { constructor(...all) { super(...all); made.push(name); } };
    }
    const { secretKey } = await import("jwt-wasm");
    console.log(made.length);
    secretKey("x".repeat(32), "HS256");
    secretKey("x".repeat(32), "HS256");
    console.log(made.join());`;
  assert.equal(run(script, "--input-type=module"), "0\nModule,Instance\n");
});
