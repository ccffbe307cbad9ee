// Memory does not grow, and no call spoils a later one. SOAK=1 runs the long form: ten million good tokens, one million bad ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as full from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { load } from "../dist/core/module.js";
import { SECRET } from "./support.mjs";

const SCALE = process.env.SOAK ? 100 : 1;
const MEBIBYTE = 1024 * 1024;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/**
 * The size of the JavaScript heap and of the module's memory, in bytes, after garbage collection. Finalizers run between turns of the
 * event loop.
 */
async function memory() {
  for (let round = 0; round < 3; round++) {
    collect();
    await sleep(10);
  }
  return { heap: process.memoryUsage().heapUsed, wasm: load().buffer.byteLength };
}

/** Asserts that the same work needs no more memory the second time. */
async function isFlat(context, work) {
  await work(1000);
  const before = await memory();
  await work();
  const after = await memory();
  const told = (bytes) => `${(bytes / MEBIBYTE).toFixed(2)} MiB`;
  context.diagnostic(
    `heap ${told(before.heap)} → ${told(after.heap)}, wasm ${told(before.wasm)} → ${told(after.wasm)}`,
  );
  assert.equal(after.wasm, before.wasm);
  assert.ok(after.heap - before.heap < 2 * MEBIBYTE, `the heap grew by ${told(after.heap - before.heap)}`);
}

const key = full.secretKey(SECRET, "HS256");
const good = full.signSync({ sub: "user-42", aud: "api", roles: ["a"] }, key, { expiresIn: 86_400 });
const [header, payload, signature] = good.split(".");
const refused = [
  ["signature_invalid", `${header}.${payload}.${signature.slice(0, -2)}AA`],
  ["expired", full.signSync({ aud: "api", exp: 1 }, key)],
  ["claim_mismatch", full.signSync({ aud: "other", exp: 9e9 }, key)],
  ["malformed", `${header}.${payload}.${signature}=`],
  ["malformed", ""],
  ["too_large", "a".repeat(20_000)],
  ["encrypted", "a.b.c.d.e"],
  ["algorithm_not_allowed", `eyJhbGciOiJub25lIn0.${payload}.`],
];

test("good and refused tokens in turn", async (context) => {
  const verifier = full.createVerifier({ key, audience: "api" });
  await isFlat(context, (rounds = 100_000 * SCALE) => {
    for (let round = 0; round < rounds; round++) {
      assert.equal(verifier.verifySync(good).payload.sub, "user-42");
      if (round % 10 > 0) continue;
      const [code, token] = refused[(round / 10) % refused.length];
      try {
        verifier.verifySync(token);
        assert.fail(`accepted ${token}`);
      } catch (error) {
        assert.equal(error.code, code);
      }
    }
  });
});

test("a public key on both engines, with errors between", async (context) => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const token = full.signSync({ sub: "a" }, full.privateKey(privateKey, "ES256"), { expiresIn: 86_400 });
  const forged = token.replace(/.$/, (letter) => (letter === "A" ? "Q" : "A"));
  const other = full.createVerifier({ key: full.publicKey(publicKey, "ES256"), audience: "api" });
  const verifier = full.createVerifier({ key: full.publicKey(publicKey, "ES256") });
  await full.loadEngine("ES256");
  const wasm = full.createVerifier({ key: full.publicKey(publicKey, "ES256"), engine: "wasm" });
  await isFlat(context, async (rounds = 3000 * SCALE) => {
    for (let round = 0; round < rounds; round++) {
      verifier.verifySync(token);
      await verifier.verify(token);
      if (round % 10 === 0) wasm.verifySync(token);
      assert.throws(() => verifier.verifySync(forged), { code: /malformed|signature_invalid/ });
      if (round % 10 === 0) await assert.rejects(other.verify(forged), { name: "JwtError" });
      await assert.rejects(verifier.verify(good), { code: "algorithm_not_allowed" });
    }
  });
});

test("handles that are freed, and handles that are forgotten", async (context) => {
  await isFlat(context, (rounds = 5000 * SCALE) => {
    for (let round = 0; round < rounds; round++) {
      const one = full.secretKey(SECRET, "HS256");
      const verifier = full.createVerifier({ key: one, audience: "api" });
      one.free();
      verifier.verifySync(good);
      verifier.free();
    }
  });
  const forget = async (rounds, atOnce) => {
    for (let round = 0; round < rounds; round++) {
      full.createVerifier({ key: full.secretKey(SECRET, "HS256"), audience: "api" }).verifySync(good);
      // Finalizers run between turns of the event loop.
      if (round % atOnce === 0) await memory();
    }
  };
  // The order in which keys are collected decides where memory becomes free, which makes a difference of one page.
  await forget(1201, 600);
  await isFlat(context, (rounds = 5000 * SCALE) => forget(rounds, 500));
});

test("concurrent verifications while keys rotate", async () => {
  const signers = Array.from({ length: 5 }, (_, index) => {
    const { privateKey } = generateKeyPairSync("ed25519", {
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const own = full.privateKey(privateKey, "EdDSA");
    const kid = `k${index}`;
    return {
      kid,
      jwk: { ...own.toPublicJwk(), kid },
      token: full.signSync({ kid }, own, { expiresIn: 86_400, kid }),
    };
  });
  let current = 0;
  let requests = 0;
  const provider = async () => {
    requests++;
    const keys = [signers[current], signers[(current + 1) % signers.length]].map(({ jwk }) => jwk);
    await sleep(1);
    return new Response(JSON.stringify({ keys }));
  };
  const remote = full.remoteJwks("https://rotating.example/jwks", { fetch: provider, cooldown: 0 });
  const verifier = full.createVerifier({ key: remote, cache: 2 });
  for (let round = 0; round < 200 * SCALE; round++) {
    current = round % signers.length;
    const [now, next, gone] = [0, 1, 3].map((ahead) => signers[(current + ahead) % signers.length]);
    // The first token of a new key has the set fetched. From then on, the key that left the set is refused.
    assert.equal((await verifier.verify(next.token)).payload.kid, next.kid);
    const outcomes = await Promise.all(
      [now, next, now, next].map(({ token }) => verifier.verify(token).then(({ payload: { kid } }) => kid)),
    );
    assert.deepEqual(outcomes, [now.kid, next.kid, now.kid, next.kid]);
    await assert.rejects(verifier.verify(gone.token), { code: "key_not_found" });
  }
  assert.ok(requests >= 200);
});
