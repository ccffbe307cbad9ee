import assert from "node:assert/strict";
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { JwtError, jwk, privateKey, secretKey, sign, signSync, verify, verifySync } from "jwt-wasm";
import {
  authJsKey,
  decrypt,
  decryptJwe,
  decryptJweSync,
  decryptSync,
  encrypt,
  encryptionKey,
  encryptSync,
  sessionToken,
} from "jwt-wasm/jwe";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { LONG } from "../dist/jwe/ciphers.js";
import { open, openAsync } from "../dist/jwe/decrypt.js";
import { seal, sealAsync } from "../dist/jwe/encrypt.js";
import { handleOf } from "../dist/jwe/key.js";
import { CONTENT_ENCRYPTION, KEY_MANAGEMENT } from "../dist/names.js";

const LIMITS = { limit: 16_384, isTraced: false };
const vectors = (name) =>
  JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}`, import.meta.url), "utf8"));
const text = (bytes) => new TextDecoder().decode(bytes);
const bytes = (length, byte = 7) => new Uint8Array(length).fill(byte);

function refused(call, code, reason) {
  assert.throws(call, (error) => isRefusal(error, code, reason));
}

function isRefusal(error, code, reason, message = error.message) {
  assert(error instanceof JwtError, String(error?.stack ?? error));
  assert.deepEqual([error.code, error.reason], [code, reason], error.message);
  assert.equal(error.message, message);
  return true;
}

/** Runs the test twice: once the module computes AES-GCM, and once the host. */
function eachWay(name, run) {
  const { content } = LONG;
  for (const [way, least] of [
    ["in the module", 2 ** 32 - 1],
    ["by the host", 0],
  ]) {
    test(`${name}, ${way}`, async () => {
      LONG.content = least;
      try {
        await run();
      } finally {
        LONG.content = content;
      }
    });
  }
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PAIRS = {
  RSA: [rsa.publicKey, rsa.privateKey].map((key) => key.export({ format: "jwk" })),
  ...Object.fromEntries(
    ["P-256", "P-384", "P-521"].map((namedCurve) => {
      const pair = generateKeyPairSync("ec", { namedCurve });
      return [namedCurve, [pair.publicKey, pair.privateKey].map((key) => key.export({ format: "jwk" }))];
    }),
  ),
};
const x25519 = generateKeyPairSync("x25519");
PAIRS.X25519 = [x25519.publicKey, x25519.privateKey].map((key) => key.export({ format: "jwk" }));

/** Keys for encrypting and decrypting: of a curve each, for an agreement. */
function pairs(alg, enc) {
  if (alg.startsWith("RSA")) return [PAIRS.RSA.map((key) => encryptionKey(key, { alg, enc }))];
  if (alg.startsWith("ECDH")) {
    return ["P-256", "P-384", "P-521", "X25519"].map((curve) =>
      PAIRS[curve].map((key) => encryptionKey(key, { alg, enc })),
    );
  }
  const sizes = { A128: 16, A192: 24, A256: 32 };
  const size =
    alg === "dir"
      ? {
          A128GCM: 16,
          A192GCM: 24,
          A256GCM: 32,
          "A128CBC-HS256": 32,
          "A192CBC-HS384": 48,
          "A256CBC-HS512": 64,
        }[enc]
      : sizes[alg.slice(0, 4)];
  const key = encryptionKey(bytes(size), { alg, enc });
  return [[key, key]];
}

eachWay("every alg with every enc, with and without a promise", async () => {
  let count = 0;
  for (const alg of KEY_MANAGEMENT) {
    for (const enc of CONTENT_ENCRYPTION) {
      for (const [encrypting, decrypting] of pairs(alg, enc)) {
        if (alg === "RSA-OAEP") {
          refused(() => encryptSync({}, encrypting), "algorithm_not_allowed", "read_only");
          continue;
        }
        const options = { expiresIn: 60, kid: "a" };
        const tokens = [
          encryptSync({ sub: "ü" }, encrypting, options),
          await encrypt({ sub: "ü" }, encrypting, options),
        ];
        for (const token of tokens) {
          const results = [decryptSync(token, decrypting), await decrypt(token, decrypting)];
          for (const { header, payload, key, signed } of results) {
            assert.deepEqual([header.alg, header.enc, header.typ, header.kid], [alg, enc, "JWT", "a"]);
            assert.equal(payload.sub, "ü");
            assert.equal(payload.exp - payload.iat, 60);
            assert.deepEqual(key, { alg, enc });
            assert.equal(signed, undefined);
            count += 1;
          }
        }
      }
    }
  }
  assert.equal(count, (7 + 4 * 4 + 3) * 6 * 4);
});

test("WebCrypto computes what node:crypto does", async () => {
  const { versions } = process;
  const own = Object.getOwnPropertyDescriptor(process, "versions");
  Object.defineProperty(process, "versions", { ...own, value: { ...versions, bun: "1" } });
  try {
    for (const alg of ["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "ECDH-ES", "ECDH-ES+A256KW"]) {
      for (const [encrypting, decrypting] of pairs(alg, "A256GCM")) {
        const token = await encrypt({ sub: "a" }, encrypting, { expiresIn: 60 });
        assert.equal((await decrypt(token, decrypting)).payload.sub, "a");
        assert.equal(decryptSync(token, decrypting).payload.sub, "a");
        const other = encryptSync({ sub: "b" }, encrypting, { expiresIn: 60 });
        assert.equal((await decrypt(other, decrypting)).payload.sub, "b");
        const [header, wrapped, ...rest] = token.split(".");
        const wrong = [
          header,
          alg === "ECDH-ES" ? "" : wrapped.replace(/^./, (c) => (c === "A" ? "B" : "A")),
          ...rest,
        ].join(".");
        if (alg !== "ECDH-ES") {
          await assert.rejects(decrypt(wrong, decrypting), (error) => isRefusal(error, "decryption_failed"));
        }
      }
    }
  } finally {
    Object.defineProperty(process, "versions", own);
  }
});

eachWay("the examples of RFC 7516 and RFC 7520", async () => {
  for (const { name, token, key, alg, enc, plaintext, refused: reason } of vectors("rfc-jwe.json").tokens) {
    if (reason !== undefined) {
      refused(
        () => decryptSync(token, encryptionKey(bytes(16), { alg: "A128KW", enc })),
        "algorithm_not_allowed",
        reason,
      );
      continue;
    }
    const handle = handleOf(encryptionKey(key, { alg, enc }));
    assert.equal(text(open(token, handle, LIMITS).content), plaintext, name);
    assert.equal(text((await openAsync(token, handle, LIMITS)).content), plaintext, name);
  }
  let decrypted = 0;
  for (const { name, input, output } of vectors("rfc7520-jwe.json")) {
    const isRefused =
      ["5_1.", "5_3.", "5_9."].some((part) => name.includes(part)) || output.compact === undefined;
    if (isRefused) continue;
    const { key, alg, enc, plaintext } = input;
    const handle = handleOf(encryptionKey(key, { alg, enc }));
    assert.equal(text(open(output.compact, handle, LIMITS).content), plaintext, name);
    decrypted += 1;
  }
  assert.equal(decrypted, 6);
});

eachWay("the cases of Wycheproof", async () => {
  const counts = { valid: 0, invalid: 0, rsa1_5: 0 };
  for (const { private: own, tests } of vectors("wycheproof/json_web_encryption.json").testGroups) {
    const isDirect = CONTENT_ENCRYPTION.includes(own.alg);
    // RSA1_5 is refused by rule. The key stands in for one of it.
    const key = own.alg === "RSA1_5" ? { ...own, alg: "RSA-OAEP" } : own;
    let made;
    try {
      made = encryptionKey(key, isDirect ? {} : { enc: CONTENT_ENCRYPTION });
    } catch (error) {
      // RSA keys of 1024 bits.
      isRefusal(error, "key_too_weak", "rsa");
      continue;
    }
    for (const { tcId, jwe, pt, result } of tests) {
      let content;
      try {
        content = open(jwe, handleOf(made), LIMITS).content;
      } catch (error) {
        assert(error instanceof JwtError, `${tcId}: ${error}`);
      }
      if (own.alg === "RSA1_5") {
        assert.equal(content, undefined, tcId);
        counts.rsa1_5 += 1;
      } else {
        assert.equal(content === undefined ? "invalid" : "valid", result, `${tcId}`);
        if (content) assert.equal(Buffer.from(content).toString("hex"), pt);
        counts[result] += 1;
      }
    }
  }
  assert.deepEqual(counts, COUNTED);
});

const COUNTED = { valid: 31, invalid: 32, rsa1_5: 9 };

const key = encryptionKey(bytes(32), { alg: "dir", enc: "A256GCM" });

test("verify and decrypt name each other", async () => {
  const token = await encrypt({ sub: "a" }, key, { expiresIn: 60 });
  await assert.rejects(verify(token, secretKey(bytes(32), "HS256")), (error) => {
    assert.match(error.message, /jwt-wasm\/jwe/);
    return isRefusal(error, "encrypted");
  });
  const signed = signSync({}, secretKey(bytes(32), "HS256"));
  await assert.rejects(decrypt(signed, key), (error) => {
    assert.match(error.message, /verify reads it/);
    return isRefusal(error, "not_encrypted");
  });
});

eachWay("what is changed does not decrypt", async () => {
  for (const alg of KEY_MANAGEMENT.filter((alg) => alg !== "RSA-OAEP")) {
    for (const enc of ["A128CBC-HS256", "A128GCM"]) {
      const [[encrypting, decrypting]] = pairs(alg, enc);
      const parts = (await encrypt({ sub: "a" }, encrypting, { expiresIn: 60 })).split(".");
      for (const [place, part] of parts.entries()) {
        if (place === 0 || part === "") continue;
        const changed = Buffer.from(part, "base64url");
        changed[0] ^= 1;
        const token = parts.map((one, at) => (at === place ? changed.toString("base64url") : one)).join(".");
        await assert.rejects(decrypt(token, decrypting), (error) => isRefusal(error, "decryption_failed"));
        refused(() => decryptSync(token, decrypting), "decryption_failed");
      }
    }
  }
});

eachWay("each bit of IV, ciphertext and tag counts, and the header's letters", () => {
  const [[key]] = pairs("dir", "A256GCM");
  const parts = seal(bytes(40), { b: 1 }, handleOf(key)).split(".");
  const failed = (place, part) => {
    const token = parts.map((one, at) => (at === place ? part : one)).join(".");
    refused(() => open(token, handleOf(key), LIMITS), "decryption_failed");
  };
  for (const place of [2, 3, 4]) {
    const part = Buffer.from(parts[place], "base64url");
    for (let bit = 0; bit < 8 * part.length; bit++) {
      const changed = Buffer.from(part);
      changed[bit >> 3] ^= 1 << (bit & 7);
      failed(place, changed.toString("base64url"));
    }
  }
  const header = Buffer.from(parts[0], "base64url").toString();
  failed(0, Buffer.from(header.replace(",", ", ")).toString("base64url"));
  failed(3, Buffer.from(parts[3], "base64url").subarray(1).toString("base64url"));
  failed(3, "");
});

test("the host decrypts long content by AES-GCM with a tag of 16 bytes, and gives nothing out before it is good", (context) => {
  const [[key]] = pairs("dir", "A256GCM");
  const spies = ["createCipheriv", "createDecipheriv"].map((name) => context.mock.method(crypto, name));
  const calls = () => spies.map(({ mock }) => mock.callCount());
  const decrypted = (token) => open(token, handleOf(key), LIMITS).content;
  for (const [length, expected] of [
    [0, [0, 0]],
    [LONG.content - 1, [0, 0]],
    [LONG.content, [1, 1]],
    [4_000, [2, 2]],
  ]) {
    const token = seal(bytes(length), {}, handleOf(key));
    assert.deepEqual(decrypted(token), bytes(length));
    assert.deepEqual(calls(), expected, String(length));
  }
  for (const { mock } of spies) {
    for (const { arguments: given } of mock.calls) {
      assert.deepEqual([given[0], given[3]], ["aes-256-gcm", { authTagLength: 16 }]);
    }
  }
  const updates = [];
  const { createDecipheriv } = crypto;
  context.mock.method(crypto, "createDecipheriv", (...given) => {
    const decipher = createDecipheriv(...given);
    const { update } = decipher;
    decipher.update = (bytes) => {
      updates.push(update.call(decipher, bytes));
      return updates.at(-1);
    };
    return decipher;
  });
  const token = seal(bytes(LONG.content), {}, handleOf(key));
  const forged = token.replace(/.(?=.$)/, (letter) => (letter === "A" ? "B" : "A"));
  refused(() => decrypted(forged), "decryption_failed");
  assert.ok(updates.length === 1 && updates[0].every((byte) => byte === 0));
});

test("an ephemeral key off the curve, of another curve or private is refused, by each host", async () => {
  for (const curve of ["P-256", "X25519"]) {
    const decrypting = encryptionKey(PAIRS[curve][1], { alg: "ECDH-ES", enc: "A256GCM" });
    const [other] = PAIRS["P-384"];
    const point = PAIRS[curve][0];
    const off = { ...point, x: Buffer.alloc(32).toString("base64url"), ...(point.y && { y: point.x }) };
    for (const epk of [off, other, PAIRS[curve][1], undefined, null, {}]) {
      const header = Buffer.from(JSON.stringify({ alg: "ECDH-ES", enc: "A256GCM", epk })).toString(
        "base64url",
      );
      const token = `${header}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
      refused(() => decryptSync(token, decrypting), "header_rejected", "epk");
      await assert.rejects(decrypt(token, decrypting), (error) => isRefusal(error, "header_rejected", "epk"));
    }
  }
});

