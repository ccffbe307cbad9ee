// Keys of WebCrypto and of node:crypto that are refused: another kind, another algorithm, another use, too weak, or not keys at all.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { test } from "node:test";
import vm from "node:vm";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { ALGORITHMS, failure, nodeKeys, PAIRS, SECRETS, staying, webAlgorithm, webKeys } from "./outside.mjs";
import { refusal } from "./support.mjs";

const { cryptoKey, jwk, sign, verify } = api;
const { subtle } = crypto;
const isSame = (one, other) => one === other || [one, other].every((alg) => alg.startsWith("Ed"));
const isRsa = (alg) => /^[RP]S/.test(alg);
const kindOf = (alg) =>
  isRsa(alg) ? "RSA" : alg.startsWith("HS") ? "secret" : (webAlgorithm(alg).namedCurve ?? "Ed25519");

test("a CryptoKey for another algorithm is refused as a JWK is", async () => {
  for (const own of ALGORITHMS) {
    const keys = await webKeys(own);
    for (const asked of ALGORITHMS) {
      for (const key of keys) {
        if (isSame(own, asked)) {
          assert.deepEqual(cryptoKey(key, asked).algorithms, [asked]);
          continue;
        }
        const error = refusal(() => cryptoKey(key, asked));
        const reason = kindOf(own) === kindOf(asked) ? "other_algorithm" : "wrong_kind";
        assert.deepEqual([error.code, error.reason], ["key_invalid", reason], `${own} for ${asked}`);
      }
    }
  }
});

test("a KeyObject of another kind is refused as a JWK is", () => {
  for (const own of ALGORITHMS) {
    for (const asked of ALGORITHMS) {
      for (const key of nodeKeys(own)) {
        const isKind = kindOf(own) === kindOf(asked);
        if (isKind) {
          assert.deepEqual(cryptoKey(key, asked).algorithms, [asked]);
          continue;
        }
        const error = refusal(() => cryptoKey(key, asked));
        const same = refusal(() => jwk(key.export({ format: "jwk" }), asked));
        assert.deepEqual([error.code, error.reason, error.message], [same.code, same.reason, same.message]);
      }
    }
  }
});

test("an algorithm that is not one is refused", async () => {
  const [key] = await webKeys("ES256");
  for (const alg of [undefined, null, "", "none", "es256", "ES256K ", ["ES256"], 7, {}, "toString"]) {
    for (const given of [key, nodeKeys("ES256")[0]]) {
      assert.equal(refusal(() => cryptoKey(given, alg)).code, "options_invalid");
    }
  }
});

test("a key that WebCrypto has for something else is refused", async () => {
  const oaep = {
    name: "RSA-OAEP",
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: "SHA-256",
  };
  const pairs = [
    await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]),
    await subtle.generateKey(oaep, false, ["encrypt", "decrypt"]),
    await subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]),
    await subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]),
    await subtle.importKey("raw", new Uint8Array(32), "PBKDF2", false, ["deriveBits"]),
  ];
  for (const key of pairs.flatMap((made) => (made.privateKey ? [made.privateKey, made.publicKey] : [made]))) {
    for (const alg of ALGORITHMS) {
      const error = refusal(() => cryptoKey(key, alg));
      assert.deepEqual([error.code, error.reason], ["key_invalid", "wrong_kind"], key.algorithm.name);
      assert.equal(error.actual, key.algorithm.name);
    }
  }
  for (const hash of ["SHA-1"]) {
    const secret = await subtle.generateKey({ name: "HMAC", hash }, false, ["sign"]);
    const rsa = await subtle.generateKey({ ...webAlgorithm("RS256"), hash }, false, ["sign", "verify"]);
    for (const [key, alg] of [
      [secret, "HS256"],
      [rsa.privateKey, "RS256"],
      [rsa.publicKey, "RS512"],
    ]) {
      const error = refusal(() => cryptoKey(key, alg));
      assert.deepEqual([error.code, error.reason, error.expected], ["key_invalid", "other_algorithm", [alg]]);
      assert.match(error.message, /SHA-1/);
    }
  }
});

