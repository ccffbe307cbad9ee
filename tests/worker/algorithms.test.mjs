// Algorithms that no WebCrypto of Workers has, in real workerd.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { generateKeyPair, sign } from "jwt-wasm";
import { bundleFixture, start } from "./bundle.mjs";
import { get } from "./http.mjs";

const ALGORITHMS = ["ML-DSA-65", "ES256K"];

const pairs = {};
let worker;

before(async () => {
  for (const name of ALGORITHMS) pairs[name] = await generateKeyPair(name);
  const keys = ALGORITHMS.map((name) => [name, pairs[name].publicKey.toPublicJwk()]);
  const { modules } = await bundleFixture("algorithms");
  worker = await start(modules, { KEYS: Object.fromEntries(keys) });
});

after(() => worker?.dispose());

const tokenOf = ({ privateKey }, audience = "api") =>
  sign({ sub: "alice", aud: audience }, privateKey, { expiresIn: 60 });

async function answerTo(algorithm, token) {
  const { status, text } = await get(`${worker.url.origin}/${algorithm}`, [`Bearer ${token}`]);
  return [status, text];
}

for (const name of ALGORITHMS) {
  test(`a Worker verifies ${name}, and refuses what was changed, another key's and another audience's`, async () => {
    const token = await tokenOf(pairs[name]);
    assert.deepEqual(await answerTo(name, token), [200, '{"sub":"alice"}']);

    const at = token.length - 20;
    const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    const foreign = await tokenOf(await generateKeyPair(name));
    for (const bad of [changed, foreign]) {
      assert.deepEqual(await answerTo(name, bad), [401, '{"code":"signature_invalid"}']);
    }
    const elsewhere = await tokenOf(pairs[name], "other");
    assert.deepEqual(await answerTo(name, elsewhere), [401, '{"code":"claim_mismatch"}']);
  });
}

test("a token of the other algorithm is refused", async () => {
  const token = await tokenOf(pairs.ES256K);
  assert.deepEqual(await answerTo("ML-DSA-65", token), [401, '{"code":"algorithm_not_allowed"}']);
});
