// For random input, each call returns a result or throws a JwtError. A changed token is never accepted.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { NOW, SECRET, stillWorks } from "./support.mjs";

const RUNS = { numRuns: 2000 };

const pairs = Object.fromEntries(
  [
    ["RS256", "rsa", { modulusLength: 2048 }],
    ["PS512", "rsa", { modulusLength: 2048 }],
    ["ES256", "ec", { namedCurve: "P-256" }],
    ["ES384", "ec", { namedCurve: "P-384" }],
    ["ES512", "ec", { namedCurve: "P-521" }],
    ["EdDSA", "ed25519", {}],
  ].map(([alg, type, options]) => [
    alg,
    generateKeyPairSync(type, {
      ...options,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    }),
  ]),
);

/** The result of the call, or its JwtError. Any other exception fails the test. */
function outcome(api, call) {
  try {
    return { value: call() };
  } catch (error) {
    assert.ok(error instanceof api.JwtError, `no JwtError: ${error?.stack ?? error}`);
    assert.ok(api.ERROR_CODES.includes(error.code));
    return { error };
  }
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
});

const letters = fc.constantFrom(..."ABYZabyz0189-_.=+/ \n\0é💧");
const tokenish = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(letters, { maxLength: 60 }).map((list) => list.join("")),
  fc
    .tuple(fc.json(), fc.json(), fc.uint8Array())
    .map((parts) => parts.map((part) => Buffer.from(part).toString("base64url")).join(".")),
);

test("any token", () => {
  const key = api.secretKey(SECRET, "HS256");
  fc.assert(
    fc.property(fc.oneof(tokenish, anything), (token) => {
      assert.ok(outcome(api, () => api.verifySync(token, key)).error);
      assert.ok(outcome(api, () => api.verifyJwsSync(token, key)).error);
      outcome(api, () => api.decode(token));
      const { value, error } = outcome(api, () => api.explainSync(token, key));
      if (typeof token === "string") assert.equal(value.verdict, "refused");
      else assert.equal(error.code, "malformed");
    }),
    RUNS,
  );
  stillWorks();
});

test("any options", () => {
  const key = api.secretKey(SECRET, "HS256");
  const token = api.signSync({ sub: "a" }, key, { expiresIn: 60, now: NOW });
  const names = [
    "algorithms",
    "issuer",
    "audience",
    "subject",
    "typ",
    "jwtId",
    "maxAge",
    "clockTolerance",
    "now",
    "requiredClaims",
    "claims",
    "requireExpiry",
    "maxTokenLength",
    "engine",
    "cache",
    "kid",
    "header",
    "expiresIn",
    "notBefore",
    "issuedAt",
  ];
  const options = fc.oneof(anything, fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 3 }));
  fc.assert(
    fc.property(options, (given) => {
      outcome(api, () => api.verifySync(token, key, given));
      outcome(api, () => api.createVerifier({ key, ...Object(given) }).verifySync(token));
      outcome(api, () => api.explainSync(token, key, given));
      outcome(api, () => api.signSync({}, key, given));
      outcome(api, () => api.remoteJwks("https://issuer.example/", given));
      outcome(api, () => api.secretKey(SECRET, "HS256", given));
    }),
    RUNS,
  );
  stillWorks();
});

