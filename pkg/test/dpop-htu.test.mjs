// The URI of a proof: equivalent spellings are accepted, and all other spellings are refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, jwk } from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { client, proofOf } from "./dpop.mjs";
import { load } from "./support.mjs";

const { same, other, refused } = load("reports/dpop-htu.json");
const replay = memoryReplay();

const codeOf = (promise) =>
  promise.then(
    () => "good",
    ({ code, claim }) => `${code} ${claim}`,
  );
const check = (htu, url) =>
  codeOf(verifyDpopProof(proofOf({ claims: { htu } }), { method: "GET", url, replay }));

test("the same URI in another spelling", async () => {
  for (const { url, htu, comment } of same) assert.equal(await check(htu, url), "good", comment);
});

test("another URI", async () => {
  for (const { url, htu, comment } of other) {
    assert.equal(await check(htu, url), "claim_mismatch htu", comment);
    // The comparison must be symmetric.
    assert.equal(await check(url, htu), "claim_mismatch htu", comment);
  }
});

test("texts that are not a URI, or that readers understand differently, are refused", async () => {
  for (const { htu, comment } of refused) {
    assert.equal(await check(htu, "https://api.example/a"), "claim_invalid htu", comment);
  }
});

test("a client's own proof is for the URL that its request goes to", async () => {
  const key = jwk({ ...client.privateJwk, alg: "ES256" });
  for (const { url, comment } of same) {
    if (/[^ -~]/.test(url)) continue;
    const proof = await createDpopProof({ key, htm: "GET", htu: url });
    const { htu } = decode(proof).payload;
    assert.equal(/[?#]/.test(htu), false, comment);
    assert.equal(await codeOf(verifyDpopProof(proof, { method: "GET", url, replay })), "good", comment);
  }
});

test("the work is in proportion to the length, whatever the text is", async () => {
  const parts = ["%41", "%", "/../", "a|", "//", "%2e%2e/", "@", ":"];
  for (const part of parts) {
    const begun = performance.now();
    await check(`https://api.example/${part.repeat(2000)}`, "https://api.example/a");
    assert.ok(performance.now() - begun < 500, part);
  }
});
