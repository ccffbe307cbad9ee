// Issuers whose keys are found by discovery: the requests, the answers that are accepted, and failures.
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { createVerifier, explain, remoteJwks, trustedIssuers, verify } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { metadataUrls, readMetadata } from "../dist/issuers/metadata.js";
import { newSite, refused, signerOf } from "./issuers.mjs";
import { load, refusal } from "./support.mjs";

const site = newSite();
const [a, b] = [signerOf("a"), signerOf("b")];
const OPENID = "/.well-known/openid-configuration";
const OAUTH = "/.well-known/oauth-authorization-server";

const realNow = Date.now;
afterEach(() => {
  Date.now = realNow;
});

function pass(seconds) {
  const before = Date.now;
  Date.now = () => before() + seconds * 1000;
}

test("the vectors: where metadata are requested, and which are accepted", () => {
  for (const { name, issuer, allow_insecure = false, urls } of load("discovery-urls.json")) {
    const read = () => metadataUrls(issuer, allow_insecure, "issuers[0]").map(String);
    if (urls) assert.deepEqual(read(), urls, name);
    else assert.equal(refusal(read).code, "options_invalid", name);
  }
  let taken = 0;
  for (const vector of load("discovery.json")) {
    const { name, issuer, allow_insecure = false, document, ok, strict } = vector;
    // Only the strict reader notices duplicate names. The metadata are the issuer's own text, so `JSON.parse` may read them here.
    if (strict) continue;
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const read = () => readMetadata(text, issuer, allow_insecure);
    if (ok) {
      const { jwksUri, algorithms } = read();
      assert.deepEqual([jwksUri.href, algorithms], [ok.jwks_uri, ok.algorithms], name);
      taken += 1;
    } else {
      assert.throws(read, Error, name);
    }
  }
  assert.ok(taken > 20);
  // The runtime normalises these URLs, and the crate does not.
  for (const [issuer, first] of [
    ["https://[2001:0DB8:0::1]", "https://[2001:db8::1]"],
    ["https://issuer.example:443/t1", "https://issuer.example/t1"],
  ]) {
    assert.equal(metadataUrls(issuer, false, "issuers[0]")[0].href, first + OPENID);
  }
});

test("the issuer's name is enough", async () => {
  const it = site.issuer(a);
  const verifier = createVerifier({ key: trustedIssuers([it.issuer]), audience: "api" });
  const token = a.token({ iss: it.issuer, aud: "api", sub: "x" });
  assert.equal((await verifier.verify(token)).payload.sub, "x");
  assert.deepEqual(site.asked, [it.path + OPENID, `${it.path}/jwks`]);
  assert.equal((await verifier.verify(token)).payload.sub, "x");
  assert.equal(verifier.verifySync(token).payload.sub, "x");
  assert.equal(site.asked.length, 2);
  const report = await verifier.explain(token);
  const { message } = report.checks.find(({ name }) => name === "iss");
  assert.ok(message.endsWith(`; its keys were found by discovery at ${it.issuer}${OPENID}`), message);
});

test("nothing is fetched for an issuer that is not listed, however many there are", async () => {
  const it = site.issuer(a);
  const other = site.issuer(a);
  const verifier = createVerifier({ key: trustedIssuers([it.issuer]) });
  const names = [other.issuer, `${it.issuer}/`, it.issuer.toUpperCase(), "", "x".repeat(10_000)];
  for (const iss of [...names, ...Array.from({ length: 500 }, (_, n) => `${site.origin}/x${n}`)]) {
    assert.equal((await refused(verifier.verify(a.token({ iss })))).code, "issuer_unknown");
  }
  assert.deepEqual(site.asked, []);
});

test("a stampede of tokens makes one request for the metadata and one for the keys", async () => {
  const it = site.issuer(a);
  const key = trustedIssuers([it.issuer]);
  const verifier = createVerifier({ key });
  const token = a.token({ iss: it.issuer });
  await Promise.all([
    ...Array.from({ length: 300 }, () => verifier.verify(token)),
    ...Array.from({ length: 20 }, () => verify(token, trustedIssuers([it.issuer]))),
    explain(token, key),
  ]);
  assert.deepEqual(site.asked, [it.path + OPENID, `${it.path}/jwks`]);
});

