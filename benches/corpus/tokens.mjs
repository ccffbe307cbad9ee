// Creates tokens with Node's own cryptography, which is not compared.
import { createHmac, createPrivateKey, sign } from "node:crypto";
import { algorithms } from "./algorithms.mjs";

const encode = (text) => Buffer.from(text).toString("base64url");

/** `kid` names the key in the header, if given. */
export function signed(claims, demands) {
  return signedText(JSON.stringify(claims), demands);
}

/** The payload may be any text, even one without claims. */
export function signedText(payload, { algorithm, kid, ...key }) {
  const header = JSON.stringify({ alg: algorithm, typ: "JWT", ...(kid && { kid }) });
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signatureOf(input, { algorithm, ...key }).toString("base64url")}`;
}

function signatureOf(input, { algorithm, secret, privatePem }) {
  const { hash, how } = algorithms[algorithm];
  if (secret) return createHmac(hash, Buffer.from(secret, "base64url")).update(input).digest();
  return sign(hash, Buffer.from(input), { key: privateKey(privatePem), ...how });
}

const parsed = new Map();

function privateKey(pem) {
  if (!parsed.has(pem)) parsed.set(pem, createPrivateKey(pem));
  return parsed.get(pem);
}
