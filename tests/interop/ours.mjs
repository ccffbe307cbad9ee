// The package's side: every variant and engine, as a promise and at once.
import assert from "node:assert/strict";
import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
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
export const VARIANTS = [full, lite];

const WAYS = [
  ...["auto", "wasm", "host"].map((engine) => ({ api: full, engine, name: `jwt-wasm ${engine}` })),
  ...["auto", "host"].map((engine) => ({ api: lite, engine, name: `jwt-wasm/lite ${engine}` })),
];

/** Takes the peer's token in every way, and in none with a claim changed; gives how often it was taken. */
export async function verifiesHere({ alg, key, name }, token, peer) {
  const [header, , signature] = token.split(".");
  const changed = Buffer.from(JSON.stringify({ ...CLAIMS, n: 2 })).toString("base64url");
  const forged = `${header}.${changed}.${signature}`;
  let taken = 0;
  for (const { api, engine, name: way } of WAYS) {
    const at = `${peer} ${name}, ${way}`;
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

/** A token by each variant, as a promise and at once. */
export async function ourTokens({ alg, key }) {
  const tokens = [];
  for (const api of VARIANTS) {
    const signer = ourKey(api, alg, key.private, true);
    const options = { kid: HEADER.kid, header: { x5t: HEADER.x5t } };
    tokens.push(await api.sign(CLAIMS, signer, options), api.signSync(CLAIMS, signer, options));
  }
  return tokens;
}
