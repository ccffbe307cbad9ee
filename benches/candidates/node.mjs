// No candidates but the limit for those who leave the arithmetic to Node: tokens are taken apart beforehand, and nothing
// is decoded, parsed or judged.
import * as crypto from "node:crypto";
import { algorithms } from "../algorithms.mjs";
import { parts } from "../tokens.mjs";

export function verify(demands) {
  return [demands.secret ? mac(demands) : publicKeySignature(demands)];
}

function mac({ secret }) {
  const key = crypto.createSecretKey(secret);
  const run = ({ input, signature }) => {
    const computed = crypto.createHmac("sha256", key).update(input).digest();
    if (!crypto.timingSafeEqual(computed, signature)) throw new Error("signature");
  };
  return { name: "node createHmac (MAC only)", signatureOnly: true, prepare: parts, run };
}

function publicKeySignature({ algorithm, publicKey }) {
  const { hash, how } = algorithms[algorithm];
  const key = { key: publicKey, ...how };
  const prepare = (token) => {
    const { input, signature } = parts(token);
    return { input: Buffer.from(input), signature };
  };
  const run = ({ input, signature }) => {
    if (!crypto.verify(hash, input, key, signature)) throw new Error("signature");
  };
  return { name: "node verify (signature only)", signatureOnly: true, prepare, run };
}

export function sign({ algorithm, secret, privateKey }) {
  const { hash, how } = algorithms[algorithm];
  const prepare = (claims) => Buffer.from(JSON.stringify(claims));
  const run = secret
    ? (input) => crypto.createHmac(hash, secret).update(input).digest()
    : (input) => crypto.sign(hash, input, { key: privateKey, ...how });
  return [
    { name: `node ${secret ? "createHmac" : "sign"} (signature only)`, signatureOnly: true, prepare, run },
  ];
}
