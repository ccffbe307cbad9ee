// `prefetch` in real workerd: the keys are fetched while the gate answers a request that needs no token.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { privateKey, signSync } from "jwt-wasm";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bundleFixture, start } from "./bundle.mjs";
import { get, send } from "./http.mjs";

const { privateKey: pem } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const signer = privateKey(pem, "ES256");
const jwks = JSON.stringify({ keys: [{ ...signer.toPublicJwk(), kid: "known" }] });

test("many public requests fetch the keys once, and the first token need not wait", {
  timeout: 60_000,
}, async () => {
  let asked = 0;
  const answered = [];
  const provider = createServer((_, response) => {
    asked++;
    // The requests that started the fetch were answered before it ended.
    answered.push(once(response, "finish"));
    setTimeout(() => response.end(jwks), 300);
  });
  await new Promise((listening) => provider.listen(0, "127.0.0.1", listening));
  // The requests that start the fetch may be answered before it arrives.
  const came = once(provider, "request");
  const JWKS_URL = `http://127.0.0.1:${provider.address().port}/jwks.json`;
  const { modules } = await bundleFixture("prefetch");
  const worker = await start(modules, { JWKS_URL });
  try {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(worker.url, { path: "/health" })),
    );
    for (const { status, text } of answers) assert.deepEqual([status, text], [200, "origin"]);
    await came;
    await Promise.all(answered);
    assert.equal(asked, 1);
    provider.closeAllConnections();
    await new Promise((closed) => provider.close(closed));
    const token = signSync({ sub: "alice" }, signer, { expiresIn: 60, kid: "known" });
    // The provider's answer may still be on its way.
    for (let round = 0; ; round++) {
      const { status, text } = await get(worker.url, [`Bearer ${token}`]);
      if (status === 200) break;
      assert.ok(round < 50, `${status} ${text}\n${worker.log()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    provider.close();
    await worker.dispose();
  }
});
