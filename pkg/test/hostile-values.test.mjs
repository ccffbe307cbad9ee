// Gives hostile values as arguments, options and answers of a caller's functions. Every error must be a JwtError, and no call may hang.
import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { test } from "node:test";
import * as all from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { createTokenIssuer, durableObjectStore, kvStore, memoryStore, redisStore } from "jwt-wasm/issuer";
import { inGoodTime, VALUES } from "./hostile.mjs";

const api = { ...all };

const secret = "x".repeat(32);
const key = api.secretKey(secret, "HS256");
const token = api.signSync({ sub: "a" }, key, { expiresIn: 3600 });
const origin = () => new Response("");
const request = () => new Request("https://site.example/", { headers: { authorization: `Bearer ${token}` } });

/** Asserts that the call returns, or throws a JwtError, within a time limit. */
async function answers(what, call) {
  try {
    await inGoodTime(call);
  } catch (thrown) {
    assert.ok(thrown instanceof api.JwtError, `${what}: ${thrown?.stack ?? String(thrown)}`);
    assert.ok(api.ERROR_CODES.includes(thrown.code), what);
  }
}

async function answersAll(what, call) {
  for (const [name, value] of Object.entries(VALUES)) await answers(`${what}: ${name}`, () => call(value));
}

const own = api.secretKey(secret, "HS256");
const ARGUMENTS = {
  secretKey: [secret, "HS256", {}],
  publicKey: ["x", "RS256"],
  privateKey: ["x", "RS256"],
  jwk: [{ kty: "oct", k: "A".repeat(43) }, "HS256"],
  jwks: [{ keys: [] }],
  cryptoKey: [createSecretKey(Buffer.alloc(32, 7)), "HS256"],
  externalKey: [{ alg: "ES256", sign: () => new Uint8Array(64) }],
  thumbprint: [{ kty: "oct", k: "AAAA" }],
  generateKeyPair: ["ES256"],
  generateSecret: ["HS256"],
  decode: [token, {}],
  verify: [token, own, {}],
  verifySync: [token, own, {}],
  verifyJws: [token, own, {}],
  verifyJwsSync: [token, own, {}],
  explain: [token, own, {}],
  explainSync: [token, own, {}],
  sign: [{}, own, {}],
  signSync: [{}, own, {}],
  signJws: ["x", own, {}],
  signJwsSync: ["x", own, {}],
  createVerifier: [{ key: own }],
  loadEngine: ["HS256", "HS512"],
  remoteJwks: ["https://issuer.example/", {}],
  cacheApi: [{}],
  oneOf: ["a", "b"],
  contains: ["a", "b"],
  trustedIssuers: [["https://issuer.example"], {}],
  entraId: [{ tenants: "any" }],
};

test("arguments of every function", async () => {
  const functions = Object.keys(api).filter((name) => /^[a-z]/.test(name));
  assert.deepEqual(functions.sort(), Object.keys(ARGUMENTS).sort());
  for (const [name, args] of Object.entries(ARGUMENTS)) {
    for (const index of args.keys()) {
      await answersAll(`${name}, argument ${index}`, (value) => api[name](...args.with(index, value)));
    }
  }
});

test("hostile values beside a test of claims", async () => {
  for (const place of [(value) => ({ b: value }), (value) => ({ in: { a: api.contains("x"), b: value } })]) {
    await answersAll("claims", (value) =>
      api.verifySync(token, own, { claims: { a: api.oneOf("x"), ...place(value) } }),
    );
  }
});

const OPTIONS = {
  verifySync: [
    ...["algorithms", "issuer", "audience", "subject", "typ", "jwtId", "maxAge", "clockTolerance", "now"],
    ...["requiredClaims", "claims", "requireExpiry", "maxTokenLength", "engine", "stackTraces", "unknown"],
    ...["scope", "profile", "nonce", "accessToken", "code", "maxAuthAge", "acr", "claimTests", "schema"],
  ],
  signSync: ["typ", "kid", "header", "expiresIn", "notBefore", "issuedAt", "jwtId", "now"],
  verifyJwsSync: ["payload", "b64", "maxTokenLength", "allowPadding"],
  signJwsSync: ["detached", "b64", "header", "kid", "typ"],
};

test("options", async () => {
  for (const [name, options] of Object.entries(OPTIONS)) {
    for (const option of options) {
      const [first] = ARGUMENTS[name];
      await answersAll(`${name}, ${option}`, (value) => api[name](first, own, { [option]: value }));
    }
  }
  for (const option of ["timeout", "maxBytes", "headers", "fetch", "signal", "initial", "cache", "maxAge"]) {
    await answersAll(option, (value) => api.remoteJwks("https://issuer.example/", { [option]: value }));
  }
  for (const option of ["cache", "issuer", "engine", "key"]) {
    await answersAll(option, (value) => api.createVerifier({ key: own, [option]: value }));
  }
});

