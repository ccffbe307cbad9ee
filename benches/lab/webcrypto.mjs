// The algorithms as WebCrypto names them: for the check, for peers that take a CryptoKey, and as the limit.
import { bytesOf, fromBase64url, parts, read } from "./text.mjs";

const ec = (namedCurve, hash) => [
  { name: "ECDSA", namedCurve },
  { name: "ECDSA", hash },
];
const both = (algorithm) => [algorithm, algorithm];

/** The parameters of `importKey`, `verify` and `sign`. */
const algorithms = {
  HS256: both({ name: "HMAC", hash: "SHA-256" }),
  RS256: both({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }),
  PS256: [
    { name: "RSA-PSS", hash: "SHA-256" },
    { name: "RSA-PSS", saltLength: 32 },
  ],
  ES256: ec("P-256", "SHA-256"),
  ES384: ec("P-384", "SHA-384"),
  ES512: ec("P-521", "SHA-512"),
  EdDSA: both({ name: "Ed25519" }),
  Ed448: both({ name: "Ed448" }),
  "ML-DSA-44": both({ name: "ML-DSA-44" }),
  "ML-DSA-65": both({ name: "ML-DSA-65" }),
  "ML-DSA-87": both({ name: "ML-DSA-87" }),
};

/** Whether WebCrypto has a name for it. */
export const hasName = (algorithm) => Object.hasOwn(algorithms, algorithm);

export const parametersOf = (algorithm) => algorithms[algorithm][1];

/** @param {"sign" | "verify"} use */
export function cryptoKey({ algorithm, secret, publicJwk, privateJwk }, use) {
  const [parameters] = algorithms[algorithm];
  if (secret) return crypto.subtle.importKey("raw", fromBase64url(secret), parameters, true, [use]);
  const jwk = use === "sign" ? privateJwk : publicJwk;
  return crypto.subtle.importKey("jwk", jwk, parameters, true, [use]);
}

/** The claims of a token. Throws if it is not signed as demanded. */
export async function readSigned(token, demands) {
  const key = await cryptoKey(demands, "verify");
  const { input, signature } = parts(token);
  const [header, payload] = input.split(".").map(read);
  const isGood = await crypto.subtle.verify(parametersOf(demands.algorithm), key, signature, bytesOf(input));
  if (header.alg !== demands.algorithm || !isGood) throw new Error("the token is not signed as demanded");
  return payload;
}
