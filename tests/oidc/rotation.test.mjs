// A real provider replaces its keys, and cannot be reached for a while.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as jose from "jose";
import { decode, JwtError, trustedIssuers, verify } from "jwt-wasm";
import { signed } from "./lib/forged.mjs";
import { makeKeys } from "./lib/keys.mjs";
import { apiOf, serviceToken } from "./lib/login.mjs";
import { startProvider } from "./lib/provider.mjs";

const ALG = "ES256";
const audience = apiOf(ALG);

let provider;
before(async () => {
  provider = await startProvider([ALG], makeKeys("one"));
});
after(() => provider?.close());

/** Our verdict and jose's on a token: nothing, or the code. */
function verifiers({ lifetime }) {
  const { issuer } = provider;
  const key = trustedIssuers([issuer], { minAge: lifetime, maxAge: lifetime, cooldown: 1 });
  const set = jose.createRemoteJWKSet(new URL(`${issuer}/jwks`), {
    cacheMaxAge: lifetime * 1000,
    cooldownDuration: 1000,
  });
  return {
    ours: (token) => codeOf(verify(token, key, { audience, typ: "at+jwt" }), JwtError),
    jose: (token) => codeOf(jose.jwtVerify(token, set, { issuer, audience }), jose.errors.JOSEError),
  };
}

async function codeOf(answer, expected) {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof expected)) throw error;
    return error.code;
  }
}

test("a key is replaced: its tokens pass until it is withdrawn, those of the new key at once", async () => {
  const { ours, jose } = verifiers({ lifetime: 2 });
  const old = await serviceToken(provider, ALG);
  assert.deepEqual([await ours(old), await jose(old)], [undefined, undefined]);

  provider.rotate([...makeKeys("two"), ...provider.keys]);
  await sleep(1100);
  const current = await serviceToken(provider, ALG);
  assert.equal(decode(current).header.kid, "ES256 of two");
  provider.requests();
  for (const token of [current, old, current]) {
    assert.deepEqual([await ours(token), await jose(token)], [undefined, undefined]);
  }
  assert.equal(provider.requests().jwks, 2, "one fetch each");

  provider.rotate(provider.keys.filter(({ kid }) => kid.endsWith("two")));
  await sleep(2100);
  assert.deepEqual([await ours(current), await jose(current)], [undefined, undefined]);
  assert.deepEqual([await ours(old), await jose(old)], ["key_not_found", "ERR_JWKS_NO_MATCHING_KEY"]);
});

test("while the provider is out of reach, the keys that are there go on", async () => {
  const { ours } = verifiers({ lifetime: 1 });
  const token = await serviceToken(provider, ALG);
  assert.equal(await ours(token), undefined);
  provider.setUp(false);
  try {
    await sleep(1100);
    assert.equal(await ours(token), undefined);
    assert.equal(await verifiers({ lifetime: 1 }).ours(token), undefined, "the set is shared");
    const unknown = await signed(provider.keys, ALG, jose.decodeJwt(token), {
      typ: "at+jwt",
      kid: "unknown",
    });
    assert.equal(await ours(unknown), "key_not_found");
  } finally {
    provider.setUp(true);
  }
});

test("a flood of unknown keys makes one fetch", async () => {
  const { ours } = verifiers({ lifetime: 60 });
  const token = await serviceToken(provider, ALG);
  assert.equal(await ours(token), undefined);
  await sleep(1100);
  provider.requests();
  const claims = jose.decodeJwt(token);
  const tokens = Array.from({ length: 50 }, (_, index) =>
    signed(provider.keys, ALG, claims, { typ: "at+jwt", kid: `unknown ${index}` }),
  );
  for (const code of await Promise.all(tokens.map(async (made) => ours(await made)))) {
    assert.equal(code, "key_not_found");
  }
  assert.equal(provider.requests().jwks, 1);
});
