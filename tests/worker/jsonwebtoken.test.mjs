// Programs of jsonwebtoken in real workerd, where jsonwebtoken itself does not run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bundleFixture, start } from "./bundle.mjs";
import { SECRET } from "./tokens.mjs";

const PEM = {
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
};
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048, ...PEM });
const curve = (namedCurve) => generateKeyPairSync("ec", { namedCurve, ...PEM });
const KEYS = { RS256: rsa, PS512: rsa, ES256: curve("P-256"), ES384: curve("P-384"), ES512: curve("P-521") };

let worker;
before(async () => {
  const { modules } = await bundleFixture("jsonwebtoken");
  worker = await start(modules, { SECRET, KEYS });
});
after(() => worker?.dispose());

async function ask(body) {
  const response = await fetch(worker.url, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  assert.equal(response.status, 200, `${text}\n${worker.log()}`);
  return JSON.parse(text);
}

const LATER = "JwtError: nothing here";
const PROMISE = (operation) =>
  `give ${operation} a callback, or use promises.${operation} (sync_unavailable)`;

test("each algorithm by callbacks and promises, of many requests at once", async () => {
  const algorithms = ["HS256", ...Object.keys(KEYS)];
  const answers = await Promise.all([...algorithms, ...algorithms].map((algorithm) => ask({ algorithm })));
  for (const { promised, found, called, refused } of answers) {
    assert.deepEqual([promised, found, called], ["alice", "alice", "alice"]);
    assert.equal(refused, "JsonWebTokenError: invalid signature (undefined)");
  }
});

test("synchronous calls work for HMAC, and for algorithms whose engine was imported", async () => {
  const { verified, signed } = await ask({ algorithm: "HS256" });
  assert.deepEqual([verified, signed], ["alice", 3]);
  for (const algorithm of ["RS256", "PS512"]) {
    const { verified, signed } = await ask({ algorithm });
    assert.equal(verified, "alice");
    assert.equal(signed, `${LATER} signs ${algorithm} at once: ${PROMISE("sign")}`);
  }
  for (const algorithm of ["ES256", "ES384", "ES512"]) {
    const { verified, signed } = await ask({ algorithm });
    const line = `add the line import "jwt-wasm/engines/${algorithm.toLowerCase()}", or`;
    assert.equal(verified, `${LATER} verifies ${algorithm} at once: ${line} ${PROMISE("verify")}`);
    assert.equal(signed, `${LATER} signs ${algorithm} at once: ${line} ${PROMISE("sign")}`);
  }
});
