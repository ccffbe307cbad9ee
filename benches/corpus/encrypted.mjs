// Encrypted tokens, made by Node's own cryptography, which is not compared.
import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

const encode = (bytes) => Buffer.from(bytes).toString("base64url");

/** What is compared: `dir` with a shared secret, and a session cookie of Auth.js. */
export const encryptions = { "dir+A256GCM": { enc: "A256GCM" }, "Auth.js": { enc: "A256CBC-HS512" } };

export const COOKIE = "__Secure-authjs.session-token";

/** Demands with a new secret in base64url: for Auth.js the bytes of its text, from which the key is derived. */
export function encryptionDemands(algorithm) {
  const { enc } = encryptions[algorithm];
  const demands = { algorithm, enc, issuer: "https://auth.example.com", audience: "api" };
  if (enc === "A256GCM") return { ...demands, secret: encode(randomBytes(32)) };
  const authSecret = encode(randomBytes(32));
  const info = `Auth.js Generated Encryption Key (${COOKIE})`;
  const secret = encode(hkdfSync("sha256", authSecret, COOKIE, info, 64));
  return { ...demands, secret, authSecret, cookie: COOKIE };
}

/** The `kid` of Auth.js (RFC 7638). */
const thumbprint = (k) => createHash("sha512").update(`{"k":"${k}","kty":"oct"}`).digest("base64url");

export function encrypted(claims, { enc, secret, authSecret }) {
  const kid = authSecret === undefined ? {} : { kid: thumbprint(secret) };
  const header = encode(JSON.stringify({ alg: "dir", enc, ...kid }));
  const content = Buffer.from(JSON.stringify(claims));
  const seal = enc === "A256GCM" ? gcm : cbc;
  const { iv, ciphertext, tag } = seal(Buffer.from(secret, "base64url"), Buffer.from(header), content);
  return [header, "", ...[iv, ciphertext, tag].map(encode)].join(".");
}

function gcm(key, header, content) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(header);
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
}

/** RFC 7518 §5.2.2.1. */
function cbc(key, header, content) {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", key.subarray(32), iv);
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(8 * header.length));
  const mac = createHmac("sha512", key.subarray(0, 32)).update(Buffer.concat([header, iv, ciphertext, bits]));
  return { iv, ciphertext, tag: mac.digest().subarray(0, 32) };
}
