// Stops a program of docs/key-rotation.md that does not do what the page says.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { trustedIssuers, verify } from "jwt-wasm";
import { testBlocks } from "./lib/blocks.mjs";
import { startWorker } from "./lib/worker.mjs";

/** The Worker makes its first key when the cron runs, issues tokens, publishes metadata and stores its keys encrypted. */
async function issuer(block) {
  const bindings = { RING_SECRET: randomBytes(32).toString("base64url") };
  const worker = await startWorker(block, { bindings, kvNamespaces: ["KEYS"] });
  const fetch = (url, init) => worker.dispatchFetch(url, init);
  try {
    const trigger = await worker.getWorker();
    const { outcome } = await trigger.scheduled({ cron: "0 0 * * 0" });
    assert.equal(outcome, "ok");
    const text = await (await worker.getKVNamespace("KEYS")).get("ring");
    assert.match(text, /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    await trigger.scheduled();
    const { access } = await (await fetch("https://issuer.example/token")).json();
    const key = trustedIssuers(["https://issuer.example"], { fetch });
    assert.equal((await verify(access, key)).payload.sub, "user-42");
    const { keys } = await (await fetch("https://issuer.example/jwks")).json();
    assert.equal(keys.length, 2);
    for (const path of ["oauth-authorization-server", "openid-configuration"]) {
      const answer = await fetch(`https://issuer.example/.well-known/${path}`);
      assert.equal((await answer.json()).jwks_uri, "https://issuer.example/jwks");
    }
  } finally {
    await worker.dispose();
  }
}

testBlocks("docs/key-rotation.md", { ts: issuer });