test("the rules for claims are those of verify", async () => {
  const signing = secretKey(bytes(32), "HS256");
  for (const [claims, options] of [
    [{ exp: 2_000_000_000 }, { now: 1_900_000_000 }],
    [{ exp: 1_900_000_000 }, { now: 1_900_000_000 }],
    [{ exp: 2_000_000_000, aud: "api" }, { now: 1_900_000_000 }],
    [
      { exp: 2_000_000_000, aud: "api" },
      { now: 1_900_000_000, audience: "api" },
    ],
    [
      { exp: 2_000_000_000, iss: "a" },
      { now: 1_900_000_000, issuer: "b" },
    ],
    [{ sub: "a" }, { requireExpiry: false, requiredClaims: ["sub"] }],
    [{ sub: "a" }, {}],
  ]) {
    const token = encryptSync(claims, key, { issuedAt: false });
    const signed = signSync(claims, signing, { issuedAt: false });
    const [one, other] = [
      () => decryptSync(token, key, options),
      () => verifySync(signed, signing, options),
    ].map((call) => {
      try {
        return { payload: call().payload };
      } catch (error) {
        return { code: error.code, message: error.message, claim: error.claim };
      }
    });
    assert.deepEqual(one, other);
  }
  // Content that no JWT has.
  for (const [content, reason] of [
    ["[]", "not_object"],
    ["", "not_object"],
    ['{"a":1,"a":2}', "duplicate_name"],
    ["\xff", "json"],
  ]) {
    const token = seal(new TextEncoder().encode(content), {}, handleOf(key));
    refused(() => decryptSync(token, key, { requireExpiry: false }), "malformed", reason);
  }
  refused(() => decryptSync(seal(Uint8Array.of(0x7b, 0xff), {}, handleOf(key)), key), "malformed", "utf8");
  const typed = await encrypt({}, key, { typ: "at+jwt", expiresIn: 60 });
  assert.equal((await decrypt(typed, key, { typ: "at+jwt" })).header.typ, "at+jwt");
  await assert.rejects(decrypt(typed, key, { typ: "JWT" }), (error) =>
    isRefusal(error, "header_rejected", "typ"),
  );
  const schema = {
    "~standard": { version: 1, vendor: "t", validate: (value) => ({ value: { ...value, seen: true } }) },
  };
  assert.equal((await decrypt(typed, key, { schema })).payload.seen, true);
});

