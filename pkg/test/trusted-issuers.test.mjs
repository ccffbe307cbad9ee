// Which issuer a token's `iss` chooses, and which options apply to its tokens. The keys are at hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createVerifier,
  explain,
  explainSync,
  jwk,
  jwks,
  privateKey,
  remoteJwks,
  secretKey,
  signSync,
  trustedIssuers,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { newSite, refused, signerOf } from "./issuers.mjs";
import { NOW, refusal, SECRET, signed } from "./support.mjs";

const [A, B] = ["https://a.example", "https://b.example/"];
const [a, b] = [signerOf("1"), signerOf("1")];
const setOf = (...signers) => jwks({ keys: signers.map((signer) => signer.jwk) });
const entries = () => [
  { issuer: A, key: setOf(a) },
  { issuer: B, key: setOf(b), audience: "b-api", algorithms: ["ES256"] },
];
const site = newSite();

test("an issuer's tokens are verified with its own keys, and with no other's", async () => {
  const key = trustedIssuers(entries());
  const verifier = createVerifier({ key });
  const ofA = a.token({ iss: A, sub: "x" });
  const ofB = b.token({ iss: B, aud: ["b-api"], sub: "y" });
  for (const use of [(token) => verify(token, key), (token) => verifier.verify(token)]) {
    assert.equal((await use(ofA)).payload.sub, "x");
    assert.equal((await use(ofB)).payload.sub, "y");
    assert.equal((await refused(use(b.token({ iss: A })))).code, "signature_invalid");
    assert.equal((await refused(use(a.token({ iss: B, aud: "b-api" })))).code, "signature_invalid");
  }
  assert.equal(verifier.verifySync(ofA).payload.sub, "x");
  assert.equal(verifySync(ofB, key).payload.sub, "y");
  assert.equal(refusal(() => verifySync(b.token({ iss: A }), key)).code, "signature_invalid");
});

test("the issuer is compared code point by code point", async () => {
  const key = trustedIssuers([...entries(), { issuer: "accounts.example", key: setOf(a) }]);
  const others = [
    "https://A.example",
    "HTTPS://a.example",
    "https://a.example/",
    "https://a.example:443",
    "https://b.example",
    "https://user@a.example",
    "https://a.example@evil.example",
    "https://a.example ",
    "https://a.example\0",
    "https://а.example",
    "https://a.example#",
    "https://evil.example/https://a.example",
    "https://accounts.example",
    "",
    "a",
    "__proto__",
    "constructor",
    "x".repeat(10_000),
    "https://bücher.example",
  ];
  for (const iss of others) {
    for (const call of [
      refused(verify(a.token({ iss }), key)),
      refusal(() => verifySync(a.token({ iss }), key)),
    ]) {
      const error = await call;
      assert.equal(error.code, "issuer_unknown", iss);
      assert.equal(error.claim, "iss");
      assert.equal(error.actual, iss);
      assert.ok(error.message.length < 250);
    }
  }
  assert.equal((await verify(a.token({ iss: "accounts.example" }), key)).payload.iss, "accounts.example");
});

test("a token without an issuer that is a text is refused before any key is tried", async () => {
  const key = trustedIssuers(entries());
  const missing = await refused(verify(a.token({ sub: "x" }), key));
  assert.deepEqual([missing.code, missing.claim], ["claim_missing", "iss"]);
  const kinds = [
    [7, "a number"],
    [null, "null"],
    [[A], "an array"],
    [{ [A]: A }, "an object"],
    [true, "a boolean"],
  ];
  for (const [iss, kind] of kinds) {
    // `sign` would refuse these claims, so the token is made by hand.
    const error = await refused(verify(signed({ iss, exp: 4e9 }), key));
    assert.deepEqual(
      [error.code, error.claim, error.expected, error.actual],
      ["claim_invalid", "iss", "a string", kind],
    );
    const alone = await refused(verify(signed({ iss, exp: 4e9 }), secretKey(SECRET, "HS256")));
    assert.equal(error.message, alone.message);
  }
  const alone = refusal(() => verifySync(signed({ exp: 4e9 }), secretKey(SECRET, "HS256"), { issuer: A }));
  assert.equal(missing.message, alone.message);
});

