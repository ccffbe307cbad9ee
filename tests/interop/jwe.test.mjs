// Encrypted tokens of jose, joserfc and Auth.js decrypt here, and those that are made here decrypt there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode, encode, getToken } from "@auth/core/jwt";
import * as jose from "jose";
import { secretKey } from "jwt-wasm";
import { authJsKey, decrypt, decryptSync, encrypt, encryptionKey, sessionToken } from "jwt-wasm/jwe";
import { nextAuth } from "./next-auth.mjs";
import { ask } from "./python.mjs";

const ENCS = ["A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"];
const SIZES = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};
const SECRETS = { A128KW: 16, A192KW: 24, A256KW: 32, A128GCMKW: 16, A192GCMKW: 24, A256GCMKW: 32 };
const AGREEMENTS = ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"];
const RSA = ["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"];

const pairs = new Map();

/** One for each `alg` and curve, because RSA keys take long. */
async function pairOf(alg, { crv }) {
  const name = `${alg} ${crv}`;
  if (!pairs.has(name))
    pairs.set(name, await jose.generateKeyPair(alg, { ...(crv && { crv }), extractable: true }));
  return pairs.get(name);
}

/** The keys of both libraries: to encrypt with, and to decrypt with. */
async function* keys() {
  for (const enc of ENCS) {
    for (const [alg, size] of [["dir", SIZES[enc]], ...Object.entries(SECRETS)]) {
      const secret = crypto.getRandomValues(new Uint8Array(size));
      const own = encryptionKey(secret, { alg, enc });
      const jwk = { kty: "oct", k: Buffer.from(secret).toString("base64url") };
      yield { alg, enc, jwks: [jwk, jwk], theirs: [secret, secret], ours: [own, own] };
    }
    const kinds = [
      ...AGREEMENTS.flatMap((alg) => ["P-256", "P-384", "P-521", "X25519"].map((crv) => [alg, { crv }])),
      ...RSA.map((alg) => [alg, {}]),
    ];
    for (const [alg, options] of kinds) {
      const pair = await pairOf(alg, options);
      const [publicJwk, privateJwk] = [
        await jose.exportJWK(pair.publicKey),
        await jose.exportJWK(pair.privateKey),
      ];
      yield {
        alg,
        enc,
        jwks: [publicJwk, privateJwk],
        theirs: [pair.publicKey, pair.privateKey],
        ours: [publicJwk, privateJwk].map((key) => encryptionKey(key, { alg, enc })),
      };
    }
  }
}

test("each alg with each enc, both ways with jose", { timeout: 120_000 }, async () => {
  let count = 0;
  for await (const { alg, enc, theirs, ours } of keys()) {
    // Node's own AES-GCM decrypts and encrypts long content.
    const note = "x".repeat(count % 2 === 0 ? 1 : 1000);
    const made = await new jose.EncryptJWT({ sub: "ü", n: 1.5, note })
      .setProtectedHeader({ alg, enc })
      .setExpirationTime("1m")
      .setAudience("api")
      .encrypt(theirs[0]);
    const { payload } = await decrypt(made, ours[1], { audience: "api" });
    assert.deepEqual([payload.sub, payload.n, payload.note], ["ü", 1.5, note], `${alg} ${enc}`);
    assert.deepEqual(decryptSync(made, ours[1], { audience: "api" }).payload, payload);
    const token = await encrypt({ sub: "ü", note, aud: "api" }, ours[0], { expiresIn: 60 });
    const theirsOf = await jose.jwtDecrypt(token, theirs[1], { audience: "api" });
    assert.deepEqual([theirsOf.payload.sub, theirsOf.payload.note], ["ü", note], `${alg} ${enc}`);
    count += 1;
  }
  assert.equal(count, 6 * (7 + 16 + 3));
});

test("each alg with each enc, both ways with joserfc", { timeout: 120_000 }, async () => {
  const claims = { sub: "ü", n: 1.5, aud: "api", exp: Math.floor(Date.now() / 1000) + 600 };
  const cases = [];
  for await (const { alg, enc, jwks, ours } of keys()) {
    // It has no other RSA-OAEP.
    if (/^RSA-OAEP-(384|512)$/.test(alg)) continue;
    const token = await encrypt(claims, ours[0], { issuedAt: false });
    cases.push({ alg, enc, jwks, ours, token });
  }
  const jobs = cases.flatMap(({ alg, enc, jwks, token }) => [
    { peer: "joserfc", task: "decrypt", alg, enc, key: jwks[1], token },
    { peer: "joserfc", task: "encrypt", alg, enc, key: jwks[0], claims },
  ]);
  const answers = ask("peers.py", jobs);
  let count = 0;
  for (const [place, { alg, enc, ours }] of cases.entries()) {
    const [read, made] = [answers[2 * place], answers[2 * place + 1]];
    assert.deepEqual(read.value, claims, `${alg} ${enc}: ${read.error}`);
    assert.ok(made.value, `${alg} ${enc}: ${made.error}`);
    assert.deepEqual((await decrypt(made.value, ours[1], { audience: "api" })).payload, claims);
    count += 1;
  }
  assert.equal(count, 6 * (7 + 16 + 1));
});

