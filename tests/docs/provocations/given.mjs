// What the provocations use: keys, tokens, and a provider's answers.
import { createHmac } from "node:crypto";
import { jwk, jwks, secretKey } from "jwt-wasm";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

export const SECRET = Buffer.alloc(32, 7);
export const key = secretKey(SECRET, "HS256");

/** A token of these texts or values, signed by {@link key}. */
export function signed(payload, header = { alg: "HS256" }) {
  const text = (part) => (typeof part === "string" ? part : JSON.stringify(part));
  const input = [header, payload].map((part) => Buffer.from(text(part)).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}

export const FAR = 4_000_000_000;
export const token = signed({ sub: "alice", exp: FAR });

export const pair = (kind, options) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind, options);
  return {
    privateJwk: privateKey.export({ format: "jwk" }),
    publicJwk: publicKey.export({ format: "jwk" }),
    pem: publicKey.export({ format: "pem", type: "spki" }),
    privatePem: privateKey.export({ format: "pem", type: "pkcs8" }),
    object: privateKey,
  };
};

const one = pair("ec", { namedCurve: "P-256" });
export const ec = {
  ...one,
  otherJwk: pair("ec", { namedCurve: "P-256" }).privateJwk,
  privateKey: jwk(one.privateJwk, "ES256"),
  publicKey: jwk(one.publicJwk, "ES256"),
};
export const rsa = pair("rsa", { modulusLength: 2048 });

/** A function in place of `fetch`, which answers with this text. */
export const answering =
  (body, init = {}) =>
  async () =>
    new Response(typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body), init);

/** A secret as a JWK. */
export const oct = (byte, kid) => ({
  kty: "oct",
  alg: "HS256",
  k: Buffer.alloc(32, byte).toString("base64url"),
  kid,
});

/** A set of the caller's own, with secrets. */
export const set = (...keys) => jwks({ keys }, { allowSecrets: true });
