import { importPKCS8, importSPKI, jwtVerify, SignJWT } from "jose";
import { LIFETIME } from "../cases.mjs";

// jose makes a CryptoKey of anything else at each call or looks one up: this is the fastest form it takes.
function keyOf({ algorithm, secret, publicPem, privatePem }, use) {
  if (!secret) return use === "sign" ? importPKCS8(privatePem, algorithm) : importSPKI(publicPem, algorithm);
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

export async function verify(demands) {
  const { algorithm, issuer, audience } = demands;
  const key = await keyOf(demands, "verify");
  const options = { algorithms: [algorithm], issuer, audience, requiredClaims: ["exp"] };
  return [{ name: "jose jwtVerify", async: true, run: (token) => jwtVerify(token, key, options) }];
}

export async function sign(demands) {
  const header = { alg: demands.algorithm, typ: "JWT" };
  const key = await keyOf(demands, "sign");
  const run = (claims) => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = new SignJWT(claims).setProtectedHeader(header);
    return jwt
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME)
      .sign(key);
  };
  return [{ name: "jose SignJWT", async: true, run }];
}
