// Makes proofs of possession with Node's own cryptography, so that the package does not test itself.
import { createECDH, createHash, createPrivateKey, randomUUID, sign } from "node:crypto";
import { hs256 } from "./tokens.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sha256 = (text) => createHash("sha256").update(text).digest("base64url");
const inSeconds = (offset) => Math.floor(Date.now() / 1000) + offset;

/** By createECDH, which makes thousands of keys faster than generateKeyPairSync. */
function client() {
  const pair = createECDH("prime256v1");
  const point = pair.generateKeys();
  const text = (bytes) => Buffer.from(bytes).toString("base64url");
  // RFC 7638 §3: these members in this order.
  const jwk = { crv: "P-256", kty: "EC", x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  const d = text(Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32));
  const privateKey = createPrivateKey({ key: { ...jwk, d }, format: "jwk" });
  return { privateKey, jwk, jkt: sha256(JSON.stringify(jwk)) };
}

// More clients than the gate keeps keys for.
const CLIENTS = Array.from({ length: 600 }, client);
const clientOf = (index) => CLIENTS[index % CLIENTS.length];

function proof({ privateKey, jwk }, { header, ...claims }) {
  const whole = { jti: randomUUID(), htm: "GET", iat: inSeconds(0), ...claims };
  const input = `${encode({ typ: "dpop+jwt", alg: "ES256", jwk, ...header })}.${encode(whole)}`;
  const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

/** The headers of a good request, with these changes. */
export function request(index, { sub, path, claims, by, scheme = "DPoP", proofs = (one) => one }) {
  const own = clientOf(index);
  const token = hs256({ sub, cnf: { jkt: own.jkt } });
  const made = proof(by ?? own, { htu: `https://api.example${path}`, ath: sha256(token), ...claims });
  const dpop = proofs(made);
  return { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) };
}

const refused = { status: 401, code: "invalid_dpop_proof" };

/** The bad requests by kind: the change to a good request, and the answer that it must get. */
export const KINDS = [
  { name: "another method", ...refused, change: () => ({ claims: { htm: "POST" } }) },
  { name: "another URI", ...refused, change: () => ({ claims: { htu: "https://api.example/other" } }) },
  {
    name: "another host",
    ...refused,
    change: ({ path }) => ({ claims: { htu: `https://thief.example${path}` } }),
  },
  { name: "another token", ...refused, change: () => ({ claims: { ath: sha256("another token") } }) },
  { name: "another client's key", ...refused, change: ({ index }) => ({ by: clientOf(index + 1) }) },
  {
    name: "signed with another key",
    ...refused,
    change: ({ index }) => ({ by: { ...clientOf(index), privateKey: clientOf(index + 1).privateKey } }),
  },
  { name: "too old", ...refused, change: () => ({ claims: { iat: inSeconds(-400) } }) },
  { name: "in the future", ...refused, change: () => ({ claims: { iat: inSeconds(90) } }) },
  {
    name: "a private key",
    ...refused,
    change: ({ index }) => ({ claims: { header: { jwk: { ...clientOf(index).jwk, d: "AA" } } } }),
  },
  { name: "HMAC", ...refused, change: () => ({ claims: { header: { alg: "HS256" } } }) },
  { name: "no proof", ...refused, change: () => ({ proofs: () => undefined }) },
  {
    name: "two proofs",
    status: 400,
    code: "invalid_request",
    change: () => ({ proofs: (one) => `${one}, ${one}` }),
  },
  { name: "as Bearer", status: 401, code: "token_bound", change: () => ({ scheme: "Bearer" }) },
];
