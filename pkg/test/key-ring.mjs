// Shared by the tests of key rings: rings that begin at a fixed time, and ways to look at them.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock } from "node:test";
import { inspect } from "node:util";
import { decode, sign } from "jwt-wasm";
import { keyRing } from "jwt-wasm/issuer";
import { NOW } from "./support.mjs";

export const HOUR = 3600;
export const OPTIONS = { publishAhead: HOUR, retireAfter: 2 * HOUR };
export const SKEW = 60;

/** Each test of the file begins at `NOW`. */
export function withClock() {
  beforeEach(() => mock.timers.enable({ apis: ["Date"], now: NOW * 1000 }));
  afterEach(() => mock.timers.reset());
}

export const seconds = (count) => mock.timers.tick(count * 1000);

/** The private members of every ring here. */
export const secrets = new Set();

export const newRing = async (options = OPTIONS) => {
  const ring = keyRing([], options);
  assert.equal(await ring.rotate(), true);
  for (const { d } of ring.toPrivateJwks().keys) secrets.add(d);
  return ring;
};
export const states = (ring) => ring.state.map(({ state }) => state).join(" ");
export const kids = (ring) => ring.jwks().keys.map(({ kid }) => kid);
export const signed = (ring, claims = { sub: "a" }) =>
  sign(claims, ring.signingKey(), { expiresIn: 2 * HOUR });
export const kidOf = (token) => decode(token).header.kid;

/** The code of the call's error, thrown or by its promise. The message must hold no key material. */
export async function code(act) {
  try {
    await act();
  } catch (error) {
    assert.equal(error.name, "JwtError", inspect(error));
    for (const secret of secrets) assert.ok(!inspect(error).includes(secret), inspect(error));
    return error.code;
  }
  return "none";
}
