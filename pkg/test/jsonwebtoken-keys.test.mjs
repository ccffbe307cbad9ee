// The keys that jwt-wasm/jsonwebtoken accepts: every form that jsonwebtoken accepts.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, createSecretKey } from "node:crypto";
import { test } from "node:test";
import { promises, sign, verify } from "jwt-wasm/jsonwebtoken";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { ec, PAIRS, rsa, told } from "./jsonwebtoken.mjs";

const SECRET = "thirty-two bytes that nobody can guess";
const LONG = "x".repeat(64);
const ENCODER = new TextEncoder();

const bufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

test("secrets as text, bytes and key objects", () => {
  const bytes = ENCODER.encode(SECRET);
  const forms = [SECRET, bytes, Buffer.from(SECRET), bufferOf(bytes), createSecretKey(bytes)];
  for (const one of forms) {
    const token = sign({ a: 1 }, one);
    for (const other of forms) assert.equal(verify(token, other).a, 1);
  }
  for (const algorithm of ["HS256", "HS384", "HS512"]) {
    assert.equal(verify(sign({ a: 1 }, LONG, { algorithm }), LONG).a, 1);
  }
});

test("each algorithm with key files, as text, bytes and key objects, at once and later", async () => {
  for (const [algorithm, { privateKey, publicKey }] of Object.entries(PAIRS)) {
    const signing = [
      privateKey,
      Buffer.from(privateKey),
      ENCODER.encode(`a note before it\n${privateKey}`),
      createPrivateKey(privateKey),
      { key: privateKey },
      { key: createPrivateKey(privateKey) },
      {
        key: createPrivateKey(privateKey).export({ type: "pkcs8", format: "der" }),
        format: "der",
        type: "pkcs8",
      },
      { key: createPrivateKey(privateKey).export({ format: "jwk" }), format: "jwk" },
    ];
    const tokens = signing.map((key) => sign({ a: 1 }, key, { algorithm }));
    tokens.push(await promises.sign({ a: 1 }, privateKey, { algorithm }));
    const verifying = [
      publicKey,
      Buffer.from(publicKey),
      createPublicKey(publicKey),
      { key: publicKey },
      {
        key: createPublicKey(publicKey).export({ type: "spki", format: "der" }),
        format: "der",
        type: "spki",
      },
      { key: createPublicKey(publicKey).export({ format: "jwk" }), format: "jwk" },
      // A private key verifies with its public half.
      privateKey,
      { key: privateKey },
      { key: createPrivateKey(privateKey).export({ format: "jwk" }), format: "jwk" },
    ];
    for (const token of tokens) assert.equal(verify(token, publicKey).a, 1, algorithm);
    for (const key of verifying) {
      assert.equal(verify(tokens[0], key).a, 1, algorithm);
      assert.equal(verify(tokens[0], key, { algorithms: [algorithm] }).a, 1, algorithm);
      assert.equal((await promises.verify(tokens[0], key)).a, 1, algorithm);
    }
    const [head, payload, signature] = tokens[0].split(".");
    const swapped = `${head}.${payload}.${signature.slice(1)}A`;
    assert.equal(await told(() => verify(swapped, publicKey)), "JsonWebTokenError: invalid signature");
    assert.equal(
      await told(() => promises.verify(swapped, publicKey)),
      "JsonWebTokenError: invalid signature",
    );
  }
});

test("PKCS#1 and SEC 1, as PEM and DER", () => {
  const key = createPrivateKey(rsa.privateKey);
  const own = createPublicKey(key);
  const token = sign({ a: 1 }, key.export({ type: "pkcs1", format: "pem" }), { algorithm: "RS256" });
  assert.equal(verify(token, own.export({ type: "pkcs1", format: "pem" })).a, 1);
  assert.equal(
    verify(token, { key: own.export({ type: "pkcs1", format: "der" }), format: "der", type: "pkcs1" }).a,
    1,
  );
  const der = { key: key.export({ type: "pkcs1", format: "der" }), format: "der", type: "pkcs1" };
  assert.equal(verify(sign({ a: 1 }, der, { algorithm: "RS256" }), rsa.publicKey).a, 1);
  const curve = createPrivateKey(ec["P-256"].privateKey);
  for (const format of ["pem", "der"]) {
    const sec1 = { key: curve.export({ type: "sec1", format }), format, type: "sec1" };
    assert.equal(verify(sign({ a: 1 }, sec1, { algorithm: "ES256" }), ec["P-256"].publicKey).a, 1);
  }
});