test("the form is checked first: two parsers never see different issuers", async () => {
  const key = trustedIssuers([{ issuer: A, key: secretKey(SECRET, "HS256") }]);
  const bad = {
    malformed: signed(`{"iss":"https://b.example","iss":"${A}","exp":4000000000}`),
    encrypted: "a.b.c.d.e",
    too_large: `${signed({ iss: A })}${"A".repeat(17_000)}`,
  };
  for (const [code, token] of Object.entries(bad)) {
    assert.equal((await refused(verify(token, key))).code, code);
    const report = await explain(token, key);
    assert.equal(report.checks.find(({ outcome }) => outcome === "failed").error.code, code);
  }
  assert.equal((await refused(verify(7, key))).code, "malformed");
  const padded = signed({ iss: A, exp: 4e9 }).replace(
    /\.([^.]*)\./,
    (_, part) => `.${part}${"=".repeat(-part.length & 3)}.`,
  );
  assert.equal((await refused(verify(padded, key))).code, "malformed");
  assert.equal(
    (await refused(verify(signed({ iss: A, exp: 4e9 }), key, { maxTokenLength: 20 }))).code,
    "too_large",
  );
});

test("the entry's audience and the caller's must both hold", async () => {
  const key = trustedIssuers(entries());
  const cases = [
    [undefined, "b-api", undefined],
    [undefined, "api", "claim_mismatch"],
    [undefined, undefined, "claim_missing"],
    ["api", "b-api", "claim_mismatch"],
    ["api", "api", "claim_mismatch"],
    ["api", ["api", "b-api"], undefined],
    [["x", "api"], ["b-api", "api"], undefined],
    [["x", "y"], ["b-api", "api"], "claim_mismatch"],
    ["b-api", "b-api", undefined],
    [false, "api", "claim_mismatch"],
    [false, "b-api", undefined],
    ["api", 7, "claim_invalid"],
    ["api", undefined, "claim_missing"],
  ];
  const verifiers = new Map();
  for (const [audience, aud, code] of cases) {
    const options = audience === undefined ? {} : { audience };
    const name = JSON.stringify([audience, aud]);
    const known = JSON.stringify(audience) ?? "none";
    if (!verifiers.has(known)) verifiers.set(known, createVerifier({ key, ...options }));
    if (aud === 7) continue;
    const token = b.token({ iss: B, ...(aud === undefined ? {} : { aud }) });
    for (const one of [verify(token, key, options), verifiers.get(known).verify(token)]) {
      if (code === undefined) assert.equal((await one).payload.iss, B, name);
      else assert.equal((await refused(one)).code, code, name);
    }
    const report = await explain(token, key, options);
    const failed = report.checks.find(({ outcome }) => outcome === "failed");
    assert.equal(failed?.error.code, code, name);
    if (code !== undefined) assert.equal(failed.name, "aud");
  }
  // If the entry has no audience, only the caller's audience counts.
  assert.equal((await refused(verify(a.token({ iss: A, aud: "x" }), key))).code, "claim_mismatch");
  assert.equal((await verify(a.token({ iss: A, aud: "x" }), key, { audience: "x" })).payload.aud, "x");
});

test("azp of an ID token must be an audience of the entry and of the caller", async () => {
  const token = (azp) => a.token({ iss: A, sub: "a", aud: ["c1", "c2", "c3"], ...(azp && { azp }) });
  const both = (entry, audience) => [
    trustedIssuers([{ issuer: A, key: setOf(a), audience: entry }]),
    { audience, profile: "id_token" },
  ];
  const cases = [
    [["c1", "c2"], "c1", "c1", undefined],
    [["c1", "c2"], "c1", "c2", "claim_mismatch"],
    ["c1", ["c1", "c2"], "c1", undefined],
    ["c1", ["c1", "c2"], "c2", "claim_mismatch"],
    [["c1", "c2"], ["c2", "c3"], "c2", undefined],
    [["c1", "c2"], ["c2", "c3"], "c3", "claim_mismatch"],
    [["c1", "c2"], ["c2", "c3"], "c1", "claim_mismatch"],
    [["c1", "c2"], ["c2", "c3"], undefined, "claim_missing"],
    [["c1", "c2"], ["c2", "c3"], 7, "claim_invalid"],
  ];
  for (const [entry, asked, azp, code] of cases) {
    const name = JSON.stringify([entry, asked, azp]);
    const [key, options] = both(entry, asked);
    const outcome = (promise) =>
      promise.then(
        () => undefined,
        (error) => `${error.code} ${error.claim}`,
      );
    const expected = code && `${code} azp`;
    assert.equal(await outcome(verify(token(azp), key, options)), expected, name);
    const verifier = createVerifier({ key, cache: 10, ...options });
    for (const _ of [1, 2]) assert.equal(await outcome(verifier.verify(token(azp))), expected, name);
    const { verdict } = await explain(token(azp), key, options);
    assert.equal(verdict, code ? "refused" : "verified", name);
  }
  // In tokens other than ID tokens, `azp` has no special meaning.
  const [key] = both(["c1", "c2"], "c1");
  assert.ok(await verify(token("c9"), key, { audience: "c1" }));
});

