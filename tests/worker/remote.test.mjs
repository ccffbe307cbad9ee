// Remote keys in real workerd, where a request that awaits another request's fetch throws or hangs forever.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { privateKey, signSync } from "jwt-wasm";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bundleFixture, start } from "./bundle.mjs";

const { privateKey: pem } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const signer = privateKey(pem, "ES256");
const jwks = { keys: [{ ...signer.toPublicJwk(), kid: "known" }] };
const tokenOf = (kid) => signSync({ sub: "alice", aud: "api" }, signer, { expiresIn: 300, kid });

let modules;
let server;
let asked = 0;
let isUp = true;

before(async () => {
  ({ modules } = await bundleFixture("remote"));
  server = createServer((_, response) => {
    asked++;
    // Long enough for many requests to meet.
    setTimeout(() => {
      response.statusCode = isUp ? 200 : 503;
      response.end(JSON.stringify(jwks));
    }, 100);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
});
after(() => server?.close());
beforeEach(() => {
  asked = 0;
  isUp = true;
});

/** Starts a cold isolate. */
async function withWorker(bindings, use, options) {
  const JWKS_URL = `http://127.0.0.1:${server.address().port}/jwks.json`;
  const worker = await start(modules, { JWKS_URL, ...bindings }, options);
  const send = async (token, query = "") => {
    const answer = await fetch(new URL(query, worker.url), { headers: { "x-token": token } });
    assert.notEqual(answer.status, 500, `${await answer.clone().text()}\n${worker.log()}`);
    return { status: answer.status, ...(await answer.json()) };
  };
  try {
    return await use(send);
  } finally {
    await worker.dispose();
  }
}

const times = (count, call) => Promise.all(Array.from({ length: count }, (_, index) => call(index)));

test(`many requests at once on a cold isolate are all answered`, { timeout: 60_000 }, async () => {
  await withWorker({}, async (send) => {
    const good = tokenOf("known");
    for (const { sub } of await times(50, () => send(good))) assert.equal(sub, "alice");
    assert.ok(asked >= 1 && asked <= 50, `${asked} fetches`);
    asked = 0;
    // Although the set is made again for every request, the fetched keys are kept.
    for (const { sub } of await times(50, () => send(good))) assert.equal(sub, "alice");
    assert.equal(asked, 0);
  });
});

test("a flood of unknown kids makes one fetch in a cool-down", { timeout: 60_000 }, async () => {
  await withWorker({ COOLDOWN: 1000 }, async (send) => {
    await send(tokenOf("known"));
    asked = 0;
    for (const { error } of await times(200, (index) => send(tokenOf(`unknown-${index}`)))) {
      assert.equal(error, "key_not_found");
    }
    assert.ok(asked <= 1, `${asked} fetches`);
    assert.equal((await send(tokenOf("known"))).sub, "alice");
  });
});

test("the error says that the provider is down, and the provider is not hammered", {
  timeout: 60_000,
}, async () => {
  await withWorker({ COOLDOWN: 1000 }, async (send) => {
    isUp = false;
    const first = await send(tokenOf("known"));
    assert.equal(first.error, "jwks_unavailable");
    for (const { error } of await times(50, () => send(tokenOf("known"))))
      assert.equal(error, "jwks_unavailable");
    assert.equal(asked, 1);
  });
});

test("a preloaded set saves the first fetch", { timeout: 60_000 }, async () => {
  await withWorker({ INITIAL: jwks }, async (send) => {
    isUp = false;
    assert.equal((await send(tokenOf("known"))).sub, "alice");
    assert.equal(asked, 0);
  });
});

test("a tenant with another fetch accepts no token of the others, and they accept none of its tokens", {
  timeout: 60_000,
}, async () => {
  const { privateKey: own } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = privateKey(own, "ES256");
  // Both keys have the same `kid`, so only the signature distinguishes them.
  const TENANT = { keys: [{ ...key.toPublicJwk(), kid: "known" }] };
  const theirs = signSync({ sub: "bob", aud: "api" }, key, { expiresIn: 300, kid: "known" });
  await withWorker({ TENANT, SHARED: true }, async (send) => {
    await times(20, async () => {
      assert.equal((await send(theirs, "?tenant")).sub, "bob");
      assert.equal((await send(tokenOf("known"))).sub, "alice");
      assert.equal((await send(theirs)).error, "signature_invalid");
      assert.equal((await send(tokenOf("known"), "?tenant")).error, "signature_invalid");
    });
  });
});

test("isolates share a set through the Cache API", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "jwks-"));
  const options = { cache: true, cachePersist: folder };
  try {
    await withWorker({ SHARED: true }, (send) => send(tokenOf("known")), options);
    assert.equal(asked, 1);
    const { sub } = await withWorker({ SHARED: true }, (send) => send(tokenOf("known")), options);
    assert.equal(sub, "alice");
    assert.equal(asked, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
