import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
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