test("the entry's algorithms and the caller's must both hold", async () => {
  const [ec, rsa] = [signerOf("1"), signerOf("2", "RS256")];
  const key = trustedIssuers([
    { issuer: A, key: setOf(ec, rsa), algorithms: ["ES256"] },
    { issuer: B, key: setOf(ec, rsa) },
  ]);
  const code = async (signer, iss, options) =>
    verify(signer.token({ iss }), key, options).then(
      () => "good",
      (error) => error.code,
    );
  assert.equal(await code(ec, A), "good");
  assert.equal(await code(rsa, A), "algorithm_not_allowed");
  assert.equal(await code(rsa, A, { algorithms: ["RS256", "ES256"] }), "algorithm_not_allowed");
  assert.equal(await code(ec, A, { algorithms: ["RS256", "ES256"] }), "good");
  assert.equal(await code(rsa, B), "good");
  assert.equal(await code(ec, B, { algorithms: ["RS256"] }), "algorithm_not_allowed");
  // The two lists have nothing in common, so no token passes.
  for (const signer of [ec, rsa]) {
    const token = signer.token({ iss: A });
    const error = await refused(verify(token, key, { algorithms: ["RS256"] }));
    assert.equal(error.code, "algorithm_not_allowed");
    const report = await explain(token, key, { algorithms: ["RS256"] });
    assert.equal(report.verdict, "refused");
    const failed = report.checks.find(({ outcome }) => outcome === "failed");
    assert.deepEqual([failed.name, failed.error.message], ["algorithm", error.message]);
  }
  const ed = signerOf("3", "EdDSA");
  const both = trustedIssuers([{ issuer: A, key: setOf(ed), algorithms: ["Ed25519"] }]);
  assert.equal((await verify(ed.token({ iss: A }), both, { algorithms: ["EdDSA"] })).payload.iss, A);
});

test("the caller's issuer must hold as well", async () => {
  const key = trustedIssuers(entries());
  assert.equal((await verify(a.token({ iss: A }), key, { issuer: [A, "x"] })).payload.iss, A);
  const error = await refused(verify(a.token({ iss: A }), key, { issuer: "x" }));
  assert.deepEqual([error.code, error.claim, error.actual], ["claim_mismatch", "iss", A]);
  assert.equal((await refused(verify(a.token({ iss: "x" }), key, { issuer: "x" }))).code, "issuer_unknown");
});

test("a forged issuer gets the keys of that issuer, so that nothing is gained by it", async () => {
  const secret = secretKey(SECRET, "HS256");
  const key = trustedIssuers([
    { issuer: A, key: secret },
    { issuer: B, key: setOf(b) },
  ]);
  assert.equal((await verify(signSync({ iss: A }, secret, { expiresIn: 60 }), key)).payload.iss, A);
  const forged = signSync({ iss: B }, secret, { expiresIn: 60 });
  assert.equal((await refused(verify(forged, key))).code, "key_not_found");
  const jku = a.token({ iss: B }, { header: { jku: `${site.origin}/evil`, jwk: b.jwk } });
  assert.equal((await refused(verify(jku, key))).code, "signature_invalid");
  assert.deepEqual(site.asked, []);
});

test("a report says which issuer was chosen, and its first failure is the error of verify", async () => {
  const key = trustedIssuers(entries());
  const good = await explain(a.token({ iss: A }), key);
  assert.equal(good.verdict, "verified");
  assert.match(good.checks.find(({ name }) => name === "iss").message, /; its keys were given$/);
  const bad = [
    a.token({ iss: "x", exp: 1 }),
    a.token({ sub: "x", exp: 1 }),
    signed({ iss: 7, exp: 1 }),
    signed({ iss: "x", exp: 1 }, { alg: "HS256", crit: ["x"] }),
    a.token({ iss: A, exp: 1 }),
    b.token({ iss: A }),
  ];
  for (const token of bad) {
    const error = await refused(verify(token, key, { now: NOW }));
    for (const report of [await explain(token, key, { now: NOW }), explainSync(token, key, { now: NOW })]) {
      assert.equal(report.verdict, "refused");
      const failed = report.checks.find(({ outcome }) => outcome === "failed");
      assert.deepEqual([failed.error.code, failed.message], [error.code, error.message]);
      assert.equal(report.checks.filter(({ name }) => name === "iss").length, 1);
    }
  }
});