test("any key", () => {
  const jwkish = fc.record(
    {
      kty: fc.oneof(fc.constantFrom("oct", "RSA", "EC", "OKP"), anything),
      alg: fc.oneof(fc.constantFrom("HS256", "RS256", "ES256", "EdDSA"), anything),
      crv: fc.oneof(fc.constantFrom("P-256", "P-521", "Ed25519"), anything),
      k: fc.oneof(fc.base64String(), anything),
      n: fc.oneof(fc.base64String({ minLength: 340, maxLength: 400 }), anything),
      e: fc.oneof(fc.constantFrom("AQAB", "Aw"), anything),
      x: fc.oneof(fc.base64String({ minLength: 40, maxLength: 44 }), anything),
      y: fc.oneof(fc.base64String({ minLength: 40, maxLength: 44 }), anything),
      d: fc.oneof(fc.base64String({ minLength: 40, maxLength: 44 }), anything),
      use: anything,
      key_ops: anything,
      kid: anything,
    },
    { requiredKeys: [] },
  );
  const pem = fc
    .tuple(
      fc.constantFrom("PUBLIC KEY", "RSA PUBLIC KEY", "PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE"),
      fc.base64String(),
    )
    .map(([label, body]) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`);
  const file = fc.oneof(pem, fc.uint8Array({ maxLength: 200 }), anything);
  const algorithm = fc.oneof(fc.constantFrom("HS256", "RS256", "ES512", "EdDSA"), anything);
  fc.assert(
    fc.property(fc.oneof(jwkish, anything), file, algorithm, (jwk, bytes, alg) => {
      outcome(api, () => api.jwk(jwk));
      outcome(api, () => api.jwk(jwk, alg));
      outcome(api, () => api.jwks({ keys: [jwk, jwk] }));
      outcome(api, () => api.jwks(jwk));
      outcome(api, () => api.thumbprint(jwk));
      outcome(api, () => api.publicKey(bytes, alg));
      outcome(api, () => api.privateKey(bytes, alg));
      outcome(api, () => api.secretKey(bytes, alg));
      outcome(api, () => api.generateSecret(alg));
      outcome(api, () => api.verifySync("a.b.c", jwk));
      outcome(api, () => api.remoteJwks(bytes));
    }),
    { numRuns: 1000 },
  );
  stillWorks();
});

test("a good key file with one byte changed gives a key or an error", () => {
  for (const [alg, { publicKey, privateKey }] of Object.entries(pairs)) {
    for (const [pem, make] of [
      [publicKey, api.publicKey],
      [privateKey, api.privateKey],
    ]) {
      const der = Buffer.from(pem.split("-----")[2], "base64");
      const change = fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }));
      fc.assert(
        fc.property(change, ([at, mask]) => {
          const changed = Buffer.from(der);
          changed[at] ^= mask;
          outcome(api, () => make(changed, alg)).value?.free();
        }),
        { numRuns: 100 },
      );
    }
  }
});

test("no change of a good token is accepted", async () => {
  const keys = Object.entries(pairs).map(([alg, { publicKey, privateKey }]) => ({
    alg,
    token: api.signSync({ sub: "a", n: 1 }, api.privateKey(privateKey, alg), { expiresIn: 60 }),
    verifiers: ["auto", "host", "wasm"].map((engine) =>
      api.createVerifier({ key: api.publicKey(publicKey, alg), engine }),
    ),
  }));
  const key = api.secretKey(SECRET, "HS256");
  keys.push({
    alg: "HS256",
    token: api.signSync({ sub: "a", n: 1 }, key, { expiresIn: 60 }),
    verifiers: [api.createVerifier({ key })],
  });
  for (const { token, verifiers, alg } of keys) {
    for (const verifier of verifiers) await verifier.verify(token);
    const position = fc.nat(token.length - 1);
    const mutation = fc.oneof(
      fc.tuple(position, letters).map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1)),
      fc.tuple(position, letters).map(([at, letter]) => token.slice(0, at) + letter + token.slice(at)),
      fc.tuple(position, fc.nat(5)).map(([at, count]) => token.slice(0, at) + token.slice(at + count)),
      fc.tuple(position, position).map(([from, to]) => token.slice(0, from) + token.slice(to)),
    );
    fc.assert(
      fc.property(mutation, (changed) => {
        fc.pre(changed !== token);
        for (const verifier of verifiers) {
          assert.ok(outcome(api, () => verifier.verifySync(changed)).error, `${alg}: ${changed}`);
        }
      }),
      { numRuns: 500 },
    );
  }
});

test("any claims are signed as they are, or refused", () => {
  const key = api.secretKey(SECRET, "HS256");
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), anything), (claims) => {
      const { value: token } = outcome(api, () => api.signSync(claims, key, { issuedAt: false }));
      if (token === undefined) return;
      const { payload } = api.verifyJwsSync(token, key);
      assert.deepEqual(JSON.parse(Buffer.from(payload)), JSON.parse(JSON.stringify(claims)));
    }),
    RUNS,
  );
});
