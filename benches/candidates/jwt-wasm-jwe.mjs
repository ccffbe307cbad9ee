import * as api from "jwt-wasm/jwe";
import { fromBase64url } from "../lab/text.mjs";

const keyOf = ({ enc, secret, authSecret, cookie }) =>
  authSecret === undefined
    ? api.encryptionKey(fromBase64url(secret), { alg: "dir", enc })
    : api.authJsKey(authSecret, { cookie });

export function decrypt({ issuer, audience, ...demands }) {
  const key = keyOf(demands);
  const options = { issuer, audience };
  return [
    { name: "jwt-wasm decryptSync", run: (token) => api.decryptSync(token, key, options) },
    { name: "jwt-wasm decrypt", async: true, run: (token) => api.decrypt(token, key, options) },
  ];
}

export function encrypt({ lifetime, ...demands }) {
  const key = keyOf(demands);
  const options = { expiresIn: lifetime };
  return [
    { name: "jwt-wasm encryptSync", run: (claims) => api.encryptSync(claims, key, options) },
    { name: "jwt-wasm encrypt", async: true, run: (claims) => api.encrypt(claims, key, options) },
  ];
}
