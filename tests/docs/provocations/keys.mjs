// Arguments that keys are not made of.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as api from "jwt-wasm";
import { init, initSync } from "jwt-wasm/slim";
import { selfSigned } from "../../../pkg/test/certificate.mjs";
import { wrongly } from "../lib/provoke.mjs";
import { ec, key, rsa, SECRET, token } from "./given.mjs";

const gone = () => {
  const bytes = new Uint8Array(32);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
};
const MATERIAL = [
  Promise.resolve(SECRET),
  Object("secret"),
  new SharedArrayBuffer(32),
  new DataView(new ArrayBuffer(32)),
  new ArrayBuffer(32),
  ec.object,
  ec.publicJwk,
  { keys: [] },
  ec.pem,
  gone(),
];
const making = (make) => [...wrongly(make), ...MATERIAL.map((material) => () => make(material))];
const half = { ...rsa.privateJwk, p: rsa.privateJwk.q };

export default [
  ...making((secret) => api.secretKey(secret, "HS256")),
  ...making((file) => api.publicKey(file, "ES256")),
  ...making((file) => api.privateKey(file, "ES256")),
  ...making((jwk) => api.jwk(jwk, "ES256")),
  ...making((set) => api.jwks(set)),
  ...making((one) => api.verifySync(token, one)),
  ...making((one) => api.signSync({}, one)),
  ...wrongly((algorithm) => api.secretKey(SECRET, algorithm)),
  ...wrongly((algorithms) => api.jwk(ec.publicJwk, algorithms)),
  () => api.jwk(ec.publicJwk, ["ES256", "ES256"]),
  () => api.jwks([ec.publicJwk]),
  () => api.jwk(JSON.stringify(ec.publicJwk)),
  () => api.jwk({ ...ec.publicJwk, crv: "P-192" }, "ES256"),
  () => api.jwk([ec.publicJwk]),
  () => api.secretKey(JSON.stringify({ kty: "oct", k: "AAAA" }), "HS256"),
  () => {
    const one = api.secretKey(SECRET, "HS256");
    one.free();
    return api.signSync({}, one);
  },
  () => api.signSync({ a: 1 }, api.jwk(half, "RS256")),
  () => api.signSync({ a: 1 }, api.jwk({ ...ec.privateJwk, d: ec.otherJwk.d }, "ES256")),
  () => api.jwk({ ...ec.privateJwk, d: ec.otherJwk.d }, "ES256").toPublicJwk(),
  () => api.secretKey(SECRET, "HS256").toPublicJwk?.(),
  () => api.signSync({ a: new (class {})() }, key),
  () => api.signSync({ a: Object.create({ b: 1 }) }, key),
  () => init(new Uint8Array(5)),
  () => init({ __proto__: null, [Symbol.toStringTag]: "Response", ok: false, status: 404 }),
  () => init(new Response("x", { headers: { "content-type": "application/wasm" } })),
  () => init(readFileSync(new URL("../../../pkg/generated/eddsa.wasm", import.meta.url)), "core"),
  () => init(new Uint8Array(5), "other"),
  () => initSync(new Uint8Array(5)),
  () => api.secretKey(new X509Certificate(certificate()), "HS256"),
  () => api.signSync({ a: new X509Certificate(certificate()) }, key),
];

const certificate = () => selfSigned("a").cert;