test("encrypted key files with their passphrase", async () => {
  const passphrase = "of the key";
  for (const type of ["pkcs8", "pkcs1"]) {
    const key = createPrivateKey(rsa.privateKey).export({
      type,
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase,
    });
    for (const given of [
      { key, passphrase },
      { key: Buffer.from(key), passphrase: Buffer.from(passphrase) },
    ]) {
      assert.equal(verify(sign({ a: 1 }, given, { algorithm: "RS256" }), rsa.publicKey).a, 1);
    }
    const wrong = { key, passphrase: "another" };
    assert.equal(
      await told(() => sign({}, wrong, { algorithm: "RS256" })),
      "JwtError: secretOrPrivateKey is not valid key material",
    );
    assert.match(await told(() => sign({}, key, { algorithm: "RS256" })), /encrypted/);
  }
  // A passphrase for a file that is not encrypted is ignored.
  const token = sign({ a: 1 }, { key: rsa.privateKey, passphrase }, { algorithm: "RS256" });
  assert.equal(verify(token, rsa.publicKey).a, 1);
});

test("the key's kind must fit the algorithm, in the words of jsonwebtoken", async () => {
  const signing = (key, algorithm) => told(() => sign({}, key, { algorithm }));
  const { privateKey: pem } = rsa;
  assert.equal(
    await signing(pem, "HS256"),
    "JwtError: secretOrPrivateKey must be a symmetric key when using HS256",
  );
  for (const key of [SECRET, rsa.publicKey, createPublicKey(rsa.publicKey)]) {
    assert.equal(
      await signing(key, "RS256"),
      "JwtError: secretOrPrivateKey must be an asymmetric key when using RS256",
    );
  }
  const OF_RSA =
    '"alg" parameter for "rsa" key type must be one of: RS256, PS256, RS384, PS384, RS512, PS512.';
  const OF_EC = '"alg" parameter for "ec" key type must be one of: ES256, ES384, ES512.';
  for (const key of [pem, createPrivateKey(pem)])
    assert.equal(await signing(key, "ES256"), `JwtError: ${OF_RSA}`);
  for (const key of [ec["P-384"].privateKey, createPrivateKey(ec["P-384"].privateKey)]) {
    assert.equal(await signing(key, "RS256"), `JwtError: ${OF_EC}`);
    assert.equal(
      await signing(key, "ES256"),
      'JwtError: "alg" parameter "ES256" requires curve "prime256v1".',
    );
  }
  const dsa = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 224 }).privateKey;
  for (const key of [dsa, dsa.export({ type: "pkcs8", format: "pem" })]) {
    assert.equal(await signing(key, "RS256"), 'JwtError: Unknown key type "dsa".');
  }
  const okp = generateKeyPairSync("ed25519").privateKey;
  for (const key of [okp, okp.export({ type: "pkcs8", format: "pem" })]) {
    assert.equal(await signing(key, "RS256"), 'JwtError: Unknown key type "ed25519".');
  }

  const token = sign({}, ec["P-256"].privateKey, { algorithm: "ES256" });
  const verifying = (key, ...algorithms) =>
    told(() => verify(token, key, algorithms.length > 0 ? { algorithms } : {}));
  assert.equal(await verifying(rsa.publicKey), "JsonWebTokenError: invalid algorithm");
  assert.equal(await verifying(rsa.publicKey, "RS256"), "JsonWebTokenError: invalid algorithm");
  assert.equal(await verifying(rsa.publicKey, "RS256", "ES256"), `JsonWebTokenError: ${OF_RSA}`);
  assert.equal(
    await verifying(ec["P-384"].publicKey),
    'JsonWebTokenError: "alg" parameter "ES256" requires curve "prime256v1".',
  );
  assert.equal(await verifying(SECRET), "JsonWebTokenError: invalid algorithm");
  const ASYMMETRIC = "JsonWebTokenError: secretOrPublicKey must be an asymmetric key when using ES256";
  assert.equal(await verifying(SECRET, "ES256"), ASYMMETRIC);
  assert.equal(await verifying(createPrivateKey(ec["P-256"].privateKey)), ASYMMETRIC);
});

