// Signed content that is not a JWT, between jose and this package, in both directions: in the token or detached, encoded or not
// (RFC 7797).
import assert from "node:assert/strict";
import { test } from "node:test";
import * as jose from "jose";
import * as api from "jwt-wasm";
import { ALGORITHMS, casesOf, ourKey } from "./keys.mjs";

const UNENCODED = { b64: false, crit: ["b64"] };
const PAYLOADS = ["$.02", "", "Zoë 💧\n", '{"event":"paid"}'].map((text) => new TextEncoder().encode(text));
const canStand = (payload) => payload.every((byte) => byte >= 0x20 && byte <= 0x7e && byte !== 0x2e);

/** The options of signing, and whether the payload is then beside the token. */
const WAYS = [
  { signing: {}, isBeside: false },
  { signing: { detached: true }, isBeside: true },
  { signing: { detached: true, b64: false }, isBeside: true },
  { signing: { b64: false }, isBeside: false },
];

/** Signs with jose, which leaves an unencoded payload out of its result. */
async function theirToken({ signing, isBeside }, alg, payload, key) {
  const header = { alg, kid: "k1", ...(signing.b64 === false && UNENCODED) };
  const flat = await new jose.FlattenedSign(payload).setProtectedHeader(header).sign(key);
  const shown = signing.b64 === false ? new TextDecoder().decode(payload) : flat.payload;
  return `${flat.protected}.${isBeside ? "" : shown}.${flat.signature}`;
}

/** Verifies with jose, which takes the payload in an object, encoded or not. */
async function theyVerify({ signing }, token, payload, key) {
  const [header, , signature] = token.split(".");
  const given = signing.b64 === false ? payload : jose.base64url.encode(payload);
  const verified = await jose.flattenedVerify({ protected: header, payload: given, signature }, key);
  return { header: verified.protectedHeader, payload: verified.payload };
}

test("jose", async () => {
  const counts = { theirs: 0, ours: 0 };
  const cases = casesOf(ALGORITHMS, ["secret", "jwk"]);
  for (const { alg, form, key } of cases) {
    const read = (file) => (form === "jwk" ? jose.importJWK(file, alg) : new TextEncoder().encode(file));
    const [signer, verifier] = [await read(key.private), await read(key.public)];
    const [ourSigner, ourVerifier] = [
      ourKey(api, alg, key.private, true),
      ourKey(api, alg, key.public, false),
    ];
    for (const way of WAYS) {
      for (const payload of PAYLOADS) {
        if (!way.isBeside && way.signing.b64 === false && !canStand(payload)) continue;
        const at = `${alg}, ${form}, ${JSON.stringify(way.signing)}, ${new TextDecoder().decode(payload)}`;
        const b64 = way.signing.b64 === false ? { b64: false } : {};
        const options = { ...b64, ...(way.isBeside && { payload }) };
        const expected = { alg, kid: "k1", ...(way.signing.b64 === false && UNENCODED) };
        const theirs = await theirToken(way, alg, payload, signer);
        for (const verified of [
          await api.verifyJws(theirs, ourVerifier, options),
          api.verifyJwsSync(theirs, ourVerifier, options),
        ]) {
          assert.deepEqual(
            { ...verified, payload: [...verified.payload], key: verified.key.alg },
            { header: expected, payload: [...payload], key: alg },
            at,
          );
          counts.theirs++;
        }
        const signOptions = { ...way.signing, kid: "k1" };
        for (const ours of [
          await api.signJws(payload, ourSigner, signOptions),
          api.signJwsSync(payload, ourSigner, signOptions),
        ]) {
          const verified = await theyVerify(way, ours, payload, verifier);
          assert.deepEqual({ ...verified.header }, expected, at);
          assert.deepEqual([...verified.payload], [...payload], at);
          const changed = Uint8Array.of(...payload, 1);
          await assert.rejects(
            theyVerify(way, ours, changed, verifier),
            { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" },
            at,
          );
          if (!way.isBeside) {
            const compact = await jose.compactVerify(ours, verifier);
            assert.deepEqual([...compact.payload], [...payload], at);
          }
          counts.ours++;
        }
      }
    }
  }
  // One payload has a dot, and one is not ASCII.
  const each = 3 * PAYLOADS.length + 2;
  const all = cases.length * 2 * each;
  assert.equal(cases.length, ALGORITHMS.length + 3);
  assert.deepEqual(counts, { theirs: all, ours: all });
});
