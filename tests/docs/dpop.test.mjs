// Stops a program of docs/dpop.md that does not print what it says, or does not guard what it should.
import assert from "node:assert/strict";
import { jwk, thumbprint } from "jwt-wasm";
import { createDpopProof } from "jwt-wasm/dpop";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { testBlocks } from "./lib/blocks.mjs";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import { SECRET, token } from "./lib/tokens.mjs";
import { startWorker } from "./lib/worker.mjs";

const blocks = blocksOf(read("docs/dpop.md"));

/** The page's configuration for Wrangler, as options of Miniflare. */
function bound() {
  const { code } = blocks.find(({ file }) => file === "wrangler.jsonc");
  const { durable_objects: objects, migrations } = JSON.parse(code);
  const stored = migrations.flatMap(({ new_sqlite_classes: classes }) => classes);
  return Object.fromEntries(
    objects.bindings.map(({ name, class_name: className }) => [
      name,
      { className, useSQLite: stored.includes(className) },
    ]),
  );
}

/** The Worker accepts each proof once, demands a nonce, and refuses tokens without a proof. */
async function guards(block) {
  const worker = await startWorker(block, {
    bindings: { JWT_SECRET: SECRET, NONCE_SECRET: `${SECRET} of nonces` },
    durableObjects: bound(),
  });
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = jwk(pair.privateKey.export({ format: "jwk" }), "ES256");
  const accessToken = token({ aud: "api", cnf: { jkt: thumbprint(key.toPublicJwk()) } });
  const send = (headers) => worker.dispatchFetch("http://localhost/things", { headers });
  const prove = (nonce) =>
    createDpopProof({ key, htm: "GET", htu: "https://api.example/things", accessToken, ...nonce });
  const codeOf = async (answer) => (await answer.json()).code;
  try {
    const authorization = `DPoP ${accessToken}`;
    const asked = await send({ authorization, dpop: await prove() });
    const nonce = asked.headers.get("dpop-nonce");
    assert.equal(await codeOf(asked), "use_dpop_nonce");
    const headers = { authorization, dpop: await prove({ nonce }) };
    assert.equal(await (await send(headers)).json(), "alice");
    assert.equal(await codeOf(await send(headers)), "invalid_dpop_proof");
    assert.equal(await codeOf(await send({ authorization: `Bearer ${accessToken}` })), "token_bound");
    const unbound = await send({ authorization: `Bearer ${token({ aud: "api" })}` });
    assert.equal(await codeOf(unbound), "token_unbound");
  } finally {
    await worker.dispose();
  }
}

testBlocks("docs/dpop.md", { ts: guards });