test("hostile options, answers and errors of a signer, and hostile members of the runtime's keys", async () => {
  for (const option of ["alg", "kid", "publicKey", "sign", "format", "timeout", "unknown"]) {
    await answersAll(option, (value) =>
      api.sign({}, api.externalKey({ alg: "ES256", sign: () => new Uint8Array(64), [option]: value })),
    );
  }
  const signer = (sign) => api.sign({}, api.externalKey({ alg: "ES256", timeout: 2, sign }));
  await answersAll("a signature", (value) => signer(() => value));
  await answersAll("what a signer throws", (value) =>
    signer(() => {
      throw value;
    }),
  );
  const webKey = {
    [Symbol.toStringTag]: "CryptoKey",
    type: "secret",
    extractable: true,
    algorithm: { name: "HMAC", hash: { name: "SHA-256" }, length: 256 },
    usages: ["sign"],
  };
  const rsa = {
    name: "RSA-PSS",
    hash: { name: "SHA-256" },
    modulusLength: 2048,
    publicExponent: Uint8Array.of(3),
  };
  const nodeKey = { type: "secret", export: () => Buffer.alloc(32, 7) };
  for (const member of Object.keys(webKey)) {
    await answersAll(member, (value) => api.sign({}, api.cryptoKey({ ...webKey, [member]: value }, "HS256")));
  }
  for (const member of Object.keys(rsa)) {
    const keyOf = (value) => ({ ...webKey, type: "public", algorithm: { ...rsa, [member]: value } });
    await answersAll(member, (value) => api.cryptoKey(keyOf(value), "PS256"));
  }
  for (const member of ["name", "hash", "length"]) {
    const keyOf = (value) => ({ ...webKey, algorithm: { ...webKey.algorithm, [member]: value } });
    await answersAll(member, (value) => api.cryptoKey(keyOf(value), "HS256"));
  }
  await answersAll("a curve", (value) =>
    api.cryptoKey({ ...webKey, type: "public", algorithm: { name: "ECDSA", namedCurve: value } }, "ES256"),
  );
  for (const type of ["secret", "public", "private"]) {
    for (const alg of ["HS256", "ES256", "PS256"]) {
      await answersAll("what export returns", (value) =>
        api.sign({}, api.cryptoKey({ ...nodeKey, type, export: () => value }, alg)),
      );
      const details = {
        asymmetricKeyType: "rsa-pss",
        asymmetricKeyDetails: { modulusLength: 2048, publicExponent: 3n },
      };
      for (const member of Object.keys(details)) {
        await answersAll(member, (value) =>
          api.sign({}, api.cryptoKey({ ...nodeKey, type, ...details, [member]: value }, alg)),
        );
      }
      for (const member of ["modulusLength", "publicExponent", "hashAlgorithm", "saltLength"]) {
        await answersAll(member, (value) => {
          const asymmetricKeyDetails = { ...details.asymmetricKeyDetails, [member]: value };
          return api.sign({}, api.cryptoKey({ ...nodeKey, type, ...details, asymmetricKeyDetails }, alg));
        });
      }
    }
  }
});

test("hostile issuers, and hostile answers of a function about one", async () => {
  const issuer = "https://issuer.example";
  const ofIssuer = api.signSync({ iss: issuer }, own, { expiresIn: 60 });
  await answersAll("an issuer", (value) => api.trustedIssuers([value]));
  for (const member of ["issuer", "key", "jwksUri", "audience", "algorithms", "unknown"]) {
    await answersAll(member, (value) => api.trustedIssuers([{ issuer, key: own, [member]: value }]));
    await answersAll(`${member} alone`, (value) => api.trustedIssuers([{ issuer, [member]: value }]));
    const answering = (value) => api.trustedIssuers([() => ({ issuer, key: own, [member]: value })]);
    await answersAll(`${member} of an answer`, (value) => api.verify(ofIssuer, answering(value)));
  }
  for (const option of ["timeout", "allowInsecure", "fetch", "signal", "cache", "maxIssuers", "headers"]) {
    await answersAll(option, (value) => api.trustedIssuers([issuer], { [option]: value }));
  }
  for (const option of ["tenants", "audience", "algorithms"]) {
    await answersAll(option, (value) => api.entraId({ tenants: "any", [option]: value }));
  }
  await answersAll("a tenant", (value) => api.entraId({ tenants: [value] }));
  const down = async () => Response.error();
  const asking = (ask) => api.verify(ofIssuer, api.trustedIssuers([ask], { fetch: down, timeout: 2 }));
  await answersAll("what a function gives", (value) => asking(() => value));
  await answersAll("what a function throws", (value) =>
    asking(() => {
      throw value;
    }),
  );
  await answersAll("metadata", (value) =>
    api.verify(ofIssuer, api.trustedIssuers([issuer], { fetch: async () => value, timeout: 2 })),
  );
});

