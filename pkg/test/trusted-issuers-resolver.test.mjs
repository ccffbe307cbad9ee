// Issuers that a caller's function looks up: its arguments, how often it is called, and how its answers are used.
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createVerifier, entraId, explain, JwtError, jwks, trustedIssuers, verify } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { logged } from "./gate.mjs";
import { newSite, refused, signerOf } from "./issuers.mjs";
import { refusal } from "./support.mjs";

const site = newSite();
const a = signerOf("a");
const SET = jwks({ keys: [a.jwk] });
const A = "https://a.example";

const realNow = Date.now;
const realNavigator = Object.getOwnPropertyDescriptor(globalThis, "navigator");
afterEach(() => {
  Date.now = realNow;
  if (realNavigator) Object.defineProperty(globalThis, "navigator", realNavigator);
  else delete globalThis.navigator;
});

function pass(seconds) {
  const before = Date.now;
  Date.now = () => before() + seconds * 1000;
}

function onWorkers() {
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent: "Cloudflare-Workers" },
    configurable: true,
  });
}

/** A function with these answers, and a list of its calls. */
function asking(answer) {
  const asked = [];
  const ask = (...given) => {
    asked.push(...given);
    return answer(...given);
  };
  return { ask, asked };
}

const code = (promise) =>
  promise.then(
    () => "good",
    (error) => (error.reason === undefined ? error.code : `${error.code} ${error.reason}`),
  );

test("the function is called once for each issuer, which gets its own keys", async () => {
  const it = site.issuer(a);
  const { ask, asked } = asking((iss) => iss === it.issuer && { issuer: iss, audience: "api" });
  const verifier = createVerifier({ key: trustedIssuers([{ issuer: A, key: SET }, ask]) });
  const token = a.token({ iss: it.issuer, aud: "api" });
  assert.equal(refusal(() => verifier.verifySync(token)).code, "sync_unavailable");
  await Promise.all(Array.from({ length: 100 }, () => verifier.verify(token)));
  assert.deepEqual(asked, [it.issuer]);
  assert.equal(site.asked.length, 2);
  assert.equal(verifier.verifySync(token).payload.iss, it.issuer);
  assert.equal(
    (await refused(verifier.verify(a.token({ iss: it.issuer, aud: "x" })))).code,
    "claim_mismatch",
  );
  // The function is not asked about a listed issuer.
  await verifier.verify(a.token({ iss: A }));
  assert.deepEqual(asked, [it.issuer]);
  assert.equal((await verifier.explain(token)).verdict, "verified");
});

test("answers of every kind", async () => {
  const answers = {
    text: [site.issuer(a).issuer, (iss) => iss],
    promise: [A, async (iss) => ({ issuer: iss, key: SET })],
    // biome-ignore lint/suspicious/noThenProperty: this tests a thenable
    "something with then": [A, (iss) => ({ then: (resolve) => resolve({ issuer: iss, key: SET }) })],
  };
  for (const [name, [iss, answer]] of Object.entries(answers)) {
    assert.equal(await code(verify(a.token({ iss }), trustedIssuers([answer]))), "good", name);
  }
  for (const no of [undefined, null, false]) {
    const key = trustedIssuers([async () => no]);
    const error = await refused(verify(a.token({ iss: A }), key));
    assert.deepEqual([error.code, error.actual], ["issuer_unknown", A]);
    assert.equal((await explain(a.token({ iss: A }), key)).verdict, "refused");
  }
});

test("an answer about another issuer is refused", async () => {
  for (const other of [`${A}/`, A.toUpperCase(), "https://b.example"]) {
    const key = trustedIssuers([() => ({ issuer: other, key: SET })]);
    assert.equal(await code(verify(a.token({ iss: A }), key)), "issuer_unknown", other);
  }
});

