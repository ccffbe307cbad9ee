// How the page chooses an ML-DSA key of a set, which needs no browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const [{ jwk: ONE }, OTHER] = JSON.parse(readFileSync(path("tests/vectors/ml-dsa.json"), "utf8")).cases;
const { readPublicKey } = (await runnerImport(path("www/model/ml-dsa/key.ts"), { logLevel: "silent" }))
  .module;

const { kty, alg, pub } = ONE;
const KEY = { kty, alg, pub, kid: "a" };
const ANOTHER = { ...KEY, pub: `${pub[0] === "A" ? "B" : "A"}${pub.slice(1)}` };

function reading(keys, kid) {
  const fields = { kind: "jwks", texts: { jwks: JSON.stringify({ keys }) } };
  const { status, jwk, problem } = readPublicKey(fields, alg, kid);
  return status === "jwk" ? jwk.pub : (problem?.name ?? status);
}

test("a key that is listed twice is one key, and two different ones are not", () => {
  for (const [keys, kid, expected] of [
    [[KEY], "a", pub],
    [[KEY, KEY], "a", pub],
    [[KEY, { ...KEY, x5t: "AA" }], "a", pub],
    [[KEY, KEY], undefined, pub],
    [[KEY, { kty, alg, pub }], undefined, pub],
    [[KEY, ANOTHER], "a", "severalFit"],
    [[KEY, ANOTHER], undefined, "severalFit"],
    [[KEY, { ...KEY, kid: "b" }], undefined, "severalFit"],
    [[KEY, { ...ANOTHER, kid: "b" }], "a", pub],
    [[KEY, { ...ANOTHER, use: "enc" }], "a", pub],
  ]) {
    assert.equal(reading(keys, kid), expected, JSON.stringify(keys.map((key) => Object.keys(key))));
  }
});

test("the entry that the token names is told of, where it cannot be used", () => {
  for (const [entry, expected] of [
    [{ ...KEY, use: "enc" }, "use"],
    [{ ...KEY, key_ops: [] }, "keyOps"],
    [{ ...KEY, alg: "ML-DSA-65" }, "alg"],
    [{ ...KEY, pub: `${pub}==` }, "pub"],
    [{ ...KEY, priv: "AA" }, "private"],
    [{ ...KEY, kid: "b" }, "noneFits"],
    [{ ...KEY, kty: "OKP" }, "noneFits"],
  ]) {
    assert.equal(reading([entry, { ...OTHER.jwk, kid: "other" }], "a"), expected);
  }
  assert.equal(reading([null, 1, []], "a"), "noneFits");
  assert.equal(reading([], undefined), "noneFits");
});
