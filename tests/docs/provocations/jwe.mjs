// Encrypted tokens: arguments, keys, cookies and tokens that are refused.
import { secretKey } from "jwt-wasm";
import { authJsKey, decryptSync, encryptionKey, encryptSync, sessionToken } from "jwt-wasm/jwe";
import { wrongly } from "../lib/provoke.mjs";
import { SECRET } from "./given.mjs";

const bytes = new Uint8Array(32).fill(7);
const binding = { alg: "dir", enc: "A256GCM" };
const key = encryptionKey(bytes, binding);
const signing = secretKey(SECRET, "HS256");
const nested = { key: signing };
const name = "authjs.session-token";
const inside = encryptSync({}, key, { nested: { key: signing, expiresIn: 60 } });
const off = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) };

export default [
  ...wrongly((material) => encryptionKey(material, binding)),
  ...wrongly((options) => encryptionKey(bytes, options)),
  ...wrongly((one) => decryptSync("x", one)),
  ...wrongly((options) => decryptSync("x", key, options)),
  ...wrongly((secret) => authJsKey(secret, { cookie: name })),
  ...wrongly((options) => authJsKey("a", options)),
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