test("an answer that is not an entry is the program's fault", async () => {
  const wrong = [7, "", true, {}, [], [A], { issuer: A, keys: SET }, { issuer: A, audience: [] }, () => A];
  for (const answer of wrong) {
    const key = trustedIssuers([() => answer]);
    const error = await refused(verify(a.token({ iss: A }), key));
    assert.equal(error.code, "options_invalid", String(answer));
    assert.match(error.message, /^the function's answer/);
  }
  const notKey = trustedIssuers([() => ({ issuer: A, key: a.jwk })]);
  assert.equal(await code(verify(a.token({ iss: A }), notKey)), "key_invalid not_a_key");
  const trap = new Proxy({}, { getPrototypeOf: () => assert.fail("s3cret") });
  assert.equal(await code(verify(a.token({ iss: A }), trustedIssuers([() => trap]))), "options_invalid");
  assert.equal(refusal(() => trustedIssuers([() => A, () => A])).code, "options_invalid");
});

test("a function that throws, rejects or hangs", async () => {
  const own = new JwtError("no", { code: "key_invalid", reason: "not_a_key" });
  const failing = {
    throws: [() => assert.fail("out of order"), /out of order/],
    rejects: [async () => Promise.reject(new Error("down")), /the function in the list failed: down/],
    "throws a text": [() => Promise.reject("text"), /text/],
    "throws nothing": [() => Promise.reject(), /undefined/],
    "throws an error of this package": [() => Promise.reject(own), /failed: no/],
    "throws what cannot be read": [
      () =>
        Promise.reject(
          new Proxy({}, { get: () => assert.fail("trap"), getPrototypeOf: () => assert.fail("trap") }),
        ),
      /cannot be read/,
    ],
    "throws the address that it asked": [
      () => assert.fail("fetch https://db.example/t?apikey=s3cret failed"),
      /failed: fetch https:\/\/db.example\/t… failed$/,
    ],
    hangs: [() => new Promise(() => {}), /within 0\.1 s/],
  };
  for (const [name, [ask, message]] of Object.entries(failing)) {
    const asks = asking(ask);
    const key = trustedIssuers([asks.ask], { timeout: 0.1 });
    const error = await refused(verify(a.token({ iss: A }), key));
    assert.deepEqual([error.code, error.reason], ["jwks_unavailable", "discovery_failed"], name);
    assert.match(error.message, message, name);
    assert.ok(error.message.startsWith(`the issuer "${A}" could not be looked up: `));
    assert.ok(error.cause instanceof Error);
    assert.doesNotMatch(inspect(error), /s3cret/, name);
    // The function is not called again so soon, and each caller gets its own error object.
    const again = await refused(verify(a.token({ iss: A }), key));
    assert.notEqual(again, error);
    assert.deepEqual([again.message, again.reason], [error.message, error.reason]);
    assert.deepEqual(asks.asked, [A]);
    pass(1.1);
    await refused(verify(a.token({ iss: A }), key));
    assert.deepEqual(asks.asked, [A, A]);
    await assert.rejects(explain(a.token({ iss: "b" }), key), { code: "jwks_unavailable" });
  }
  await logged(async (lines) => {
    const gate = createGate({ key: trustedIssuers([failing.rejects[0]]), origin: () => new Response("in") });
    const headers = { authorization: `Bearer ${a.token({ iss: A })}` };
    assert.equal((await gate(new Request("https://g.example/", { headers }))).status, 503);
    assert.equal(lines().length, 1);
  });
});

test("no long text is asked about, and no empty one", async () => {
  const { ask, asked } = asking(() => undefined);
  const key = trustedIssuers([ask]);
  for (const iss of ["", "x".repeat(2049), "x".repeat(10_000)]) {
    assert.equal(await code(verify(a.token({ iss }), key)), "issuer_unknown");
  }
  assert.deepEqual(asked, []);
  assert.equal(await code(verify(a.token({ iss: "x".repeat(2048) }), key)), "issuer_unknown");
  assert.equal(asked.length, 1);
});

test("an answer is kept for its lifetime, and a refusal for the cool-down", async () => {
  let answer = false;
  const { ask, asked } = asking(() => answer);
  const verifier = createVerifier({ key: trustedIssuers([ask], { cooldown: 10, maxAge: 100 }) });
  const token = a.token({ iss: A });
  const count = async (expected) => [await code(verifier.verify(token)), asked.length].join() === expected;
  assert.ok(await count("issuer_unknown,1"));
  assert.ok(await count("issuer_unknown,1"));
  assert.equal(refusal(() => verifier.verifySync(token)).code, "issuer_unknown");
  answer = { issuer: A, key: SET };
  assert.ok(await count("issuer_unknown,1"));
  pass(11);
  assert.ok(await count("good,2"));
  pass(90);
  assert.ok(await count("good,2"));
  answer = undefined;
  pass(11);
  assert.ok(await count("issuer_unknown,3"));
});

test("while the function fails, the last answer stands in for as long as the caller says", async () => {
  let answer = () => ({ issuer: A, key: SET });
  const { ask, asked } = asking(() => answer());
  const verifier = createVerifier({
    key: trustedIssuers([ask], { cooldown: 10, maxAge: 100, staleIfError: 1000 }),
  });
  const token = a.token({ iss: A });
  await verifier.verify(token);
  answer = () => assert.fail("down");
  pass(101);
  for (let round = 0; round < 3; round++) await verifier.verify(token);
  assert.equal(asked.length, 2);
  assert.equal(verifier.verifySync(token).payload.iss, A);
  pass(11);
  await verifier.verify(token);
  assert.equal(asked.length, 3);
  pass(1000);
  assert.equal(await code(verifier.verify(token)), "jwks_unavailable discovery_failed");
});

test("while an answer stays the same, the keys that were fetched stay too", async () => {
  const it = site.issuer(a);
  let audience = "api";
  const verifier = createVerifier({
    key: trustedIssuers([(iss) => ({ issuer: iss, audience })], { maxAge: 100_000, minAge: 50 }),
    cache: 5,
  });
  site.answers.set(`${it.path}/jwks`, (response) =>
    response.writeHead(200, { "cache-control": "max-age=90000" }).end(JSON.stringify(it.keys)),
  );
  const token = a.token({ iss: it.issuer, aud: "api" });
  const first = await verifier.verify(token);
  pass(601);
  assert.equal(await verifier.verify(token), first);
  audience = "other";
  pass(601);
  assert.equal(await code(verifier.verify(token)), "claim_mismatch");
  assert.equal(site.asked.filter((path) => path.endsWith("/jwks")).length, 1);
});

test("a flood of unknown issuers: each is asked about once, and little is kept", async () => {
  const { ask, asked } = asking(async (iss) => iss === A && { issuer: A, key: SET });
  const verifier = createVerifier({ key: trustedIssuers([ask], { maxIssuers: 2 }) });
  await verifier.verify(a.token({ iss: A }));
  for (let n = 0; n < 3000; n++) {
    assert.equal(await code(verifier.verify(a.token({ iss: `https://x${n}.example` }))), "issuer_unknown");
  }
  assert.equal(asked.length, 3001);
  await verifier.verify(a.token({ iss: A }));
  assert.equal(asked.length, 3001);
  // In parallel: at most a thousand calls wait for the function.
  const never = asking(() => new Promise(() => {}));
  const hanging = createVerifier({ key: trustedIssuers([never.ask], { timeout: 0.5 }) });
  const outcomes = await Promise.all(
    Array.from({ length: 1100 }, (_, n) => code(hanging.verify(a.token({ iss: `https://y${n}.example` })))),
  );
  assert.equal(never.asked.length, 1000);
  assert.ok(outcomes.every((outcome) => outcome === "jwks_unavailable discovery_failed"));
  assert.deepEqual(site.asked, []);
});

test("of more issuers than are kept, the one that was used least recently is asked about again", async () => {
  const { ask, asked } = asking((iss) => ({ issuer: iss, key: SET }));
  const verifier = createVerifier({ key: trustedIssuers([ask], { maxIssuers: 2 }) });
  for (const iss of ["1", "2", "1", "3", "1", "2"]) await verifier.verify(a.token({ iss }));
  assert.deepEqual(asked, ["1", "2", "3", "2"]);
});

test("of an issuer only the last answer is kept, though each has new keys", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const given = [];
  const ask = (iss) => {
    const key = jwks({ keys: [a.jwk] });
    given.push(new WeakRef(key));
    return { issuer: iss, key };
  };
  const verifier = createVerifier({ key: trustedIssuers([ask], { minAge: 0, maxAge: 0 }) });
  for (let n = 0; n < 30; n++) await verifier.verify(a.token({ iss: A }));
  assert.equal(given.length, 30);
  // A WeakRef that was read keeps its target until the end of the turn.
  await new Promise(setImmediate);
  collect();
  assert.ok(given.filter((key) => key.deref()).length < 5);
  await verifier.verify(a.token({ iss: A }));
});