test("verified tokens are kept, as many as the caller says for all issuers, and per issuer's keys", async () => {
  const key = trustedIssuers(entries());
  const verifier = createVerifier({ key, cache: 2 });
  const tokens = [
    a.token({ iss: A, sub: "1" }),
    b.token({ iss: B, aud: "b-api" }),
    a.token({ iss: A, sub: "3" }),
  ];
  const first = await verifier.verify(tokens[0]);
  assert.equal(await verifier.verify(tokens[0]), first);
  assert.ok(Object.isFrozen(first.payload));
  await verifier.verify(tokens[1]);
  assert.equal(await verifier.verify(tokens[0]), first);
  await verifier.verify(tokens[2]);
  await verifier.verify(tokens[1]);
  assert.notEqual(await verifier.verify(tokens[0]), first);
});

test("keys at an address: only the chosen issuer's are fetched", async () => {
  const [c, d] = [signerOf("c"), signerOf("d")];
  site.answers.set("/c", { keys: [c.jwk] });
  site.answers.set("/d", { keys: [d.jwk] });
  const key = trustedIssuers([
    { issuer: "c", jwksUri: `${site.origin}/c` },
    { issuer: "d", jwksUri: new URL("/d?secret=1", site.origin), algorithms: ["ES256"] },
    { issuer: "e", key: remoteJwks(`${site.origin}/c`) },
    { issuer: "f", jwksUri: `${site.origin}/missing` },
  ]);
  const verifier = createVerifier({ key });
  assert.equal(refusal(() => verifier.verifySync(c.token({ iss: "c" }))).code, "sync_unavailable");
  assert.equal((await verifier.verify(c.token({ iss: "c" }))).payload.iss, "c");
  assert.equal(verifier.verifySync(c.token({ iss: "c" })).payload.iss, "c");
  assert.deepEqual(site.asked, ["/c"]);
  assert.equal((await refused(verifier.verify(d.token({ iss: "g" })))).code, "issuer_unknown");
  assert.deepEqual(site.asked, ["/c"]);
  assert.equal((await refused(verifier.verify(c.token({ iss: "d" })))).code, "key_not_found");
  assert.equal((await verifier.verify(d.token({ iss: "d" }))).payload.iss, "d");
  assert.equal((await verifier.verify(c.token({ iss: "e" }))).payload.iss, "e");
  const report = await verifier.explain(d.token({ iss: "d" }));
  const { message } = report.checks.find(({ name }) => name === "iss");
  assert.ok(message.endsWith(`; its keys are those at ${site.origin}/d`), message);
  const failed = await refused(verifier.verify(c.token({ iss: "f" })));
  assert.deepEqual([failed.code, failed.reason], ["jwks_unavailable", "status"]);
  assert.ok(failed.message.includes("/missing"));
});

test("prefetch brings the keys of all that are listed, though one fails", async () => {
  const [c, d] = [signerOf("c"), signerOf("d")];
  site.answers.set("/p/c", { keys: [c.jwk] });
  const list = [
    { issuer: "c", jwksUri: `${site.origin}/p/c` },
    { issuer: "f", jwksUri: `${site.origin}/p/missing` },
    { issuer: A, key: setOf(d) },
  ];
  const key = trustedIssuers(list);
  assert.equal((await refused(key.prefetch())).code, "jwks_unavailable");
  assert.equal(verifySync(c.token({ iss: "c" }), key).payload.iss, "c");
  await trustedIssuers([list[0], list[2]]).prefetch();
  // The promise need not be awaited.
  void key.prefetch();
});

test("a gate answers 401 for an unknown issuer", async () => {
  const gate = createGate({ key: trustedIssuers(entries()), origin: () => new Response("in"), realm: "r" });
  const send = (token) =>
    gate(new Request("https://g.example/", { headers: { authorization: `Bearer ${token}` } }));
  assert.equal(await (await send(a.token({ iss: A }))).text(), "in");
  const response = await send(a.token({ iss: "https://evil.example" }));
  assert.equal(response.status, 401);
  assert.equal(
    response.headers.get("www-authenticate"),
    'Bearer realm="r", error="invalid_token", error_description="issuer_unknown"',
  );
});

test("a JWS names no issuer", async () => {
  const key = trustedIssuers(entries());
  assert.equal((await refused(verifyJws(a.token({ iss: A }), key))).code, "key_invalid");
  assert.equal(refusal(() => verifyJwsSync(a.token({ iss: A }), key)).code, "key_invalid");
});

