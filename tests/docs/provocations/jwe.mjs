// Encrypted tokens: arguments, keys, cookies and tokens that are refused.
import { secretKey, verify } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import {
  authJsKey,
  decrypter,
  decryptSync,
  encryptionKey,
  encryptionKeyFile,
  encryptSync,
  sessionToken,
} from "jwt-wasm/jwe";
import { wrongly } from "../lib/provoke.mjs";
import { SECRET } from "./given.mjs";

const bytes = new Uint8Array(32).fill(7);
const binding = { alg: "dir", enc: "A256GCM" };
const key = encryptionKey(bytes, binding);
const signing = secretKey(SECRET, "HS256");
const nested = { key: signing };
const name = "authjs.session-token";
const inside = encryptSync({}, key, { nested: { key: signing, expiresIn: 60 } });
const origin = () => new Response();
const off = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) };

export default [
  ...wrongly((material) => encryptionKey(material, binding)),
  ...wrongly((options) => encryptionKey(bytes, options)),
  ...wrongly((one) => decryptSync("x", one)),
  ...wrongly((options) => decryptSync("x", key, options)),
  ...wrongly((secret) => authJsKey(secret, { cookie: name })),
  ...wrongly((options) => authJsKey("a", options)),
  () => createGate({ key: signing, tokenFrom: { cookie: name, chunks: true }, origin }),
  () => createGate({ key: decrypter(key), algorithms: ["HS256"], origin }),
  () => verify("x", decrypter(key)),
  () => decrypter(encryptionKey(off, { alg: "ECDH-ES", enc: "A256GCM" })),
  () => encryptionKeyFile("-----BEGIN PUBLIC KEY-----", { enc: "A256GCM" }),
  () => encryptionKeyFile("-----BEGIN PUBLIC KEY-----", binding),
  () => sessionToken(Array.from({ length: 101 }, (_, place) => `${name}.${place}=a`).join("; "), name),
  () => encryptionKey(bytes, { enc: "A256GCM" }),
  () => encryptionKey(bytes, { alg: "RSA1_5", enc: "A256GCM" }),
  () => encryptionKey(bytes, { alg: "dir", enc: [] }),
  () => encryptionKey({ keys: [] }, { enc: "A256GCM" }),
  () => encryptionKey({ keys: [] }, binding),
  () => encryptSync({}, encryptionKey(off, { alg: "ECDH-ES", enc: "A256GCM" })),
  () => authJsKey([], { cookie: name }),
  () => authJsKey("a\0", { cookie: name }),
  () => authJsKey("a", { cookie: "" }),
  () => authJsKey("a", { version: 3 }),
  () => authJsKey("a", { version: 4, cookie: name }),
  () => authJsKey(["a", "b"], { version: 4 }),
  () => sessionToken(7, name),
  () => sessionToken("", 7),
  () => sessionToken(`${name}=a; ${name}=b`, name),
  () => sessionToken(`${name}.0=a; ${name}.0=b`, name),
  () => sessionToken(`${name}=a; ${name}.0=b`, name),
  () => sessionToken(`${name}.1=a`, name),
  () => encryptSync({}, key, { nested, expiresIn: 60 }),
  () => encryptSync({}, key, { nested: {} }),
  () => encryptSync({}, key, { header: { cty: "JWT" } }),
  () => decryptSync(inside, key),
  () => decryptSync(inside, key, { nested, audience: "a" }),
  () => decryptSync(inside, key, { nested: {} }),
];
