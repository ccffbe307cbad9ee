// Tokens made and checked by Node's own cryptography, which is no party to the comparison.
import { createHmac, sign, timingSafeEqual, verify } from "node:crypto";
import { algorithms } from "./algorithms.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (segment) => JSON.parse(Buffer.from(segment, "base64url").toString());

/** The same text as one flat and new string, as one that was read from a request is. */
export const flat = (text) => Buffer.from(text, "latin1").toString("latin1");

export function signed(claims, { algorithm, ...key }) {
  const input = `${encode({ alg: algorithm, typ: "JWT" })}.${encode(claims)}`;
  return flat(`${input}.${signatureOf(input, { algorithm, ...key }).toString("base64url")}`);
}

export function signatureOf(input, { algorithm, secret, privateKey }) {
  const { hash, how } = algorithms[algorithm];
  if (secret) return createHmac(hash, secret).update(input).digest();
  return sign(hash, Buffer.from(input), { key: privateKey, ...how });
}

/** What the token is taken apart to before a candidate that only computes signatures is timed. */
export function parts(token) {
  const end = token.lastIndexOf(".");
  return { input: flat(token.slice(0, end)), signature: Buffer.from(token.slice(end + 1), "base64url") };
}

/** The claims, or an error for a token that the key did not sign. */
export function read(token, { algorithm, secret, publicKey }) {
  const { hash, how } = algorithms[algorithm];
  const { input, signature } = parts(token);
  const [header, payload] = input.split(".").map(decode);
  const isGood = secret
    ? timingSafeEqual(signatureOf(input, { algorithm, secret }), signature)
    : verify(hash, Buffer.from(input), { key: publicKey, ...how }, signature);
  if (header.alg !== algorithm || !isGood) throw new Error("the token is not signed as demanded");
  return payload;
}
