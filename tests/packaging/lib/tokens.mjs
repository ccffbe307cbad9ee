// Makes keys and tokens with Node's own cryptography, so that the package does not test itself.
import { createHmac, randomBytes, sign } from "node:crypto";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const exp = Math.floor(Date.now() / 1000) + 3600;

function pairOfTokens(alg, signatureOf) {
  const inputFor = (sub) => `${encode({ alg, typ: "JWT" })}.${encode({ sub, exp })}`;
  const signature = signatureOf(inputFor("alice")).toString("base64url");
  // The bad token has another subject and the good token's signature.
  return { good: `${inputFor("alice")}.${signature}`, bad: `${inputFor("mallory")}.${signature}` };
}

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const SECRET = randomBytes(32).toString("hex");
export const PUBLIC_KEY = pair.publicKey.export({ type: "spki", format: "pem" });
export const HS256 = pairOfTokens("HS256", (input) => createHmac("sha256", SECRET).update(input).digest());
export const ES256 = pairOfTokens("ES256", (input) =>
  sign("sha256", Buffer.from(input), { key: pair.privateKey, dsaEncoding: "ieee-p1363" }),
);