test("apu and apv of jose", async () => {
  const { publicKey, privateKey } = await jose.generateKeyPair("ECDH-ES", { extractable: true });
  const own = encryptionKey(await jose.exportJWK(privateKey), { alg: "ECDH-ES", enc: "A256GCM" });
  const token = await new jose.EncryptJWT({})
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM" })
    .setKeyManagementParameters({ apu: new TextEncoder().encode("Alice"), apv: new Uint8Array(5_000) })
    .setExpirationTime("1m")
    .encrypt(publicKey);
  assert.equal((await decrypt(token, own)).header.apu, "QWxpY2U");
});

test("a token that jose has signed and encrypted", async () => {
  const secret = new Uint8Array(32).fill(9);
  const signed = await new jose.SignJWT({ sub: "a" })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1m")
    .sign(secret);
  const token = await new jose.CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", cty: "JWT" })
    .encrypt(secret);
  const key = encryptionKey(secret, { alg: "dir", enc: "A256GCM" });
  const nested = { key: secretKey(secret, "HS256") };
  assert.equal((await decrypt(token, key, { nested })).signed.payload.sub, "a");
  const own = await encrypt({ sub: "b" }, key, { nested: { ...nested, expiresIn: 60 } });
  const { plaintext, protectedHeader } = await jose.compactDecrypt(own, secret);
  assert.equal(protectedHeader.cty, "JWT");
  assert.equal((await jose.jwtVerify(plaintext, secret)).payload.sub, "b");
});

test("sessions of @auth/core, both ways, whole and in chunks", async () => {
  const secrets = ["the new secret of the app", "the old secret of the app"];
  for (const cookie of ["authjs.session-token", "__Secure-authjs.session-token"]) {
    const key = authJsKey(secrets, { cookie });
    for (const secret of secrets) {
      const token = await encode({
        token: { sub: "user-42", picture: "x".repeat(6_000) },
        secret,
        salt: cookie,
      });
      const { payload, header } = await decrypt(token, key);
      assert.deepEqual([payload.sub, header.enc, header.alg], ["user-42", "A256CBC-HS512", "dir"]);
      const size = 3_936;
      const chunks = Array.from({ length: Math.ceil(token.length / size) }, (_, place) =>
        token.slice(place * size, (place + 1) * size),
      );
      assert.ok(chunks.length > 2);
      const cookies = chunks
        .map((chunk, place) => `${cookie}.${place}=${chunk}`)
        .reverse()
        .join("; ");
      assert.equal(sessionToken(`theme=dark; ${cookies}`, cookie), token);
      const read = await getToken({
        req: { headers: { cookie: cookies } },
        secret,
        cookieName: cookie,
        raw: true,
      });
      assert.equal(read, token);
    }
    const own = await encrypt({ sub: "user-42", name: "Ünï" }, key, {
      expiresIn: 60,
      jwtId: "random",
      typ: false,
    });
    const theirs = await decode({ token: own, secret: secrets, salt: cookie });
    assert.deepEqual([theirs.sub, theirs.name], ["user-42", "Ünï"]);
  }
});

test("sessions of next-auth 4, both ways, whole and in chunks", async () => {
  const { decode, encode, getToken } = await nextAuth();
  const secret = "the secret of the app";
  const key = authJsKey(secret, { version: 4 });
  const cookie = "__Secure-next-auth.session-token";
  for (const picture of ["", "x".repeat(6_000)]) {
    const token = await encode({ token: { sub: "user-42", picture }, secret });
    const { payload, header } = await decrypt(token, key);
    assert.deepEqual([payload.sub, payload.picture, header.enc], ["user-42", picture, "A256GCM"]);
    const size = 3_933;
    const chunks = Array.from({ length: Math.ceil(token.length / size) }, (_, place) => [
      `${cookie}.${place}`,
      token.slice(place * size, (place + 1) * size),
    ]);
    const cookies = Object.fromEntries(picture ? chunks : [[cookie, token]]);
    const line = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    assert.equal(sessionToken(line.join("; "), cookie), token);
    const read = await getToken({ req: { cookies }, secret, cookieName: cookie, raw: true });
    assert.equal(read, token);
    await assert.rejects(decrypt(token, authJsKey(`${secret}.`, { version: 4 })), {
      code: "decryption_failed",
    });
    await assert.rejects(decrypt(`${token.slice(0, -2)}AA`, key), { code: "decryption_failed" });
  }
  const claims = { sub: "user-42", name: "Ünï" };
  const own = await encrypt(claims, key, { expiresIn: 60, jwtId: "random", typ: false });
  const theirs = await decode({ token: own, secret });
  assert.deepEqual([theirs.sub, theirs.name], ["user-42", "Ünï"]);
  await assert.rejects(decode({ token: own, secret: `${secret}.` }));
});

test("sessions that Auth.js and next-auth 4 have made", async () => {
  const { secret, claims, tokens } = JSON.parse(
    readFileSync(new URL("../vectors/auth-js.json", import.meta.url), "utf8"),
  );
  assert.deepEqual(
    tokens.map(({ version }) => version),
    [5, 5, 4],
  );
  for (const { by, version, cookie, token } of tokens) {
    const key = authJsKey(secret, version === 4 ? { version } : { cookie });
    const { payload } = await decrypt(token, key);
    assert.deepEqual({ ...payload, ...claims }, payload, by);
    await assert.rejects(decrypt(token, authJsKey(`${secret}.`, version === 4 ? { version } : { cookie })));
  }
});
