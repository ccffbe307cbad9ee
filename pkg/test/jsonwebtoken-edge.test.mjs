// jwt-wasm/jsonwebtoken without `node:crypto`, as in browsers: calls that cannot answer synchronously throw an error with advice, and
// callbacks and promises work. tests/packaging runs it in the runtimes themselves.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { PAIRS, rsa, told } from "./jsonwebtoken.mjs";

process.getBuiltinModule = undefined;
const { promises, sign, verify } = await import("jwt-wasm/jsonwebtoken");
const { loadEngine } = await import("jwt-wasm");

const SECRET = "thirty-two bytes that nobody can guess";

test("HMAC at once", () => {
  assert.equal(verify(sign({ a: 1 }, SECRET), SECRET).a, 1);
});

test("other algorithms by callbacks and promises; at once, the error names the line that is missing", async () => {
  for (const [algorithm, { privateKey, publicKey }] of Object.entries(PAIRS)) {
    const token = await promises.sign({ a: 1 }, privateKey, { algorithm });
    assert.equal((await promises.verify(token, publicKey)).a, 1, algorithm);
    const called = await new Promise((resolve) => {
      verify(
        token,
        (_, callback) => callback(null, publicKey),
        (...told) => resolve(told),
      );
    });
    assert.deepEqual([called[0], called[1].a], [null, 1]);
    await assert.rejects(promises.verify(`${token.slice(0, -4)}AAAA`, publicKey), {
      name: "JsonWebTokenError",
      message: "invalid signature",
    });

    const engine = { R: "rsa", P: "rsa", E: algorithm.toLowerCase() }[algorithm[0]];
    const ways = `await loadEngine("${algorithm}") first, or import "jwt-wasm/engines/${engine}", or `;
    assert.equal(
      await told(() => verify(token, publicKey)),
      `JwtError: nothing here verifies ${algorithm} at once: ${ways}give verify a callback, or use promises.verify`,
    );
    assert.equal(
      await told(() => sign({}, privateKey, { algorithm })),
      `JwtError: nothing here signs ${algorithm} at once: ${engine === "rsa" ? "" : ways}give sign a callback, or use promises.sign`,
    );
  }
});

test("a private key without its public half", async () => {
  const { kty, crv, d } = createPrivateKey(PAIRS.ES384.privateKey).export({ format: "jwk" });
  const { x, y } = createPrivateKey(PAIRS.ES384.privateKey).export({ format: "jwk" });
  const key = { key: { kty, crv, d, x, y }, format: "jwk" };
  const token = await promises.sign({ a: 1 }, key, { algorithm: "ES384" });
  assert.equal((await promises.verify(token, PAIRS.ES384.publicKey)).a, 1);
});

test("an encrypted key file says how to convert it", async () => {
  const passphrase = "of the key";
  const file = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase };
  const key = createPrivateKey(rsa.privateKey).export(file);
  assert.match(await told(() => sign({}, { key, passphrase }, { algorithm: "RS256" })), /encrypted.*openssl/);
});

test("with the engine, at once", async () => {
  await loadEngine("RS256", "ES256");
  for (const algorithm of ["RS256", "PS256", "ES256"]) {
    const { privateKey, publicKey } = PAIRS[algorithm];
    const token = await promises.sign({ a: 1 }, privateKey, { algorithm });
    assert.equal(verify(token, publicKey).a, 1);
  }
  assert.equal(
    verify(sign({ a: 1 }, PAIRS.ES256.privateKey, { algorithm: "ES256" }), PAIRS.ES256.publicKey).a,
    1,
  );
});
