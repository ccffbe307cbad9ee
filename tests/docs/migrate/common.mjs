// Rows that the tables "What is stricter" of several pages have.
import assert from "node:assert/strict";
import { secretKey, sign, verify } from "jwt-wasm";
import { goodToken, hmacToken, PUBLIC_BODY, respelled, SECRET, TWICE } from "./given.mjs";

export const key = secretKey(SECRET, "HS256");

/** Makes a call of `verify`, with the key of these tests. */
export const checks =
  (token, options, using = key) =>
  () =>
    verify(token, using, options);

/**
 * @param accepts makes a call of the other library for a token, options and a secret
 * @param signNumeric signs `{ sub: 42 }` with the other library
 */
export function commonRows(accepts, signNumeric) {
  const either = (token) => ({ theirs: accepts(token), ours: checks(token) });
  const withSecret = (secret) => accepts(goodToken({}, { secret }), {}, secret);
  const [unexpiring, foreign] = [hmacToken(), goodToken({ aud: "another-api" })];
  const long = goodToken({ a: "a".repeat(20_000) });
  return {
    either,
    unexpiring: { ...either(unexpiring), anyway: checks(unexpiring, { requireExpiry: false }) },
    anyAudience: { ...either(foreign), anyway: checks(foreign, { audience: false }) },
    anySecret: (secret) => ({
      theirs: withSecret(secret),
      ours: () => secretKey(secret, "HS256"),
      anyway: checks(goodToken({}, { secret }), {}, secretKey(secret, "HS256", { allowWeakSecret: true })),
    }),
    publicText: { theirs: withSecret(PUBLIC_BODY), ours: () => secretKey(PUBLIC_BODY, "HS256") },
    numericSubject: {
      async theirs() {
        await accepts(goodToken({ sub: 42 }))();
        await signNumeric();
      },
      async ours() {
        await assert.rejects(sign({ sub: 42 }, key), { code: "claim_invalid" });
        await verify(goodToken({ sub: 42 }), key);
      },
    },
    nameTwice: either(hmacToken(TWICE)),
    otherSpelling: either(respelled(goodToken())),
    anyLength: { ...either(long), anyway: checks(long, { maxTokenLength: 100_000 }) },
    otherMac: either(goodToken({}, { alg: "HS512" })),
  };
}
