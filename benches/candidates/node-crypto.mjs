// Not a candidate, but the limit for those that use Node's arithmetic: tokens are split beforehand, and
// nothing
// is decoded, parsed or checked.
import * as crypto from "node:crypto";
import { algorithms } from "../corpus/algorithms.mjs";
import { parts } from "../lab/text.mjs";

const secretKey = (secret) => crypto.createSecretKey(Buffer.from(secret, "base64url"));

export function verifySync(demands) {
  return [demands.secret ? mac(demands) : publicKeySignature(demands)];
}

function mac({ secret }) {
  const key = secretKey(secret);
  const run = ({ input, signature }) => {
    const computed = crypto.createHmac("sha256", key).update(input).digest();
    if (!crypto.timingSafeEqual(computed, signature)) throw new Error("signature");
  };
  return { name: "node createHmac (MAC only)", signatureOnly: true, prepare: parts, run };
}

function publicKeySignature({ algorithm, publicPem }) {
  const { hash, how } = algorithms[algorithm];
  const key = { key: crypto.createPublicKey(publicPem), ...how };
  const prepare = (token) => {
    const { input, signature } = parts(token);
    return { input: Buffer.from(input), signature };
  };
  const run = ({ input, signature }) => {
    if (!crypto.verify(hash, input, key, signature)) throw new Error("signature");
  };
  return { name: "node verify (signature only)", signatureOnly: true, prepare, run };
}

export function sign({ algorithm, secret, privatePem }) {
  const { hash, how } = algorithms[algorithm];
  const prepare = (claims) => Buffer.from(JSON.stringify(claims));
  const name = (of) => `node ${of} (signature only)`;
  if (secret) {
    const key = secretKey(secret);
    const run = (input) => crypto.createHmac(hash, key).update(input).digest();
    return [{ name: name("createHmac"), signatureOnly: true, prepare, run }];
  }
  const key = { key: crypto.createPrivateKey(privatePem), ...how };
  const run = (input) => crypto.sign(hash, input, key);
  return [{ name: name("sign"), signatureOnly: true, prepare, run }];
}