test("options are checked before the token", async () => {
  for (const [options, part] of [
    [{ audiense: "a" }, "audiense"],
    [{ algorithms: ["HS256"] }, "algorithms"],
    [{ allowPadding: true }, "allowPadding"],
    [{ profile: "id_token" }, "profile"],
    [{ cache: 1 }, "cache"],
    [{ maxTokenLength: 0 }, "maxTokenLength"],
    [{ maxTokenLength: "1" }, "maxTokenLength"],
    [{ stackTraces: 1 }, "stackTraces"],
    [{ audience: undefined }, "audience"],
    [{ nested: {} }, "nested.key"],
    [{ nested: { key: secretKey(bytes(32), "HS256"), audiense: "a" } }, "audiense"],
    [{ nested: { key: secretKey(bytes(32), "HS256") }, audience: "a" }, "audience"],
  ]) {
    await assert.rejects(decrypt("x", key, options), (error) => {
      assert.equal(error.code, "options_invalid", error.message);
      assert.equal(error.part?.replace(/^options\./, ""), part, error.message);
      return true;
    });
  }
  await assert.rejects(decrypt("a".repeat(16_385), key), (error) => isRefusal(error, "too_large"));
  await assert.rejects(decrypt("é".repeat(9_000), key), (error) => isRefusal(error, "too_large"));
  await assert.rejects(decrypt(7, key), (error) => isRefusal(error, "malformed", "segments"));
  for (const wrong of [secretKey(bytes(32), "HS256"), "secret", bytes(32), undefined, {}]) {
    await assert.rejects(decrypt("x", wrong), (error) => isRefusal(error, "key_invalid", "not_a_key"));
    await assert.rejects(encrypt({}, wrong), (error) => isRefusal(error, "key_invalid", "not_a_key"));
  }
  await assert.rejects(verify("a.b.c", key), (error) => isRefusal(error, "key_invalid", "not_a_key"));
});

