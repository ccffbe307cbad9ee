// The core parses a key set once. JavaScript parses only parts that the core returns, and only if it needs them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwk, jwks, remoteJwks, sign, verify } from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const EC = generateKeyPairSync("ec", { namedCurve: "P-256" });
const published = ({ publicKey }, alg, kid) => ({ ...publicKey.export({ format: "jwk" }), alg, kid });
const SETS = {
  RS256: {
    keys: [
      published(RSA, "RS256", "a"),
      published(generateKeyPairSync("rsa", { modulusLength: 2048 }), "RS256", "b"),
    ],
  },
  ES256: {
    keys: [
      published(EC, "ES256", "a"),
      published(generateKeyPairSync("ec", { namedCurve: "P-256" }), "ES256", "b"),
    ],
  },
};

/** Counts the keys in each text that `JSON.parse` reads during the work. */
async function readMeanwhile(work) {
  const { parse } = JSON;
  const counts = [];
  JSON.parse = (text, ...more) => {
    const count = text.split('"kty":').length - 1;
    if (count > 0) counts.push(count);
    return parse(text, ...more);
  };
  try {
    await work();
  } finally {
    JSON.parse = parse;
  }
  return counts;
}

for (const [alg, pair, read] of [
  // JavaScript reads the key that verifies.
  ["RS256", RSA, [1]],
  // JavaScript reads all keys, to check their points, and then the key that verifies.
  ["ES256", EC, [2, 1]],
]) {
  const token = await sign(
    { exp: 4102444800 },
    jwk({ ...pair.privateKey.export({ format: "jwk" }), alg, kid: "a" }),
  );
  const text = JSON.stringify(SETS[alg]);

  test(`${alg}: a set that is fetched`, async () => {
    const key = remoteJwks("https://issuer.example/jwks", { fetch: async () => new Response(text) });
    assert.deepEqual(await readMeanwhile(() => verify(token, key)), read);
    // Later calls parse nothing either.
    assert.deepEqual(await readMeanwhile(() => verify(token, key)), []);
  });

  test(`${alg}: a set that comes from a cache`, async () => {
    const now = Date.now() / 1000;
    const cache = {
      get: async () => ({ jwks: text, fetchedAt: now, expiresAt: now + 60 }),
      set: async () => {},
    };
    const fetch = async () => assert.fail("fetched");
    const key = remoteJwks("https://issuer.example/jwks", { fetch, cache });
    assert.deepEqual(await readMeanwhile(() => verify(token, key)), read);
  });

  test(`${alg}: a set that is given, as text and as an object`, async () => {
    for (const initial of [text, SETS[alg]]) {
      const made = () => remoteJwks("https://issuer.example/jwks", { initial });
      assert.deepEqual(await readMeanwhile(() => verify(token, made())), read);
    }
    assert.deepEqual(await readMeanwhile(() => verify(token, jwks(SETS[alg]))), read);
  });
}