test("after a 404 the places of RFC 8414 are asked, and after nothing else", async () => {
  const it = site.issuer(a);
  const places = [it.path + OPENID, OAUTH + it.path, OPENID + it.path];
  const at = (place, answer) => {
    for (const other of places) site.answers.delete(other);
    site.answers.set(place, answer);
  };
  const token = a.token({ iss: it.issuer });
  for (const [index, place] of places.entries()) {
    at(place, it.metadata);
    site.asked.length = 0;
    // Each has another timeout, so that they do not share what was fetched.
    await verify(token, trustedIssuers([it.issuer], { timeout: 5 + index }));
    assert.deepEqual(site.asked.slice(0, -1), places.slice(0, index + 1));
  }
  at(places[1], (response) => response.writeHead(500).end());
  const failed = await refused(verify(token, trustedIssuers([it.issuer], { timeout: 8 })));
  assert.ok(failed.message.includes(site.origin + places[1]), failed.message);
  assert.match(failed.message, /status 500/);
  site.answers.clear();
  site.asked.length = 0;
  const none = await refused(verify(token, trustedIssuers([it.issuer], { timeout: 9 })));
  assert.deepEqual(site.asked, places);
  assert.deepEqual([none.code, none.reason], ["jwks_unavailable", "discovery_failed"]);
  for (const place of places) assert.ok(none.message.includes(site.origin + place), none.message);
  for (const status of [400, 401, 403, 405, 410, 500, 503]) {
    site.asked.length = 0;
    at(places[0], (response) => response.writeHead(status).end());
    assert.equal(
      (await refused(verify(token, trustedIssuers([it.issuer], { timeout: status })))).reason,
      "discovery_failed",
    );
    assert.deepEqual(site.asked, [places[0]]);
  }
});

const metadata = (it, change) => site.answers.set(it.path + OPENID, change);
const slow = (response) => void response.writeHead(200).flushHeaders();

const BAD = {
  "of another issuer": [
    (it) => ({ ...it.metadata, issuer: "https://other.example" }),
    /"issuer" is "https:\/\/other/,
  ],
  "of the issuer with a slash": [(it) => ({ ...it.metadata, issuer: `${it.issuer}/` }), /it must be/],
  "without an issuer": [({ metadata: { issuer, ...rest } }) => rest, /issuer/],
  "without an address of keys": [({ metadata: { jwks_uri, ...rest } }) => rest, /jwks_uri/],
  "with keys on http": [(it) => ({ ...it.metadata, jwks_uri: "http://keys.example/jwks" }), /must be https/],
  "with keys in a file": [(it) => ({ ...it.metadata, jwks_uri: "file:///etc/jwks" }), /must be https/],
  "with a user in the address": [
    (it) => ({ ...it.metadata, jwks_uri: "https://a:secret@b.example/" }),
    /user name/,
  ],
  "with a list of addresses": [(it) => ({ ...it.metadata, jwks_uri: [`${it.issuer}/jwks`] }), /jwks_uri/],
  "without an algorithm": [
    (it) => ({ ...it.metadata, id_token_signing_alg_values_supported: ["none", "HS256"] }),
    /lists no public-key algorithm/,
  ],
  "a list": [(it) => [it.metadata], /not a JSON object/],
  HTML: ["<!doctype html><title>Sign in</title>", /not JSON/],
  nothing: ["", /not JSON/],
  "5 MB": [`{"x":"${"x".repeat(5_000_000)}"}`, /larger than 262144 bytes/],
  slow: [slow, /within 0\.3/],
  "a redirect to another origin": [
    (response) => response.writeHead(302, { location: "https://evil.example/x?secret=1" }).end(),
    /another origin, https:\/\/evil\.example$/,
  ],
  "a redirect to nowhere": [(response) => response.writeHead(302).end(), /redirects/],
  "not UTF-8": [(response) => response.writeHead(200).end(Buffer.from([0x22, 0xff, 0x22])), /UTF-8/],
  "a status": [(response) => response.writeHead(503).end(), /503/],
  "a connection that ends": [(response) => response.destroy(), /the request failed/],
};

for (const [name, [answer, message]] of Object.entries(BAD)) {
  test(`metadata that do not do: ${name}`, async () => {
    const it = site.issuer(a);
    const isMaker = typeof answer === "function" && !/response/.test(answer.toString());
    metadata(it, isMaker ? answer(it) : answer);
    const key = trustedIssuers([it.issuer], { timeout: name === "slow" ? 0.3 : 5 });
    const error = await refused(verify(a.token({ iss: it.issuer }), key));
    assert.deepEqual([error.code, error.reason], ["jwks_unavailable", "discovery_failed"]);
    assert.ok(
      error.message.startsWith(`the issuer's metadata at ${it.issuer}${OPENID} is unavailable: `),
      error.message,
    );
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /secret/);
    assert.ok(error.cause instanceof Error);
    assert.ok(!site.asked.includes(`${it.path}/jwks`));
    // The next token does not cause another request.
    const asked = site.asked.length;
    const again = await refused(verify(a.token({ iss: it.issuer }), key));
    assert.match(again.message, /not asked again/);
    assert.equal(site.asked.length, asked);
  });
}