test("a signed token inside is verified", async () => {
  const signing = secretKey(bytes(32, 9), "HS256");
  const token = await encrypt({ sub: "a" }, key, { nested: { key: signing, expiresIn: 60 } });
  const { header, payload, signed } = await decrypt(token, key, { nested: { key: signing } });
  assert.deepEqual(
    [header.cty, header.typ, payload.sub, signed.payload.sub, signed.header.alg],
    ["JWT", undefined, "a", "a", "HS256"],
  );
  assert.equal(decryptSync(token, key, { nested: { key: signing } }).payload.sub, "a");
  const other = secretKey(bytes(32, 8), "HS256");
  await assert.rejects(decrypt(token, key, { nested: { key: other } }), (error) =>
    isRefusal(error, "signature_invalid"),
  );
  await assert.rejects(decrypt(token, key, { nested: { key: signing, audience: "b" } }), (error) =>
    isRefusal(error, "claim_missing"),
  );
  await assert.rejects(decrypt(token, key), (error) => isRefusal(error, "header_rejected", "nested"));
  const flat = await encrypt({ sub: "a" }, key, { expiresIn: 60 });
  await assert.rejects(decrypt(flat, key, { nested: { key: signing } }), (error) =>
    isRefusal(error, "malformed", "segments"),
  );
  const text = await encrypt({ sub: "a" }, key, { expiresIn: 60 });
  assert.equal((await decrypt(text, key)).payload.sub, "a");
  const plain = seal(new TextEncoder().encode(await sign({}, signing)), { cty: "text/plain" }, handleOf(key));
  await assert.rejects(decrypt(plain, key, { nested: { key: signing } }), (error) =>
    isRefusal(error, "header_rejected", "cty", "the header's cty must be JWT for a signed token inside"),
  );
  const typed = await sealAsync(
    new TextEncoder().encode(await sign({}, signing, { expiresIn: 60 })),
    { cty: "JWT", typ: "x" },
    handleOf(key),
  );
  assert.ok((await decrypt(typed, key, { typ: "x", nested: { key: signing } })).signed);
  await assert.rejects(decrypt(typed, key, { typ: "y", nested: { key: signing } }), (error) =>
    isRefusal(error, "header_rejected", "typ"),
  );
});