test("hostile answers of a schema", async () => {
  const schema = (answer) => ({ "~standard": { version: 1, vendor: "test", validate: () => answer } });
  for (const of of [(value) => value, (issues) => ({ issues }), (message) => ({ issues: [{ message }] })]) {
    await answersAll("the schema's answer", (value) => api.verify(token, own, { schema: schema(of(value)) }));
    await answersAll("the schema's answer", (value) =>
      api.verifySync(token, own, { schema: schema(of(value)) }),
    );
    await answersAll("the schema's answer", (value) =>
      api.explain(token, own, { schema: schema(of(value)) }),
    );
  }
  const path = (value) => schema({ issues: [{ message: "m", path: value }] });
  await answersAll("an issue's path", (value) => api.verifySync(token, own, { schema: path(value) }));
  await answersAll("an issue's step", (value) => api.verifySync(token, own, { schema: path([value]) }));
});

test("members of claims and keys", async () => {
  await answersAll("a claim", (value) => api.signSync({ a: value }, own));
  await answersAll("an item of a claim", (value) => api.signSync({ a: [value] }, own));
  await answersAll("k", (value) => api.jwk({ kty: "oct", k: value, alg: "HS256" }));
  await answersAll("keys", (value) => api.jwks({ keys: value }));
  await answersAll("a key", (value) => api.jwks({ keys: [value] }));
  await answersAll("n", (value) => api.jwks({ keys: [{ kty: "RSA", e: "AQAB", n: value }] }));
});

const GATE = [
  ...["key", "keyFromEnv", "origin", "tokenFrom", "forwardClaims", "scope", "publicPaths", "publicMethods"],
  ...["allowPreflight", "revocation", "prefetch", "onReject", "debug", "issuer", "stackTraces", "schema"],
  ...[
    "dpop",
    "certificateThumbprint",
    "allowUnboundUse",
    "introspection",
    "optional",
    "onDecision",
    "routes",
  ],
];

test("options of the gate and the issuer", async () => {
  await answersAll("createGate", createGate);
  await answersAll("jwtGate", jwtGate);
  for (const option of GATE) {
    await answersAll(option, (value) => createGate({ key, origin, [option]: value }));
    await answersAll(option, (value) => jwtGate({ key, [option]: value }));
  }
  await answersAll("createTokenIssuer", createTokenIssuer);
  for (const option of [
    "key",
    "verifyKey",
    "accessTtl",
    "refreshTtl",
    "issuer",
    "audience",
    "claims",
    "store",
  ]) {
    await answersAll(option, (value) => createTokenIssuer({ key, [option]: value }));
  }
  for (const make of [memoryStore, redisStore, kvStore, durableObjectStore]) {
    await answersAll(make.name, make);
  }
  const issuer = createTokenIssuer({ key });
  await answersAll("issue", (value) => issuer.issue(value));
  await answersAll("issue with claims", (value) => issuer.issue("a", value));
  await answersAll("refresh", (value) => issuer.refresh(value));
  await answersAll("revoke", (value) => issuer.revoke(value));
});

test("hostile values from callers' functions", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    for (const end of ["gives", "throws"]) {
      const ending = (value) => () => {
        if (end === "throws") throw value;
        return value;
      };
      const asked = (options) => async (value) =>
        (await createGate({ origin, ...options(ending(value)) })(request())).status;
      await answersAll(
        `isRevoked ${end}`,
        asked((isRevoked) => ({ key, revocation: { isRevoked } })),
      );
      await answersAll(
        `keyFromEnv ${end}`,
        asked((keyFromEnv) => ({ keyFromEnv })),
      );
      await answersAll(
        `onReject ${end}`,
        asked((onReject) => ({ key, issuer: "another", onReject })),
      );
      let number = 0;
      const fetched = (options) => (value) => {
        number += 1;
        const url = `https://issuer.example/${end}/${number}`;
        return api.verify(token, api.remoteJwks(url, { timeout: 2, ...options(ending(value)) }));
      };
      await answersAll(
        `fetch ${end}`,
        fetched((fetch) => ({ fetch })),
      );
      const down = async () => {
        throw new Error("down");
      };
      await answersAll(
        `cache ${end}`,
        fetched((get) => ({ fetch: down, cache: { get, set: get } })),
      );
      const bodied = (next) => {
        let pieces = 0;
        const read = async () => ({ done: pieces++ > 0, value: next() });
        const body = { cancel: async () => {}, getReader: () => ({ cancel: async () => {}, read }) };
        return { fetch: async () => ({ status: 200, headers: { get: () => null }, body }) };
      };
      await answersAll(`body ${end}`, fetched(bodied));
      await answersAll(`store ${end}`, async (value) => {
        const [rotate, revoke, isRevoked] = [ending(value), ending(value), ending(value)];
        const issuer = createTokenIssuer({ key, store: { rotate, revoke, isRevoked } });
        return issuer.refresh((await issuer.issue("a")).refresh);
      });
    }
  } finally {
    console.error = error;
  }
});
