// What docs/migrate/jwt-decode.md says, with jwt-decode itself.
import assert from "node:assert/strict";
import { InvalidTokenError, jwtDecode } from "jwt-decode";
import { decode, explain, JwtError, secretKey, verify } from "jwt-wasm";
import { ENCRYPTED, goodToken, hmacToken, SECRET } from "./given.mjs";

export const more = {
  "what comes with a token": () => {
    const copied = `Bearer ${goodToken()}`;
    assert.equal(jwtDecode(copied).sub, "user-42");
    assert.throws(() => decode(copied), { code: "malformed", message: /Bearer/ });
  },
  "two segments, and a list": () => {
    const [header, payload] = goodToken().split(".");
    for (const text of [`${header}.${payload}`, hmacToken([1])]) {
      jwtDecode(text);
      assert.throws(() => decode(text), { code: "malformed" });
    }
  },
  errors: () => {
    assert.throws(() => jwtDecode("garbage"), InvalidTokenError);
    assert.throws(() => decode("garbage"), JwtError);
  },
  "what needs no key": async () => {
    const { verdict, checks } = await explain(hmacToken({ exp: 1 }));
    assert.equal(verdict, "refused");
    assert.equal(checks.find(({ name }) => name === "exp").outcome, "failed");
  },
  "encrypted session tokens": async () => {
    await assert.rejects(verify(ENCRYPTED, secretKey(SECRET, "HS256")), { code: "encrypted" });
  },
};