test("a redirect within the origin is followed, and the URL's query is in no message", async () => {
  const it = site.issuer(a);
  metadata(it, (response) => response.writeHead(302, { location: "/moved" }).end());
  site.answers.set("/moved", it.metadata);
  assert.equal(
    (await verify(a.token({ iss: it.issuer }), trustedIssuers([it.issuer]))).payload.iss,
    it.issuer,
  );
  const other = site.issuer(a);
  metadata(other, { ...other.metadata, jwks_uri: `${other.issuer}/none?secret=1` });
  const error = await refused(verify(a.token({ iss: other.issuer }), trustedIssuers([other.issuer])));
  assert.deepEqual([error.code, error.reason], ["jwks_unavailable", "status"]);
  assert.ok(error.message.includes(`${other.issuer}/none `), error.message);
  assert.doesNotMatch(error.message, /secret/);
});

test("keys may be on another host: it is the issuer's word", async () => {
  const it = site.issuer(a);
  const host = site.origin.replace("127.0.0.1", "localhost");
  metadata(it, { ...it.metadata, jwks_uri: `${host}${it.path}/jwks` });
  assert.equal(
    (await verify(a.token({ iss: it.issuer }), trustedIssuers([it.issuer]))).payload.iss,
    it.issuer,
  );
});

test("metadata that came by https do not lead to plain http, not even on this machine", async () => {
  const issuer = "https://issuer.example";
  const at = async (jwks_uri, options = {}) => {
    const fetch = async (url) =>
      url.endsWith("/jwks") ? Response.json({ keys: [a.jwk] }) : Response.json({ issuer, jwks_uri });
    const key = trustedIssuers([issuer], { fetch, ...options });
    return verify(a.token({ iss: issuer }), key).then(
      () => "good",
      ({ reason }) => reason,
    );
  };
  assert.equal(await at("https://10.0.0.7/jwks"), "good");
  assert.equal(await at("http://127.0.0.1/jwks"), "discovery_failed");
  assert.equal(await at("http://localhost/jwks"), "discovery_failed");
  assert.equal(await at("http://keys.example/jwks", { allowInsecure: true }), "good");
});

test("the algorithms that an issuer names narrow and never widen", async () => {
  const rsa = signerOf("r", "RS256");
  const it = site.issuer(a, rsa);
  it.metadata.id_token_signing_alg_values_supported = ["none", "ES256", "XY999", "HS256"];
  const key = trustedIssuers([it.issuer]);
  const code = (signer, options) =>
    verify(signer.token({ iss: it.issuer }), key, options).then(
      () => "good",
      (error) => error.code,
    );
  assert.equal(await code(a), "good");
  assert.equal(await code(rsa), "algorithm_not_allowed");
  assert.equal(await code(rsa, { algorithms: ["RS256", "ES256"] }), "algorithm_not_allowed");
  assert.equal(await code(a, { algorithms: ["RS256"] }), "algorithm_not_allowed");
});

test("an issuer that rotates its keys, and moves them", async () => {
  const it = site.issuer(a);
  const verifier = createVerifier({ key: trustedIssuers([it.issuer], { cooldown: 0 }), cache: 10 });
  await verifier.verify(a.token({ iss: it.issuer }));
  it.keys.keys = [b.jwk];
  assert.equal((await verifier.verify(b.token({ iss: it.issuer }))).payload.iss, it.issuer);
  assert.equal((await refused(verifier.verify(a.token({ iss: it.issuer })))).code, "key_not_found");
  const moved = signerOf("m");
  metadata(it, { ...it.metadata, jwks_uri: `${it.issuer}/moved` });
  site.answers.set(`${it.path}/moved`, { keys: [moved.jwk] });
  assert.equal((await refused(verifier.verify(moved.token({ iss: it.issuer })))).code, "key_not_found");
  pass(601);
  assert.equal((await verifier.verify(moved.token({ iss: it.issuer }))).payload.iss, it.issuer);
  assert.equal((await refused(verifier.verify(b.token({ iss: it.issuer })))).code, "key_not_found");
});

test("in an outage the last metadata stand in, for as long as the caller says", async () => {
  const it = site.issuer(a);
  const verifier = createVerifier({ key: trustedIssuers([it.issuer], { staleIfError: 3600, cooldown: 0 }) });
  const token = a.token({ iss: it.issuer });
  await verifier.verify(token);
  site.answers.clear();
  pass(700);
  assert.equal((await verifier.verify(token)).payload.iss, it.issuer);
  metadata(it, { ...it.metadata, issuer: "https://evil.example", jwks_uri: "https://evil.example/" });
  assert.equal((await verifier.verify(token)).payload.iss, it.issuer);
  pass(4000);
  assert.equal((await refused(verifier.verify(token))).reason, "discovery_failed");
  it.publish();
  pass(2);
  assert.equal((await verifier.verify(token)).payload.iss, it.issuer);
});