test("on Workers each request asks for itself, and the answer is kept for all", async () => {
  onWorkers();
  const { ask, asked } = asking(async (iss) => ({ issuer: iss, key: SET }));
  const verifier = createVerifier({ key: trustedIssuers([ask]) });
  const token = a.token({ iss: A });
  await Promise.all([verifier.verify(token), verifier.verify(token)]);
  assert.equal(asked.length, 2);
  await verifier.verify(token);
  assert.equal(asked.length, 2);
});

test("on Workers, questions that end with their requests keep no later one from being asked", async () => {
  onWorkers();
  // Cancelling a request clears its timers.
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { ask, asked } = asking((iss) => (iss === A ? { issuer: A, key: SET } : new Promise(() => {})));
    const verifier = createVerifier({ key: trustedIssuers([ask]) });
    for (let n = 0; n < 1000; n++) verifier.verify(a.token({ iss: `https://gone${n}.example` }));
    await new Promise(setImmediate);
    assert.equal(asked.length, 1000);
    const verified = () => code(verifier.verify(a.token({ iss: A })));
    assert.equal(await verified(), "jwks_unavailable discovery_failed");
    pass(70);
    assert.equal(await verified(), "good");
  } finally {
    mock.timers.reset();
  }
});

test("a function that verifies a token of the issuer it is asked about is asked once", async () => {
  for (const work of [(promise) => promise, (promise) => promise.catch(() => {})]) {
    const { ask, asked } = asking(async () => {
      await work(verify(a.token({ iss: A }), key));
      return { issuer: A, key: SET };
    });
    const key = trustedIssuers([ask], { timeout: 0.2 });
    assert.equal(await code(verify(a.token({ iss: A }), key)), "jwks_unavailable discovery_failed");
    assert.equal(asked.length, 1);
  }
  // In Workers each request calls the function itself, and even a function that calls back into `verify` ends with a short message.
  onWorkers();
  const key = trustedIssuers([() => verify(a.token({ iss: A }), key)], { timeout: 0.2 });
  await refused(verify(a.token({ iss: A }), key));
});

test("an aborted call says so, and is not remembered", async () => {
  const controller = new AbortController();
  const { ask } = asking(() => new Promise(() => {}));
  const key = trustedIssuers([ask], { signal: controller.signal });
  const failing = code(verify(a.token({ iss: A }), key));
  controller.abort();
  assert.equal(await failing, "jwks_unavailable aborted");
});

test("an answer of Entra's tenants", async () => {
  const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  const key = trustedIssuers([() => entraId({ tenants: [tenant] })], { fetch: async () => Response.error() });
  assert.equal(await code(verify(a.token({ iss: A }), key)), "issuer_unknown");
  const iss = `https://login.microsoftonline.com/${tenant}/v2.0`;
  assert.equal(await code(verify(a.token({ iss }), key)), "jwks_unavailable discovery_failed");
});
