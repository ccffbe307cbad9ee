// Gives hostile values to jwt-wasm/jsonwebtoken. Every error must be one of this package, and no call may hang.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ERROR_CODES, JwtError } from "jwt-wasm";
import { decode, JsonWebTokenError, promises, sign, verify } from "jwt-wasm/jsonwebtoken";
import { inGoodTime, VALUES } from "./hostile.mjs";

const SECRET = "thirty-two bytes that nobody can guess";
const token = sign({ sub: "a", aud: "b", iat: 5 }, SECRET);

async function answers(what, call) {
  try {
    await inGoodTime(call);
  } catch (thrown) {
    const isOurs = thrown instanceof JsonWebTokenError || thrown instanceof JwtError;
    assert.ok(isOurs, `${what}: ${thrown?.stack ?? String(thrown)}`);
    if (thrown instanceof JwtError) assert.ok(ERROR_CODES.includes(thrown.code), what);
  }
}

const OF_SIGN = [
  ..."algorithm expiresIn notBefore audience header encoding issuer subject jwtid noTimestamp keyid".split(
    " ",
  ),
  ..."mutatePayload allowInsecureKeySizes allowInvalidAsymmetricKeyTypes legacy".split(" "),
];
const OF_VERIFY = [
  ..."algorithms audience clockTimestamp clockTolerance complete issuer ignoreExpiration jwtid nonce".split(
    " ",
  ),
  ..."ignoreNotBefore subject maxAge allowInvalidAsymmetricKeyTypes legacy".split(" "),
];

const PLACES = {
  "the token": (value) => verify(value, SECRET),
  "the token of decode": (value) => decode(value),
  "the options of decode": (value) => decode(token, value),
  // A function given as the key is called, and may throw anything, so functions are left out.
  "the key": (value) => typeof value !== "function" && promises.verify(token, value),
  "the key at once": (value) => typeof value !== "function" && verify(token, value),
  "the key within": (value) => verify(token, { key: value }),
  "a JWK": (value) => verify(token, { key: value, format: "jwk" }),
  "the passphrase": (value) =>
    sign({}, { key: "-----BEGIN ENCRYPTED PRIVATE KEY-----", passphrase: value }, { algorithm: "RS256" }),
  "the key that signs": (value) => promises.sign({}, value),
  "the payload": (value) => promises.sign(value, SECRET),
  "a claim": (value) => promises.sign({ claim: value }, SECRET),
  "a time": (value) => promises.sign({ exp: value }, SECRET),
  "the options": (value) => typeof value !== "function" && verify(token, SECRET, value),
  "the options of sign": (value) => typeof value !== "function" && sign({}, SECRET, value),
  "the callback": (value) => typeof value !== "function" && verify(token, SECRET, {}, value),
  "a key that is found": (value) => promises.verify(token, (_, callback) => callback(null, value)),
  "an error of getKey": (value) => promises.verify(token, (_, callback) => callback(value ?? "none")),
  "a header's parameter": (value) => sign({}, SECRET, { header: { x: value } }),
  "the header's typ": (value) => sign({}, SECRET, { header: { typ: value } }),
  "the header's kid": (value) => sign({}, SECRET, { header: { kid: value } }),
  "the header's alg": (value) => sign({}, SECRET, { header: { alg: value } }),
  "a listed audience": (value) => verify(token, SECRET, { audience: [value] }),
  "a listed algorithm": (value) => verify(token, SECRET, { algorithms: [value] }),
};
for (const name of OF_SIGN) PLACES[`${name} of sign`] = (value) => sign({}, SECRET, { [name]: value });
for (const name of OF_VERIFY) {
  PLACES[`${name} of verify`] = (value) => verify(token, SECRET, { [name]: value });
  const legacy = { looseOptions: true };
  if (name !== "legacy") {
    PLACES[`${name}, loosely`] = (value) => verify(token, SECRET, { legacy, [name]: value });
  }
}

for (const [place, call] of Object.entries(PLACES)) {
  test(place, async () => {
    for (const [name, value] of Object.entries(VALUES)) {
      await answers(`${place}: ${name}`, () => call(value));
      assert.equal(verify(token, SECRET).sub, "a");
    }
  });
}
