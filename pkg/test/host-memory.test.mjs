// The host reads bytes in the module's memory, which moves when it grows.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

// So many keys that the memory grows while some of them are used for the first time.
const KEYS = 2000;

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const file = pair.publicKey.export({ type: "spki", format: "pem" });
const secret = pair.privateKey.export({ type: "pkcs8", format: "pem" });

test(`a good token passes at the first use of each key, sync and async`, async () => {
  const token = api.signSync({ sub: "a" }, api.privateKey(secret, "RS256"), { expiresIn: 900 });
  const keys = [];
  for (let index = 0; index < KEYS; index++) {
    const key = api.publicKey(file, "RS256");
    const verify = index % 2 === 0 ? api.verifySync : api.verify;
    assert.equal((await verify(token, key, { engine: "host" })).payload.sub, "a");
    // The keys are kept, so the memory has to grow.
    keys.push(key);
  }
  for (const key of keys) key.free();
});
