// The keys, messages and signatures that the engines are measured with, as JSON.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { algorithms, others } from "../corpus/algorithms.mjs";
import { sizes } from "../corpus/claims.mjs";
import { isMlDsa, publicHalfOf, signerOf } from "./module.mjs";

/** A power of two: the measured loop wraps around with a mask. */
const COUNT = 16;

const encode = (bytes) => Buffer.from(bytes).toString("base64url");

/**
 * A case as `caseOf` of the corpus makes one.
 * @param {"verify" | "sign"} operation
 */
export async function engineCaseOf({ operation, algorithm }) {
  const key = await newKey(algorithm);
  const demands = { algorithm, ...key };
  const claims = Array.from({ length: COUNT }, () =>
    sizes["230 B"]({ issuer: "https://a.example", audience: "b" }),
  );
  if (operation === "sign") return { demands, verdict: "accepted", inputs: claims, bad: {} };
  const signed = await tokensOf(algorithm, key);
  const inputs = await Promise.all(claims.map(signed));
  const foreign = await tokensOf(algorithm, await newKey(algorithm));
  const [good] = inputs;
  const bad = {
    "a changed signature": changed(good, good.length - 10),
    "a changed payload": changed(good, good.indexOf(".") + 24),
    "another key": await foreign(claims[0]),
  };
  return { demands, verdict: "accepted", inputs, bad };
}

async function newKey(algorithm) {
  if (isMlDsa(algorithm)) {
    const priv = encode(randomBytes(32));
    const pub = encode(await publicHalfOf(algorithm, { priv }));
    const publicJwk = { kty: "AKP", alg: algorithm, pub };
    return { publicJwk, privateJwk: { ...publicJwk, priv } };
  }
  const { key } = { ...algorithms, ...others }[algorithm];
  const [type, options] = key;
  // As text and not as a key object, with which Node 20 can hang.
  const { privateKey } = generateKeyPairSync(type, {
    ...options,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const jwkOf = (made) => made.export({ format: "jwk" });
  const privateJwk = jwkOf(createPrivateKey(privateKey));
  return { publicJwk: jwkOf(createPublicKey(privateKey)), privateJwk };
}

/** A function that makes the token of these claims. */
async function tokensOf(algorithm, { privateJwk }) {
  const signed = await signatureOf(algorithm, privateJwk);
  return async (claims) => {
    const input = [{ alg: algorithm }, claims].map((part) => encode(JSON.stringify(part))).join(".");
    return `${input}.${encode(await signed(Buffer.from(input)))}`;
  };
}

/** ES256K by the module, because Deno takes only the lower half of s, which the module makes and OpenSSL does not. */
async function signatureOf(algorithm, jwk) {
  if (isMlDsa(algorithm) || algorithm === "ES256K") return signerOf(algorithm, jwk);
  const { hash, how } = { ...algorithms, ...others }[algorithm];
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return (input) => sign(hash, input, { key, ...how });
}

function changed(token, index) {
  return `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
}