test("a freed verifier, and a freed key", async () => {
  const set = setOf(a);
  const key = trustedIssuers([{ issuer: A, key: set }]);
  const verifier = createVerifier({ key });
  await verifier.verify(a.token({ iss: A }));
  verifier.free();
  assert.equal((await refused(verifier.verify(a.token({ iss: A })))).code, "options_invalid");
  assert.equal(refusal(() => verifier.verifySync(a.token({ iss: A }))).code, "options_invalid");
  assert.equal((await refused(verifier.explain(a.token({ iss: A })))).code, "options_invalid");
  set.free();
  assert.equal((await refused(verify(a.token({ iss: A }), key))).code, "key_invalid");
});

test("wrong entries are refused when the list is made", () => {
  const key = setOf(a);
  const secret = secretKey(SECRET, "HS256");
  const lists = [
    undefined,
    null,
    "https://a.example",
    {},
    [],
    [undefined],
    [null],
    [7],
    [[]],
    [""],
    [{}],
    [{ issuer: "" }],
    [{ issuer: 7, key }],
    [{ issuer: [A], key }],
    [{ issuer: A, key: undefined }],
    [{ issuer: A, key, jwksUri: "https://a.example/jwks" }],
    [{ issuer: A, key, audience: "" }],
    [{ issuer: A, key, audience: [] }],
    [{ issuer: A, key, audience: false }],
    [{ issuer: A, key, audience: [7] }],
    [{ issuer: A, key, algorithms: [] }],
    [{ issuer: A, key, algorithms: "ES256" }],
    [{ issuer: A, key, algorithms: ["none"] }],
    [{ issuer: A, key, algorithms: ["ES256", "ES256"] }],
    [{ issuer: A, key, keys: key }],
    [{ issuer: A, jwksUri: "http://a.example/jwks" }],
    [{ issuer: A, jwksUri: "a" }],
    [{ issuer: A, jwksUri: 7 }],
    [{ issuer: A, jwksUri: "https://user:word@a.example/jwks" }],
    [{ issuer: A, key: trustedIssuers([{ issuer: A, key }]) }],
    [
      { issuer: A, key },
      { issuer: A, key: secret },
    ],
    [A, A],
    ["a.example"],
    ["http://a.example"],
    ["https://a.example?x"],
    ["https://a.example#x"],
    ["https://user@a.example"],
    ["https://bücher.example"],
    [`https://${"a".repeat(300)}\n.example`],
    [
      {
        get issuer() {
          throw new Error("no");
        },
      },
    ],
    new Proxy([], {
      get() {
        throw new Error("no");
      },
    }),
  ];
  for (const list of lists) assert.equal(refusal(() => trustedIssuers(list)).code, "options_invalid");
  const keys = [{}, "key", "https://a.example/jwks", { kty: "oct" }, a.jwk];
  for (const one of keys) {
    assert.equal(refusal(() => trustedIssuers([{ issuer: A, key: one }])).code, "key_invalid");
  }
  const freed = setOf(a);
  freed.free();
  assert.equal(refusal(() => trustedIssuers([{ issuer: A, key: freed }])).reason, "freed");
  const options = [
    null,
    7,
    [],
    { x: 1 },
    { timeout: undefined },
    { timeout: 0 },
    { headers: {} },
    { initial: "{}" },
    { maxIssuers: 0 },
    { maxIssuers: 1.5 },
    { maxIssuers: "7" },
    { maxIssuers: 1_000_001 },
    { fetch: 7 },
    { cache: {} },
  ];
  for (const one of options) {
    assert.equal(refusal(() => trustedIssuers([A], one)).code, "options_invalid", JSON.stringify(one));
  }
  assert.equal(
    refusal(() => createVerifier({ key: trustedIssuers([A]), audience: 7 })).code,
    "options_invalid",
  );
  assert.match(refusal(() => trustedIssuers([A, { issuer: B, algorithms: ["x"] }])).message, /^issuers\[1\]/);
});

test("one key is a key as well, but not a private one", async () => {
  const one = jwk(a.jwk, "ES256");
  assert.equal((await verify(a.token({ iss: A }), trustedIssuers([{ issuer: A, key: one }]))).payload.iss, A);
  const { privateKey: pem } = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const signing = privateKey(pem, "EdDSA");
  assert.equal(refusal(() => trustedIssuers([{ issuer: A, key: signing }])).reason, "private_key");
});
