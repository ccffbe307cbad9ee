import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  EncryptJWT,
  jwtDecrypt,
  jwtVerify,
  SignJWT,
} from "jose";
import { fromBase64url } from "../lab/text.mjs";
import { cryptoKey } from "../lab/webcrypto.mjs";

const optionsOf = ({ algorithm, issuer, audience }) => ({
  algorithms: [algorithm],
  issuer,
  audience,
  requiredClaims: ["exp"],
});

export function decode() {
  const run = (token) => ({ header: decodeProtectedHeader(token), payload: decodeJwt(token) });
  return [
    { name: "jose decodeProtectedHeader + decodeJwt", run },
    { name: "jose decodeJwt alone", run: (token) => decodeJwt(token) },
  ];
}

export async function verify(demands) {
  // The fastest form for jose: it converts or looks up anything else at each call.
  const key = await cryptoKey(demands, "verify");
  const options = optionsOf(demands);
  return [{ name: "jose jwtVerify", async: true, run: (token) => jwtVerify(token, key, options) }];
}

export { verify as verifySync };

export function jwks(demands) {
  const keys = createLocalJWKSet(demands.jwks);
  const options = optionsOf(demands);
  const run = (token) => jwtVerify(token, keys, options);
  return [{ name: "jose jwtVerify, createLocalJWKSet", async: true, run }];
}

export async function sign(demands) {
  const header = { alg: demands.algorithm, typ: "JWT" };
  const key = await cryptoKey(demands, "sign");
  const run = (claims) => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = new SignJWT(claims).setProtectedHeader(header);
    return jwt
      .setIssuedAt(now)
      .setExpirationTime(now + demands.lifetime)
      .sign(key);
  };
  return [{ name: "jose SignJWT", async: true, run }];
}

/** The fastest form for jose: bytes for AES-CBC with HMAC, which WebCrypto does not have as one algorithm, and otherwise a `CryptoKey`. */
function contentKey({ enc, secret }, use) {
  const bytes = fromBase64url(secret);
  return enc === "A256GCM" ? crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [use]) : bytes;
}

export async function decrypt({ issuer, audience, enc, cookie, ...demands }) {
  const key = await contentKey({ enc, ...demands }, "decrypt");
  const options = { issuer, audience, requiredClaims: ["exp"] };
  // As Auth.js calls it.
  if (cookie !== undefined) options.clockTolerance = 15;
  return [{ name: "jose jwtDecrypt", async: true, run: (token) => jwtDecrypt(token, key, options) }];
}

export async function encrypt({ lifetime, enc, ...demands }) {
  const key = await contentKey({ enc, ...demands }, "encrypt");
  const run = (claims) => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc });
    return jwt
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .encrypt(key);
  };
  return [{ name: "jose EncryptJWT", async: true, run }];
}