// A KeyObject that generateKeyPairSync returns shares a lock with the work that made it, and Node 20 hangs if the garbage
// collector frees that work while the key is used.
test("an ephemeral key is never used as the object that generateKeyPairSync returns", (context) => {
  const make = context.mock.method(crypto, "generateKeyPairSync");
  for (const curve of ["P-256", "P-384", "P-521", "X25519"]) {
    const [publicHalf, privateHalf] = PAIRS[curve].map((key) =>
      encryptionKey(key, { alg: "ECDH-ES", enc: "A256GCM" }),
    );
    const token = encryptSync({ sub: curve }, publicHalf, { expiresIn: 60 });
    assert.equal(decryptSync(token, privateHalf).payload.sub, curve);
  }
  assert.equal(make.mock.callCount(), 4);
  for (const {
    arguments: [, options],
  } of make.mock.calls) {
    assert.deepEqual(options.publicKeyEncoding, { format: "jwk" });
    assert.deepEqual(options.privateKeyEncoding, { type: "pkcs8", format: "der" });
  }
});

test("a key is bound to alg and enc, and is not for signatures", () => {
  const k = Buffer.alloc(32).toString("base64url");
  for (const [material, options, code, reason] of [
    [bytes(31), { alg: "dir", enc: "A256GCM" }, "key_invalid", "wrong_length"],
    [bytes(32), { enc: "A256GCM" }, "key_invalid", "no_algorithm"],
    [bytes(32), { alg: "dir" }, "key_invalid", "no_enc"],
    [bytes(32), { alg: "dir", enc: ["A256GCM", "A128CBC-HS256"] }, "key_invalid", "several_enc"],
    [bytes(32), { alg: "RSA-OAEP-256", enc: "A256GCM" }, "key_invalid", "wrong_kind"],
    [{ kty: "oct", k, alg: "HS256" }, { enc: "A256GCM" }, "key_invalid", "member_value"],
    [{ kty: "oct", k, use: "sig" }, { alg: "dir", enc: "A256GCM" }, "key_invalid", "member_value"],
    [{ kty: "oct", k, alg: "A256KW" }, { alg: "dir", enc: "A256GCM" }, "key_invalid", "other_algorithm"],
    [{ keys: [] }, { enc: "A256GCM" }, "key_invalid", "no_key"],
    ["a secret", { alg: "dir", enc: "A256GCM" }, "key_invalid", "not_a_key"],
    [PAIRS["P-256"][0], { alg: "RSA-OAEP-256", enc: "A256GCM" }, "key_invalid", "wrong_kind"],
  ]) {
    refused(() => encryptionKey(material, options), code, reason);
  }
  for (const options of [
    { alg: "RSA1_5", enc: "A256GCM" },
    { alg: "dir", enc: "none" },
    { alg: "dir", enc: [] },
    { alg: 1, enc: "A256GCM" },
    { alg: "dir", enc: "A256GCM", kid: "a" },
  ]) {
    assert.throws(
      () => encryptionKey(bytes(32), options),
      (error) => error.code === "options_invalid",
      JSON.stringify(options),
    );
  }
  refused(() => jwk({ kty: "oct", k, alg: "A256GCM" }), "key_invalid", "member_value");
  const [publicOnly, privateOnly] = PAIRS["P-256"].map((key) =>
    encryptionKey(key, { alg: "ECDH-ES", enc: "A256GCM" }),
  );
  refused(() => encryptSync({}, privateOnly), "key_invalid", "private_key");
  refused(
    () => decryptSync(encryptSync({}, publicOnly, { expiresIn: 1 }), publicOnly),
    "key_invalid",
    "public_key",
  );
  const freed = encryptionKey(bytes(32), { alg: "dir", enc: "A256GCM" });
  freed.free();
  freed.free();
  refused(() => encryptSync({}, freed), "key_invalid", "freed");
  assert(privateKey);
});

