// The package's side: every engine, asynchronously and synchronously.
import assert from "node:assert/strict";
import * as api from "jwt-wasm";
import { ourKey } from "./keys.mjs";

const NOW = Math.floor(Date.now() / 1000);
export const CLAIMS = {
  iss: "https://issuer.example",
  sub: "user-42",
  name: "Zoë 💧",
  n: 1,
  exp: NOW + 300,
  iat: NOW,
};
export const HEADER = { kid: "k1", typ: "JWT", x5t: "dGh1bWI" };

await api.loadEngine("RS256", "ES256", "ES384", "ES512", "EdDSA");

/** Verifies the peer's token in every way, and refuses it with a changed claim. @returns how often it was verified */
export async function verifiesHere({ alg, key, name }, token, peer) {
  const [header, , signature] = token.split(".");
  const changed = Buffer.from(JSON.stringify({ ...CLAIMS, n: 2 })).toString("base64url");
  const forged = `${header}.${changed}.${signature}`;
  let taken = 0;
  for (const engine of ["auto", "wasm", "host"]) {
    const at = `${peer} ${name}, ${engine}`;
    const ours = ourKey(api, alg, key.public, false);
    const options = { engine, issuer: CLAIMS.iss };
    for (const verified of [await api.verify(token, ours, options), api.verifySync(token, ours, options)]) {
      assert.deepEqual(verified.payload, CLAIMS, at);
      assert.deepEqual(verified.header, { alg, ...HEADER }, at);
      taken++;
    }
    await assert.rejects(api.verify(forged, ours, options), { code: "signature_invalid" }, at);
    assert.throws(() => api.verifySync(forged, ours, options), { code: "signature_invalid" }, at);
  }
  return taken;
}

/** The token of an asynchronous call and of a synchronous one. */
export async function ourTokens({ alg, key }) {
  const signer = ourKey(api, alg, key.private, true);
  const options = { kid: HEADER.kid, header: { x5t: HEADER.x5t } };
  return [await api.sign(CLAIMS, signer, options), api.signSync(CLAIMS, signer, options)];
}