test("a kind of KeyObject that no algorithm uses is refused", () => {
  for (const [kind, options] of [
    ["x25519"],
    ["x448"],
    ["ec", { namedCurve: "secp256k1" }],
    ["dsa", { modulusLength: 2048 }],
    ["dh", { group: "modp14" }],
  ]) {
    const { privateKey, publicKey } = generateKeyPairSync(kind, options);
    for (const key of [privateKey, publicKey]) {
      for (const alg of ["HS256", "RS256", "PS256", "ES256", "EdDSA", "Ed448"]) {
        assert.equal(refusal(() => cryptoKey(key, alg)).code, "key_invalid", kind);
      }
    }
  }
  for (const key of Object.values(generateKeyPairSync("ed448"))) {
    for (const alg of ["HS256", "RS256", "PS256", "ES256", "Ed25519"]) {
      assert.equal(refusal(() => cryptoKey(key, alg)).code, "key_invalid", alg);
    }
  }
});

test("a KeyObject for RSASSA-PSS alone has the parameters of its algorithm", async () => {
  const made = (parameters) => generateKeyPairSync("rsa-pss", { modulusLength: 2048, ...parameters });
  const bound = made({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 32 });
  for (const [pair, algs] of [
    [bound, ["PS256"]],
    [made({}), ["PS256", "PS384", "PS512"]],
  ]) {
    for (const alg of algs) {
      const [signer, verifier] = [pair.privateKey, pair.publicKey].map((key) => cryptoKey(key, alg));
      await verify(await sign({}, signer, { expiresIn: 60 }), verifier);
      const other = await sign({}, cryptoKey(nodeKeys("PS256")[0], alg), { expiresIn: 60 });
      assert.equal((await failure(verify(other, verifier))).code, "signature_invalid");
      assert.equal(refusal(() => signer.toPublicJwk()).reason, "public_half_missing");
    }
  }
  for (const alg of ALGORITHMS.filter((name) => name !== "PS256")) {
    for (const key of [bound.privateKey, bound.publicKey]) {
      assert.equal(refusal(() => cryptoKey(key, alg)).code, "key_invalid", alg);
    }
  }
  const long = made({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 64 });
  assert.equal(refusal(() => cryptoKey(long.publicKey, "PS256")).reason, "other_algorithm");
  const mixed = made({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha1", saltLength: 20 });
  assert.equal(refusal(() => cryptoKey(mixed.publicKey, "PS256")).reason, "other_algorithm");
});

test("a private key does not verify, and a public key does not sign", async () => {
  for (const alg of PAIRS) {
    for (const [signer, verifier] of [await webKeys(alg), nodeKeys(alg)]) {
      const [own, open] = [cryptoKey(signer, alg), cryptoKey(verifier, alg)];
      const token = await sign({}, own, { expiresIn: 60 });
      const wrong = [
        [() => verify(token, own), "private_key"],
        [() => api.verifyJws(token, own), "private_key"],
        [() => api.createVerifier({ key: own }).verify(token), "private_key"],
        [() => sign({}, open), "public_key"],
        [() => api.signJws("a", open), "public_key"],
      ];
      for (const [call, reason] of wrong) {
        const error = await failure(call());
        assert.deepEqual([error.code, error.reason], ["key_invalid", reason]);
      }
      const report = await api.explain(token, own);
      assert.equal(report.verdict, "refused");
      assert.equal(report.checks.find(({ name }) => name === "signature").error.reason, "private_key");
    }
  }
});

test("a CryptoKey is used only for what its usages say", async () => {
  const hmac = webAlgorithm("HS256");
  const [signs, verifies] = [
    await subtle.generateKey(hmac, true, ["sign"]),
    await subtle.generateKey(hmac, true, ["verify"]),
  ].map((key) => cryptoKey(key, "HS256"));
  const token = await sign({}, signs, { expiresIn: 60 });
  const spki = await subtle.exportKey("spki", (await webKeys("ES256"))[1]);
  const idle = await subtle.importKey("spki", spki, webAlgorithm("ES256"), true, []);
  const es256 = await sign({}, cryptoKey((await webKeys("ES256"))[0], "ES256"), { expiresIn: 60 });
  for (const [call, needed] of [
    [() => verify(token, signs), "verify"],
    [() => api.verifyJws(token, signs), "verify"],
    [() => sign({}, verifies), "sign"],
    [() => api.signJws("a", verifies), "sign"],
    [() => verify(es256, cryptoKey(idle, "ES256")), "verify"],
  ]) {
    const error = await failure(call());
    assert.deepEqual([error.code, error.reason, error.expected], ["key_invalid", "key_ops", needed]);
  }
});

test("a short RSA key and a short secret are too weak, as they are elsewhere", async () => {
  const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const long = generateKeyPairSync("rsa-pss", { modulusLength: 1024 });
  for (const alg of ["RS256", "PS512"]) {
    const spki = short.publicKey.export({ format: "der", type: "spki" });
    const pkcs8 = short.privateKey.export({ format: "der", type: "pkcs8" });
    for (const key of [
      await subtle.importKey("spki", spki, webAlgorithm(alg), false, ["verify"]),
      await subtle.importKey("pkcs8", pkcs8, webAlgorithm(alg), false, ["sign"]),
      short.publicKey,
      short.privateKey,
      ...(alg === "PS512" ? [long.publicKey, long.privateKey] : []),
    ]) {
      const error = refusal(() => cryptoKey(key, alg));
      assert.deepEqual([error.code, error.reason], ["key_too_weak", "rsa"]);
      assert.match(error.message, /1024/);
    }
  }
  for (const alg of SECRETS) {
    const needed = Number(alg.slice(2)) / 8;
    for (const size of [1, needed - 1, needed]) {
      const bytes = Buffer.alloc(size, 0xa7);
      const how = { name: "HMAC", hash: `SHA-${alg.slice(2)}` };
      for (const key of [
        await subtle.importKey("raw", bytes, how, false, ["sign", "verify"]),
        node.createSecretKey(bytes),
      ]) {
        if (size === needed) {
          assert.deepEqual(cryptoKey(key, alg).algorithms, [alg]);
          continue;
        }
        const error = refusal(() => cryptoKey(key, alg));
        const same = refusal(() => api.secretKey(bytes, alg));
        assert.deepEqual([error.code, error.message], ["key_too_weak", same.message]);
      }
    }
  }
});

test("an exponent that other keys may not have is refused here too", async () => {
  const { n } = nodeKeys("RS256")[1].export({ format: "jwk" });
  for (const [e, reason] of [
    ["AQ", "exponent_too_small"],
    ["AQAAAAAB", "exponent_too_large"],
  ]) {
    let key;
    try {
      key = await subtle.importKey("jwk", { kty: "RSA", n, e }, webAlgorithm("RS256"), false, ["verify"]);
    } catch {
      continue;
    }
    assert.equal(refusal(() => cryptoKey(key, "RS256")).reason, reason);
  }
});

test("a secret that is something public is refused, if it can be read", async () => {
  const pem = nodeKeys("ES256")[1].export({ format: "pem", type: "spki" });
  const bytes = Buffer.from(pem);
  const object = refusal(() => cryptoKey(node.createSecretKey(bytes), "HS256"));
  assert.deepEqual([object.code, object.reason], ["key_invalid", "public_secret"]);
  const key = cryptoKey(
    await subtle.importKey("raw", bytes, webAlgorithm("HS256"), true, ["sign", "verify"]),
    "HS256",
  );
  const token = await sign({}, api.secretKey(Buffer.alloc(32, 7), "HS256"), { expiresIn: 60 });
  for (const call of [() => sign({}, key), () => verify(token, key)]) {
    assert.equal((await failure(call())).reason, "public_secret");
  }
});

test("a public CryptoKey that can be read is checked as any other", async () => {
  // Of small order: WebCrypto of Node imports it.
  const raw = Buffer.alloc(32);
  const key = cryptoKey(await subtle.importKey("raw", raw, "Ed25519", true, ["verify"]), "EdDSA");
  const token = await sign({}, cryptoKey((await webKeys("EdDSA"))[0], "EdDSA"), { expiresIn: 60 });
  const error = await failure(verify(token, key));
  assert.deepEqual([error.code, error.reason], ["key_invalid", "small_order"]);
});

test("what is not a key is refused, and says what was found", async () => {
  const throwing = new Proxy(
    {},
    {
      get: () => {
        throw new Error("mine");
      },
    },
  );
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const pair = await subtle.generateKey(webAlgorithm("ES256"), false, ["sign", "verify"]);
  const fake = (members) => ({ [Symbol.toStringTag]: "CryptoKey", ...members });
  for (const key of [
    undefined,
    null,
    7,
    7n,
    "",
    "secret",
    Symbol("a"),
    true,
    () => {},
    [],
    {},
    new Date(),
    Buffer.alloc(32),
    throwing,
    proxy,
    pair,
    jwk(nodeKeys("ES256")[0].export({ format: "jwk" })),
    api.jwks({ keys: [] }),
    Object.create(Object.getPrototypeOf(pair.privateKey)),
    Object.create(Object.getPrototypeOf(nodeKeys("ES256")[0])),
    fake({}),
    fake({ type: "private", usages: 7, algorithm: null }),
    fake({ type: "public", usages: [Symbol("a")], algorithm: { name: "ECDSA", namedCurve: Symbol("b") } }),
    fake({ type: "secret", usages: ["sign"], algorithm: { name: "HMAC", length: Number.NaN, hash: null } }),
    fake({ type: "public", usages: ["verify"], algorithm: { name: "RSA-PSS", modulusLength: 1e300 } }),
    fake({
      type: "public",
      usages: ["verify"],
      algorithm: { name: "RSA-PSS", modulusLength: -5, publicExponent: [] },
    }),
    fake({ type: "odd", usages: ["verify"], algorithm: { name: "Ed25519" } }),
    { type: "secret", export: () => "text" },
    { type: "private", export: () => ({}) },
    {
      type: "public",
      export: () => {
        throw new Error("mine");
      },
    },
    { type: "public", export: () => undefined },
  ]) {
    for (const alg of ["HS256", "ES256", "RS256", "EdDSA"]) {
      let error;
      try {
        cryptoKey(key, alg);
      } catch (thrown) {
        error = thrown;
      }
      assert.match(String(error?.code), /^key_(invalid|too_weak)$/, `${alg} ${error?.stack}`);
    }
  }
  assert.match(refusal(() => cryptoKey(pair, "ES256")).message, /privateKey/);
});

test("an object that only looks like a CryptoKey is refused by the runtime", async () => {
  const [key] = await webKeys("ES256");
  const { type, extractable, algorithm, usages } = key;
  const fake = { [Symbol.toStringTag]: "CryptoKey", type, extractable, algorithm, usages };
  const error = await failure(sign({}, cryptoKey(fake, "ES256")));
  assert.deepEqual([error.code, error.reason], ["key_invalid", "engine_refused"]);
  assert.ok(error.cause instanceof Error);
});

test("members of another realm are read", async () => {
  const [signer, verifier] = await webKeys("RS256");
  const context = vm.createContext({ crypto, signer, verifier });
  // The arrays and bytes of these objects belong to the other realm.
  const keys = vm.runInContext(
    `[signer, verifier].map((key) => new Proxy(key, {
       get(key, name) {
         const value = key[name];
         if (name === "usages") return [...value];
         if (name !== "algorithm") return value;
         return { ...value, publicExponent: new Uint8Array(value.publicExponent) };
       },
     }))`,
    context,
  );
  for (const key of keys) {
    assert.deepEqual(cryptoKey(key, "RS256").algorithms, ["RS256"]);
  }
});

test("a runtime without WebCrypto says so", async () => {
  const [signer, verifier] = await webKeys("ES256");
  const [own, open] = [cryptoKey(signer, "ES256"), cryptoKey(await staying(verifier), "ES256")];
  const token = await sign({}, own, { expiresIn: 60 });
  const found = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  try {
    for (const call of [() => sign({}, own), () => verify(token, open)]) {
      const error = await failure(call());
      assert.equal(error.code, "options_invalid");
      assert.match(error.message, /no WebCrypto/);
    }
    assert.equal((await api.explain(token, open)).verdict, "unchecked");
  } finally {
    Object.defineProperty(globalThis, "crypto", found);
  }
});