test("keys for RSASSA-PSS alone, as files and key objects", async () => {
  const pair = (hash, saltLength) =>
    generateKeyPairSync("rsa-pss", {
      modulusLength: 2048,
      ...(hash && { hashAlgorithm: hash, mgf1HashAlgorithm: hash }),
      ...(saltLength === undefined ? {} : { saltLength }),
    });
  const pem = (key) => key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" });
  const good = pair("sha256", 32);
  const forms = (key) => [key, pem(key), { key: pem(key) }];
  for (const own of forms(good.privateKey)) {
    const token = sign({ a: 1 }, own, { algorithm: "PS256" });
    for (const half of [...forms(good.publicKey), pem(good.privateKey)]) {
      assert.equal(verify(token, half).a, 1);
      assert.equal((await promises.verify(token, half, { algorithms: ["PS256"] })).a, 1);
    }
    for (const algorithm of ["RS256", "ES256"]) {
      assert.equal(
        await told(() => sign({}, own, { algorithm })),
        'JwtError: "alg" parameter for "rsa-pss" key type must be one of: PS256, PS384, PS512.',
      );
    }
  }
  const UNFIT = "Invalid key for this operation, its RSA-PSS parameter";
  for (const { privateKey, publicKey } of [pair("sha512", 32), pair()]) {
    const expected = `${UNFIT}s do not meet the requirements of "alg" PS256.`;
    assert.equal(await told(() => sign({}, privateKey, { algorithm: "PS256" })), `JwtError: ${expected}`);
    const token = sign({}, good.privateKey, { algorithm: "PS256" });
    assert.equal(await told(() => verify(token, publicKey)), `JsonWebTokenError: ${expected}`);
  }
  assert.equal(
    await told(() => sign({}, pair("sha256", 64).privateKey, { algorithm: "PS256" })),
    `JwtError: ${UNFIT} saltLength does not meet the requirements of "alg" PS256.`,
  );
  const weak = generateKeyPairSync("rsa-pss", {
    modulusLength: 1024,
    hashAlgorithm: "sha256",
    mgf1HashAlgorithm: "sha256",
    saltLength: 32,
  });
  assert.match(
    await told(() => sign({}, weak.privateKey, { algorithm: "PS256" })),
    /minimum key size of 2048 bits/,
  );
  const other = sign({}, ec["P-256"].privateKey, { algorithm: "ES256" });
  assert.equal(await told(() => verify(other, good.publicKey)), "JsonWebTokenError: invalid algorithm");
  const plain = sign({}, rsa.privateKey, { algorithm: "RS256" });
  assert.equal(
    await told(() => verify(plain, good.publicKey)),
    'JsonWebTokenError: "alg" parameter for "rsa-pss" key type must be one of: PS256, PS384, PS512.',
  );
});

test("a value that is not a key is refused", async () => {
  const token = sign({}, SECRET);
  for (const key of [
    {},
    { key: 5 },
    { key: "a secret" },
    { key: {} },
    [],
    () => {},
    5,
    true,
    new Map(),
    new Date(),
  ]) {
    if (typeof key !== "function") {
      assert.equal(
        await told(() => verify(token, key)),
        "JsonWebTokenError: secretOrPublicKey is not valid key material",
      );
    }
    assert.equal(await told(() => sign({}, key)), "JwtError: secretOrPrivateKey is not valid key material");
  }
  for (const key of [undefined, null, "", 0, false]) {
    assert.equal(
      await told(() => verify(token, key)),
      "JsonWebTokenError: secret or public key must be provided",
    );
    assert.equal(await told(() => sign({}, key)), "JwtError: secretOrPrivateKey must have a value");
  }
});

test("a kept key is for its use, its algorithm and its words alone", async () => {
  const { privateKey, publicKey } = rsa;
  for (let round = 0; round < 2; round++) {
    for (const algorithm of ["RS256", "PS256"]) {
      const token = sign({ a: 1 }, privateKey, { algorithm });
      assert.equal(verify(token, publicKey).a, 1);
      assert.equal(verify(token, privateKey).a, 1);
      const other = algorithm === "RS256" ? "PS256" : "RS256";
      assert.equal(
        await told(() => verify(token, publicKey, { algorithms: [other] })),
        "JsonWebTokenError: invalid algorithm",
      );
    }
    const [head, payload] = sign({ a: 1 }, privateKey, { algorithm: "RS256" }).split(".");
    const [, , signature] = sign({ a: 1 }, privateKey, { algorithm: "PS256" }).split(".");
    assert.equal(
      await told(() => verify(`${head}.${payload}.${signature}`, publicKey)),
      "JsonWebTokenError: invalid signature",
    );
  }
});

test("bytes that change are another key", async () => {
  const secret = Buffer.from(SECRET);
  const token = sign({ a: 1 }, secret);
  secret[0]++;
  assert.equal(await told(() => verify(token, secret)), "JsonWebTokenError: invalid signature");
  const file = Buffer.from(rsa.publicKey);
  const signed = sign({ a: 1 }, rsa.privateKey, { algorithm: "RS256" });
  assert.equal(verify(signed, file).a, 1);
  Buffer.from(
    generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }),
  ).copy(file);
  assert.equal(await told(() => verify(signed, file)), "JsonWebTokenError: invalid signature");
});

test("keys that are dropped work all the same, for calls that wait as well", async () => {
  const pairs = Array.from({ length: 40 }, curve);
  const signing = pairs.map(({ privateKey }) => promises.sign({ a: 1 }, privateKey, { algorithm: "ES256" }));
  for (let round = 0; round < 2; round++) {
    for (const { privateKey, publicKey } of pairs) {
      assert.equal(verify(sign({ a: 1 }, privateKey, { algorithm: "ES256" }), publicKey).a, 1);
    }
  }
  for (const [index, token] of (await Promise.all(signing)).entries()) {
    assert.equal((await promises.verify(token, pairs[index].publicKey)).a, 1);
  }
});

function curve() {
  return generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}
