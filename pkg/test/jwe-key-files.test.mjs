// Keys for encrypted tokens from files.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { JwtError, privateKey, publicKey, secretKey, signSync, verifySync } from "jwt-wasm";
import { decryptSync, encryptionKey, encryptionKeyFile, encryptSync } from "jwt-wasm/jwe";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const enc = "A256GCM";

/** Without a reason, any will do. */
function refused(call, code, reason, message) {
  assert.throws(call, (error) => {
    assert(error instanceof JwtError, String(error?.stack ?? error));
    assert.deepEqual([error.code, error.reason], [code, reason ?? error.reason], error.message);
    if (message !== undefined) assert.match(error.message, message);
    return true;
  });
}

const spki = { type: "spki", format: "pem" };
const FORMS = { RSA: ["pkcs8", "pkcs1"], EC: ["pkcs8", "sec1"] };

const PAIRS = [
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ...["P-256", "P-384", "P-521"].map((namedCurve) => ["EC", generateKeyPairSync("ec", { namedCurve })]),
];

test("public files encrypt, and private ones decrypt, in each form", () => {
  let count = 0;
  for (const [kind, pair] of PAIRS) {
    for (const alg of kind === "RSA" ? ["RSA-OAEP-256", "RSA-OAEP-512"] : ["ECDH-ES", "ECDH-ES+A256KW"]) {
      const encrypting = [spki, { type: "spki", format: "der" }].map((form) => pair.publicKey.export(form));
      const decrypting = FORMS[kind].flatMap((type) =>
        ["pem", "der"].map((format) => pair.privateKey.export({ type, format })),
      );
      const tokens = encrypting.map((file) =>
        encryptSync({ sub: "a" }, encryptionKeyFile(file, { alg, enc }), { expiresIn: 60 }),
      );
      for (const file of decrypting) {
        const key = encryptionKeyFile(file, { alg, enc });
        assert.equal(key.alg, alg);
        for (const token of tokens) assert.equal(decryptSync(token, key).payload.sub, "a");
        count += 1;
      }
      const bytes = new TextEncoder().encode(decrypting[0]);
      assert.equal(decryptSync(tokens[0], encryptionKeyFile(bytes, { alg, enc })).payload.sub, "a");
    }
  }
  assert.equal(count, 4 * 2 * 4);
});

test("a private EC key without its public half", () => {
  const [, pair] = PAIRS[1];
  const { d, crv } = pair.privateKey.export({ format: "jwk" });
  const bytes = Buffer.from(d, "base64url");
  const der = Buffer.concat([
    Buffer.from("303102010104", "hex"),
    Buffer.from([bytes.length]),
    bytes,
    Buffer.from("a00a06082a8648ce3d030107", "hex"),
  ]);
  assert.equal(
    createPrivateKey({ key: der, format: "der", type: "sec1" }).asymmetricKeyDetails.namedCurve,
    "prime256v1",
  );
  assert.equal(crv, "P-256");
  const token = encryptSync(
    { sub: "a" },
    encryptionKeyFile(pair.publicKey.export(spki), { alg: "ECDH-ES", enc }),
    {
      expiresIn: 60,
    },
  );
  const key = encryptionKeyFile(der, { alg: "ECDH-ES", enc });
  assert.equal(decryptSync(token, key).payload.sub, "a");
});

test("files on X25519, with and without the public half", () => {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const { x } = publicKey.export({ format: "jwk" });
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
  const whole = Buffer.concat([
    Buffer.from("3051020101300506032b656e04220420", "hex"),
    pkcs8.subarray(-32),
    Buffer.from("812100", "hex"),
    Buffer.from(x, "base64url"),
  ]);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  const files = [
    pkcs8,
    pem,
    pem.replaceAll("\n", "\r\n"),
    `Subject: x\n${pem}`,
    new TextEncoder().encode(pem),
    whole,
  ];
  for (const alg of ["ECDH-ES", "ECDH-ES+A256KW"]) {
    for (const encrypting of [spki, { type: "spki", format: "der" }].map((form) => publicKey.export(form))) {
      const token = encryptSync({ sub: "a" }, encryptionKeyFile(encrypting, { alg, enc }), { expiresIn: 60 });
      for (const file of files) {
        assert.equal(decryptSync(token, encryptionKeyFile(file, { alg, enc })).payload.sub, "a");
      }
    }
  }
  const binding = { alg: "ECDH-ES", enc };
  for (const damaged of [
    pkcs8.subarray(0, -1),
    Buffer.concat([pkcs8, Buffer.of(0)]),
    whole.subarray(0, -1),
    pem.replace("PRIVATE", "PUBLIC"),
    pem.replace(/.(?==*\n-----END)/, "!"),
  ]) {
    refused(() => encryptionKeyFile(damaged, binding), "key_invalid");
  }
  refused(() => encryptionKeyFile(pem, { alg: "RSA-OAEP-256", enc }), "key_invalid", "wrong_kind", /X25519/);
});