test("a JWK that lacks a member is refused, even with a certificate", () => {
  for (const x5c of [undefined, ["MIIB"]]) {
    const jwk = { kty: "RSA", alg: "RSA-OAEP-256", e: "AQAB", x5c };
    const refused = (error) =>
      error.message === "the key cannot be used: the JWK lacks n" && error.part === "n";
    assert.throws(() => encryptionKey(JSON.parse(JSON.stringify(jwk)), { enc: "A256GCM" }), refused);
  }
});

test("a set chooses by kid", async () => {
  const k = (byte) => Buffer.alloc(16, byte).toString("base64url");
  const set = encryptionKey(
    { keys: [1, 2].map((byte) => ({ kty: "oct", alg: "A128KW", kid: `k${byte}`, k: k(byte) })) },
    { enc: "A128GCM" },
  );
  const second = encryptionKey({ kty: "oct", alg: "A128KW", kid: "k2", k: k(2) }, { enc: "A128GCM" });
  const token = await encrypt({ sub: "a" }, second, { expiresIn: 60 });
  assert.deepEqual((await decrypt(token, set)).key, { alg: "A128KW", enc: "A128GCM", kid: "k2" });
  await assert.rejects(decrypt(await encrypt({}, second, { kid: "k3", expiresIn: 60 }), set), (error) =>
    isRefusal(error, "key_not_found"),
  );
  // The first key of a set encrypts.
  assert.equal((await decrypt(await encrypt({}, set, { expiresIn: 60 }), set)).key.kid, "k1");
});