test("issuers that differ in a slash share an address, and nothing else", async () => {
  const it = site.issuer(a);
  const key = trustedIssuers([it.issuer, `${it.issuer}/`]);
  for (let round = 0; round < 2; round++) {
    assert.equal((await verify(a.token({ iss: it.issuer }), key)).payload.iss, it.issuer);
    const error = await refused(verify(a.token({ iss: `${it.issuer}/` }), key));
    assert.equal(error.reason, "discovery_failed");
  }
  // The two documents are not confused: as a key set, the metadata are refused.
  const asSet = remoteJwks(it.issuer + OPENID);
  assert.equal((await refused(verify(a.token({ iss: it.issuer }), asSet))).reason, "key_set");
  assert.equal((await verify(a.token({ iss: it.issuer }), key)).payload.iss, it.issuer);
});

test("issuers with one key set share it, and each takes its own tokens", async () => {
  const [one, other] = [site.issuer(a), site.issuer(a)];
  metadata(other, { ...other.metadata, jwks_uri: one.metadata.jwks_uri });
  const key = trustedIssuers([one.issuer, { issuer: other.issuer, audience: "api" }]);
  assert.equal((await verify(a.token({ iss: one.issuer }), key)).payload.iss, one.issuer);
  assert.equal((await verify(a.token({ iss: other.issuer, aud: "api" }), key)).payload.iss, other.issuer);
  assert.equal((await refused(verify(a.token({ iss: other.issuer }), key))).code, "claim_missing");
  assert.equal(site.asked.filter((path) => path.endsWith("/jwks")).length, 1);
});

test("a long list that is made for each request forgets nothing", async () => {
  const it = site.issuer(a);
  const others = Array.from({ length: 300 }, (_, n) => `https://issuer-${n}.example`);
  for (let round = 0; round < 3; round++) {
    const key = trustedIssuers([...others, it.issuer, { issuer: "x", jwksUri: "https://x.example/jwks" }]);
    assert.equal((await verify(a.token({ iss: it.issuer }), key)).payload.iss, it.issuer);
  }
  assert.equal(site.asked.length, 2);
});

test("a cache keeps the metadata as well, and another issuer's entry is ignored", async () => {
  const it = site.issuer(a);
  const entries = new Map();
  const cache = {
    get: async (url) => entries.get(url),
    set: async (url, entry) => void entries.set(url, entry),
  };
  await verify(a.token({ iss: it.issuer }), trustedIssuers([it.issuer], { cache }));
  assert.deepEqual([...entries.keys()], [it.issuer + OPENID, `${it.issuer}/jwks`]);
  site.asked.length = 0;
  const copy = { ...cache };
  await verify(a.token({ iss: it.issuer }), trustedIssuers([it.issuer], { cache: copy }));
  assert.deepEqual(site.asked, []);
  const entry = entries.get(it.issuer + OPENID);
  const evil = JSON.stringify({ issuer: "https://evil.example", jwks_uri: "https://evil.example/" });
  entries.set(it.issuer + OPENID, { ...entry, jwks: evil });
  await verify(a.token({ iss: it.issuer }), trustedIssuers([it.issuer], { cache: { ...cache } }));
  assert.deepEqual(site.asked, [it.path + OPENID]);
});

test("a gate answers 503 while an issuer cannot be asked, and prefetches", async () => {
  const it = site.issuer(a);
  metadata(it, (response) => response.writeHead(500).end());
  const key = trustedIssuers([it.issuer], { cooldown: 0 });
  const gate = createGate({ key, origin: () => new Response("in"), prefetch: true });
  const send = (headers) => gate(new Request("https://g.example/", { headers }));
  const withToken = () => send({ authorization: `Bearer ${a.token({ iss: it.issuer })}` });
  const log = mock.method(console, "error", () => {});
  try {
    const response = await withToken();
    assert.equal(response.status, 503);
    assert.equal((await response.json()).code, "jwks_unavailable");
    assert.match(log.mock.calls[0].arguments[0], /status 500/);
  } finally {
    log.mock.restore();
  }
  it.publish();
  site.asked.length = 0;
  assert.equal((await send({})).status, 401);
  for (let wait = 0; wait < 100 && site.asked.length < 2; wait++)
    await new Promise((done) => setTimeout(done, 10));
  assert.equal(site.asked.length, 2);
  assert.equal(await (await withToken()).text(), "in");
  assert.equal(site.asked.length, 2);
});

test("an aborted call says so", async () => {
  const it = site.issuer(a);
  metadata(it, slow);
  const controller = new AbortController();
  const key = trustedIssuers([it.issuer], { signal: controller.signal });
  const failing = refused(verify(a.token({ iss: it.issuer }), key));
  controller.abort();
  assert.equal((await failing).reason, "aborted");
});