test("files of other keys", () => {
  const [, rsa] = PAIRS[0];
  const [, ec] = PAIRS[1];
  const rsaFile = rsa.publicKey.export(spki);
  const ecFile = ec.privateKey.export({ type: "pkcs8", format: "pem" });
  refused(() => encryptionKeyFile(rsaFile, { alg: "ECDH-ES", enc }), "key_invalid", "wrong_kind");
  refused(() => encryptionKeyFile(ecFile, { alg: "RSA-OAEP-256", enc }), "key_invalid", "wrong_kind");
  refused(
    () => encryptionKeyFile(ecFile, { alg: "A256KW", enc }),
    "key_invalid",
    "wrong_kind",
    /shared secret/,
  );
  refused(() => encryptionKeyFile(ecFile, { enc }), "key_invalid", "no_algorithm");
  refused(() => encryptionKeyFile(ecFile, { alg: "ECDH-ES" }), "key_invalid", "no_enc");
  refused(() => encryptionKeyFile(7, { alg: "ECDH-ES", enc }), "key_invalid", "not_a_key");
  refused(() => encryptionKeyFile("", { alg: "ECDH-ES", enc }), "key_invalid", "not_a_key_file");
  refused(() => encryptionKeyFile(ecFile.slice(0, 80), { alg: "ECDH-ES", enc }), "key_invalid");
  refused(
    () => encryptionKey(ecFile, { alg: "ECDH-ES", enc }),
    "key_invalid",
    "not_a_key",
    /encryptionKeyFile/,
  );
  const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export(spki);
  refused(() => encryptionKeyFile(short, { alg: "RSA-OAEP-256", enc }), "key_too_weak", "rsa");
  const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey;
  const pssFile = pss.export({ type: "pkcs8", format: "pem" });
  refused(() => encryptionKeyFile(pssFile, { alg: "RSA-OAEP-256", enc }), "key_invalid");
  const ed = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  refused(() => encryptionKeyFile(ed, { alg: "ECDH-ES", enc }), "key_invalid", "wrong_kind");
});

test("a key for signatures does not decrypt, and one for encryption does not verify", () => {
  const [, pair] = PAIRS[1];
  const [publicFile, privateFile] = [
    pair.publicKey.export(spki),
    pair.privateKey.export({ type: "pkcs8", format: "pem" }),
  ];
  const encrypting = encryptionKeyFile(publicFile, { alg: "ECDH-ES", enc });
  const token = encryptSync({ sub: "a" }, encrypting, { expiresIn: 60 });
  const signed = signSync({ sub: "a" }, secretKey(new Uint8Array(32).fill(7), "HS256"), { expiresIn: 60 });
  for (const key of [privateKey(privateFile, "ES256"), publicKey(publicFile, "ES256")]) {
    refused(() => decryptSync(token, key), "key_invalid", "not_a_key");
    refused(() => encryptSync({}, key), "key_invalid", "not_a_key");
  }
  refused(() => verifySync(signed, encrypting), "key_invalid", "not_a_key");
  refused(
    () => signSync({}, encryptionKeyFile(privateFile, { alg: "ECDH-ES", enc })),
    "key_invalid",
    "not_a_key",
  );
});

test("a file on X25519 is read as strictly as others", () => {
  const options = { alg: "ECDH-ES", enc };
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const file = publicKey.export(spki);
  const secret = privateKey.export({ type: "pkcs8", format: "pem" });
  for (const [text, reason] of [
    [file + secret, "several_keys"],
    [file + file, "several_keys"],
    [file.replaceAll("PUBLIC", "PRIVATE")],
    [secret.replaceAll("PRIVATE", "PUBLIC")],
    [file.replace("END PUBLIC", "END PRIVATE"), "pem_end_differs"],
    [file.slice(0, -30), "pem_cut_short"],
    ["-----BEGIN PUBLIC KEY-----".repeat(100_000)],
    [`-----BEGIN PUBLIC KEY-----${" ".repeat(1_000_000)}`],
  ]) {
    refused(() => encryptionKeyFile(text, options), "key_invalid", reason);
  }
  // The first letter is also the first byte of DER.
  assert.equal(encryptionKeyFile(`0 is the number of this key.\n${file}`, options).alg, "ECDH-ES");
});