test("the options of encrypt are those of sign", async () => {
  for (const [claims, options, code] of [
    [[], {}, "malformed"],
    [{ exp: "x" }, {}, "claim_invalid"],
    [{ a: undefined }, {}, "claim_invalid"],
    [{}, { expiresIn: -1 }, "options_invalid"],
    [{}, { header: { alg: "dir" } }, "options_invalid"],
    [{}, { header: { enc: "A256GCM" } }, "options_invalid"],
    [{}, { header: { zip: "DEF" } }, "options_invalid"],
    [{}, { header: { crit: ["x"] } }, "options_invalid"],
    [{}, { header: { cty: "JWT" } }, "options_invalid"],
    [{}, { enc: "A256GCM" }, "options_invalid"],
    [{}, { kid: 1 }, "options_invalid"],
    [{}, { nested: {} }, "options_invalid"],
    [{}, { nested: { key: secretKey(bytes(32), "HS256") }, expiresIn: 1 }, "options_invalid"],
  ]) {
    await assert.rejects(encrypt(claims, key, options), (error) => {
      assert.equal(error.code, code, `${JSON.stringify(options)}: ${error.stack}`);
      return true;
    });
  }
  const token = await encrypt({}, key, { header: { x5t: "a" }, typ: false, jwtId: "random", expiresIn: 60 });
  const { header, payload } = await decrypt(token, key);
  assert.deepEqual(header, { alg: "dir", enc: "A256GCM", x5t: "a" });
  assert.match(payload.jti, /^[\da-f]{32}$/);
  const big = await encrypt({ text: "x".repeat(1_000_000) }, key, { expiresIn: 60 });
  assert.equal((await decrypt(big, key, { maxTokenLength: 2_000_000 })).payload.text.length, 1_000_000);
});

