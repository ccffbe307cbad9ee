// Tokens whose keys are fetched: the requests to the provider, and the outcomes for the tokens.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import {
  createVerifier,
  explain,
  explainSync,
  jwks,
  privateKey,
  remoteJwks,
  secretKey,
  signSync,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { code, refusal } from "./support.mjs";

function signerOf(kid) {
  const { privateKey: pem } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = privateKey(pem, "ES256");
  return {
    jwk: { ...key.toPublicJwk(), kid },
    token: (claims = {}, named = kid) =>
      signSync({ sub: "a", ...claims }, key, { expiresIn: 60, kid: named }),
  };
}

const [old, fresh] = [signerOf("old"), signerOf("new")];

let server;
let origin;
let asked = 0;
let status = 200;
let keys = [];
let paths = 0;

before(async () => {
  server = createServer((_, response) => {
    asked++;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => server?.close());
beforeEach(() => {
  asked = 0;
  status = 200;
  keys = [old.jwk];
});

/** Sets with one URL share their state, so each test uses another URL. */
const newUrl = () => `${origin}/${paths++}`;

const rejects = (promise, expected) => assert.rejects(promise, { name: "JwtError", code: expected });

test("a stampede of verifications makes one request", async () => {
  const verifier = createVerifier({ key: remoteJwks(newUrl()) });
  const token = old.token();
  const results = await Promise.all(Array.from({ length: 1000 }, () => verifier.verify(token)));
  assert.ok(results.every(({ payload }) => payload.sub === "a"));
  assert.equal(asked, 1);
  await verifier.verify(token);
  assert.equal(asked, 1);
});

test("a secret in a set that is fetched signs nothing: everybody can read it", async () => {
  const secret = { kty: "oct", alg: "HS256", kid: "secret", k: Buffer.alloc(32, 7).toString("base64url") };
  keys = [secret, old.jwk];
  const forged = (kid) =>
    signSync({ sub: "a" }, secretKey(Buffer.alloc(32, 7), "HS256"), { expiresIn: 60, kid });
  const published = { fetched: {}, given: { initial: { keys } } };
  for (const [name, options] of Object.entries(published)) {
    const key = remoteJwks(newUrl(), { cooldown: 60, ...options });
    assert.equal((await verify(old.token(), key)).payload.sub, "a", name);
    await rejects(verify(forged("secret"), key), "key_not_found");
    await rejects(verify(forged("old"), key), "algorithm_not_allowed");
    await rejects(verifyJws(forged("secret"), key), "key_not_found");
  }
  assert.equal(
    code(() => verifySync(forged("secret"), jwks({ keys }))),
    "key_not_found",
  );
  const own = jwks({ keys }, { allowSecrets: true });
  assert.equal(verifySync(forged("secret"), own).payload.sub, "a");
});

test("a flood of random kids makes at most one request in a cool-down", async () => {
  const verifier = createVerifier({ key: remoteJwks(newUrl()) });
  await verifier.verify(old.token());
  asked = 0;
  const flood = Array.from({ length: 300 }, (_, n) =>
    rejects(verifier.verify(old.token({}, `x${n}`)), "key_not_found"),
  );
  await Promise.all(flood);
  assert.equal(asked, 1);
  await rejects(verifier.verify(old.token({}, "y")), "key_not_found");
  assert.equal(asked, 1);
  assert.equal((await verifier.verify(old.token())).payload.sub, "a");
});

test("a set made again for each call loses nothing", async () => {
  const url = newUrl();
  for (let round = 0; round < 5; round++) {
    assert.equal((await verify(old.token(), remoteJwks(url))).payload.sub, "a");
  }
  assert.equal(asked, 1);
});

test("a verifier accepts only tokens of the keys that its own fetch brought, even at a shared URL", async () => {
  const url = newUrl();
  const answering = (signer) => async () => Response.json({ keys: [{ ...signer.jwk, kid: "same" }] });
  const [a, b] = [old, fresh].map((signer) => ({
    token: signer.token({}, "same"),
    verifier: createVerifier({ key: remoteJwks(url, { fetch: answering(signer) }), cache: 10 }),
  }));
  keys = [{ ...signerOf("third").jwk, kid: "same" }];
  const runtimes = createVerifier({ key: remoteJwks(url) });
  for (let round = 0; round < 2; round++) {
    for (const one of [a, b]) {
      const other = one === a ? b : a;
      assert.equal((await one.verifier.verify(one.token)).payload.sub, "a");
      await rejects(one.verifier.verify(other.token), "signature_invalid");
      await rejects(runtimes.verify(one.token), "signature_invalid");
      assert.throws(() => one.verifier.verifySync(other.token), { code: "signature_invalid" });
    }
  }
  assert.equal(asked, 1);
});

test("a rotated key is found at once, and the old one's tokens leave the cache", async () => {
  const verifier = createVerifier({ key: remoteJwks(newUrl(), { cooldown: 0 }), cache: 10 });
  const token = old.token();
  const kept = await verifier.verify(token);
  assert.equal(await verifier.verify(token), kept);
  keys = [fresh.jwk];
  assert.equal((await verifier.verify(fresh.token())).header.kid, "new");
  await rejects(verifier.verify(token), "key_not_found");
});

test("without Sync the keys are fetched, with it they must be there", async () => {
  const key = remoteJwks(newUrl());
  const verifier = createVerifier({ key });
  const token = old.token();
  for (const call of [
    () => verifySync(token, key),
    () => verifyJwsSync(token, key),
    () => explainSync(token, key),
    () => verifier.verifySync(token),
    () => verifier.explainSync(token),
  ]) {
    assert.equal(code(call), "sync_unavailable");
  }
  assert.equal(asked, 0);
  await key.prefetch();
  assert.equal(verifySync(token, key).payload.sub, "a");
  assert.equal(verifier.verifySync(token).payload.sub, "a");
  assert.equal(Buffer.from(verifyJwsSync(token, key).payload).includes('"a"'), true);
  assert.equal(explainSync(token, key).verdict, "verified");
  assert.equal((await explain(token, key)).verdict, "verified");
  assert.equal((await verifyJws(token, key)).header.kid, "old");
  assert.equal(asked, 1);
  keys = [old.jwk, fresh.jwk];
  assert.equal((await explain(fresh.token(), key)).verdict, "verified");
});

test("the error about a failing provider has the cause", async () => {
  const url = `${newUrl()}?secret=in-the-query`;
  status = 503;
  await assert.rejects(verify(old.token(), remoteJwks(url)), (error) => {
    assert.equal(error.code, "jwks_unavailable");
    assert.equal(error.reason, "status");
    assert.match(error.message, /503/);
    assert.ok(!error.message.includes("in-the-query"));
    assert.ok(error.cause instanceof Error);
    return true;
  });
  keys = Array.from({ length: 1001 }, (_, n) => ({ ...old.jwk, kid: `${n}` }));
  status = 200;
  await assert.rejects(verify(old.token(), remoteJwks(newUrl())), (error) => {
    assert.equal(error.reason, "key_set_refused");
    assert.equal(error.cause.code, "key_invalid");
    return true;
  });
  keys = "none";
  await assert.rejects(verify(old.token(), remoteJwks(newUrl())), { reason: "key_set" });
});

test("if two keys share a kid, only the tokens with that kid are refused", async () => {
  keys = [
    old.jwk,
    { ...fresh.jwk, kid: "old" },
    { ...fresh.jwk, kid: "both" },
    { ...fresh.jwk, kid: "both" },
  ];
  const key = remoteJwks(newUrl());
  await rejects(verify(old.token(), key), "key_ambiguous");
  await rejects(verify(fresh.token({}, "old"), key), "key_ambiguous");
  assert.equal((await verify(fresh.token({}, "both"), key)).payload.sub, "a");
  assert.equal(asked, 1);
});

test("the error says why an entry was left out, and the provider is asked for a newer set", async () => {
  keys = [{ ...old.jwk, use: "enc" }, fresh.jwk];
  const key = remoteJwks(newUrl());
  await assert.rejects(verify(old.token(), key), ({ code: told, message, cause }) => {
    assert.equal(told, "key_not_found");
    assert.match(message, /left out: the key cannot be used: the JWK's use is "enc", but must be sig$/);
    assert.equal(cause.code, "key_invalid");
    return true;
  });
  assert.equal(asked, 2);
  assert.equal(
    (await explain(old.token(), key)).checks.find(({ error }) => error).error.cause.code,
    "key_invalid",
  );
});

test("a token that no key could verify causes no request", async () => {
  const verifier = createVerifier({ key: remoteJwks(newUrl()) });
  await verifier.verify(old.token());
  const [header, payload, signature] = old.token().split(".");
  const none = Buffer.from('{"alg":"none","kid":"x"}').toString("base64url");
  for (const [token, expected] of [
    [`${none}.${payload}.`, "algorithm_not_allowed"],
    [`${header}.${payload}.${signature.slice(0, -2)}AA`, "signature_invalid"],
    ["a.b", "malformed"],
  ]) {
    await rejects(verifier.verify(token), expected);
  }
  assert.equal(asked, 1);
});

test("wrong arguments are refused when the set or the verifier is made", async () => {
  for (const url of [
    undefined,
    null,
    1,
    "",
    "jwks.json",
    "http://issuer.example/jwks.json",
    "ftp://a",
    "https://a:b@c",
  ]) {
    assert.equal(
      code(() => remoteJwks(url)),
      "options_invalid",
    );
  }
  for (const options of [
    null,
    1,
    { timeot: 1 },
    { timeout: -1 },
    { timeout: undefined },
    { fetch: 1 },
    { initial: {} },
  ]) {
    assert.equal(
      code(() => remoteJwks("https://issuer.example/", options)),
      "options_invalid",
    );
  }
  const key = remoteJwks(newUrl());
  assert.equal(
    code(() => createVerifier({ key, isuer: "a" })),
    "options_invalid",
  );
  assert.equal(
    code(() => signSync({}, key)),
    "key_invalid",
  );
  const verifier = createVerifier({ key });
  verifier.free();
  await rejects(verifier.verify(old.token()), "options_invalid");
  assert.equal(
    code(() => verifier.verifySync(old.token())),
    "options_invalid",
  );
  assert.equal(asked, 0);
});

test("a preloaded set is used first, a local one never fetched", async () => {
  status = 500;
  const key = remoteJwks(newUrl(), { initial: { keys: [old.jwk] } });
  assert.equal(verifySync(old.token(), key).payload.sub, "a");
  const set = jwks({ keys: [old.jwk] });
  assert.equal(set.size, 1);
  assert.equal(refusal(() => verifySync(fresh.token(), set)).code, "key_not_found");
  assert.equal(asked, 0);
});

test("options whose reading throws are refused like others", () => {
  const hostile = new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse });
  function refuse() {
    throw new Error("hostile");
  }
  for (const options of [
    hostile,
    ...["headers", "cache", "signal", "initial", "fetch", "timeout"].map((name) => ({ [name]: hostile })),
  ]) {
    assert.equal(
      code(() => remoteJwks("https://issuer.example/", options)),
      "options_invalid",
    );
  }
  assert.equal(
    code(() => remoteJwks(hostile)),
    "options_invalid",
  );
});