test("cookies of Auth.js", async () => {
  const cookie = "__Secure-authjs.session-token";
  const sessions = authJsKey(["new secret", "old secret"], { cookie });
  const old = authJsKey("old secret", { cookie });
  const token = await encrypt({ sub: "a" }, old, { expiresIn: 60 });
  assert.equal((await decrypt(token, sessions)).payload.sub, "a");
  assert.equal((await decrypt(token, sessions)).header.enc, "A256CBC-HS512");
  await assert.rejects(decrypt(token, authJsKey("old secret", { cookie: "authjs.session-token" })), (error) =>
    isRefusal(error, "key_not_found"),
  );
  // 15 seconds, as Auth.js itself, unless the caller says otherwise.
  const late = await encrypt({ exp: Math.floor(Date.now() / 1000) - 10 }, old);
  assert.ok(await decrypt(late, old));
  await assert.rejects(decrypt(late, old, { clockTolerance: 0 }), (error) => isRefusal(error, "expired"));
  for (const [secret, options, code] of [
    ["a", {}, "options_invalid"],
    ["a", { cookie: "" }, "options_invalid"],
    ["a", { cookie, version: 3 }, "options_invalid"],
    ["a", { cookie, version: 4 }, "options_invalid"],
    ["a", { cookie, salt: "x" }, "options_invalid"],
    ["", { cookie }, "key_invalid"],
    [[], { cookie }, "key_invalid"],
    [bytes(32), { cookie }, "key_invalid"],
    [undefined, { cookie }, "key_invalid"],
    [["a", "b"], { version: 4 }, "key_invalid"],
  ]) {
    assert.throws(
      () => authJsKey(secret, options),
      (error) => error instanceof JwtError && error.code === code,
    );
  }
});

test("chunks of a cookie are put together", () => {
  const name = "authjs.session-token";
  for (const [header, token] of [
    [undefined, undefined],
    [null, undefined],
    ["", undefined],
    ["a=b", undefined],
    [`${name}=x`, "x"],
    [` a=b ; ${name}=x; c=d`, "x"],
    [`${name}.1=b; ${name}.0=a; ${name}.2=c`, "abc"],
    [`${name}.x=b; ${name}s=a`, undefined],
    [`${name}.01=b`, undefined],
  ]) {
    assert.equal(sessionToken(header, name), token, header);
  }
  const many = Array.from({ length: 12 }, (_, place) => `${name}.${11 - place}=${11 - place},`).join(";");
  assert.equal(sessionToken(many, name), "0,1,2,3,4,5,6,7,8,9,10,11,");
  for (const header of [
    `${name}=a; ${name}=b`,
    `${name}=a; ${name}.0=b`,
    `${name}.0=a; ${name}.0=b`,
    `${name}.0=a; ${name}.2=b`,
    `${name}.1=a`,
  ]) {
    refused(() => sessionToken(header, name), "malformed", "segments");
  }
  assert.throws(
    () => sessionToken(7, name),
    (error) => error.code === "options_invalid",
  );
  assert.throws(
    () => sessionToken("", ""),
    (error) => error.code === "options_invalid",
  );
});

eachWay("decryptJwe returns any content, and checks none of it", async () => {
  const expired = encryptSync({ sub: "a", exp: 1 }, key);
  const nested = { key: secretKey(bytes(32), "HS256") };
  const inside = encryptSync({ sub: "b" }, key, { nested });
  for (const [token, start] of [
    [expired, '{"sub":"a","exp":1'],
    [inside, "eyJ"],
  ]) {
    const found = [await decryptJwe(token, key), decryptJweSync(token, key)];
    for (const { header, content, key: by } of found) {
      assert.equal(text(content).slice(0, start.length), start);
      assert.deepEqual([header.enc, by.alg], ["A256GCM", "dir"]);
    }
  }
  const other = encryptionKey(bytes(32, 8), { alg: "dir", enc: "A256GCM" });
  refused(() => decryptJweSync(expired, other), "decryption_failed");
  refused(() => decryptJweSync(expired, key, { maxTokenLength: 10 }), "too_large");
  for (const options of [{ maxTokenLength: 0 }, { audience: "api" }, { stackTraces: 1 }, null]) {
    assert.throws(
      () => decryptJweSync(expired, key, options),
      ({ code }) => code === "options_invalid",
    );
    await assert.rejects(decryptJwe(expired, key, options), ({ code }) => code === "options_invalid");
  }
});
