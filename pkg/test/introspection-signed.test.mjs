// Signed answers (RFC 9701): what is demanded of them, and that unsigned answers are then refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { jwks, sign, signJws } from "jwt-wasm";
import { keyRing } from "jwt-wasm/issuer";
import { ACTIVE, api, setUp } from "./introspection.mjs";

const ISSUER = "https://issuer.example";
const TYPE = "token-introspection+jwt";
const ring = keyRing([], { publishAhead: 0, retireAfter: 60 });
await ring.rotate();
const signed = { key: jwks(ring.jwks()), issuer: ISSUER };

const here = setUp();

const made = (claims = {}, { typ = TYPE, key = ring.signingKey() } = {}) =>
  sign({ iss: ISSUER, aud: "api", token_introspection: ACTIVE, ...claims }, key, { typ });

const asked = (options = {}) => here.told("opaque", { signed, cache: false, ...options });

test("a signed answer is asked for, verified and used", async () => {
  here.answer = () => made();
  assert.equal(await asked(), "200");
  const [{ headers }] = here.server.asked;
  assert.equal(headers.accept, "application/token-introspection+jwt");
  assert.equal(await asked({ signed: { ...signed, audience: "api" } }), "200");
  here.answer = () => made({ aud: ["else", "https://api.example"] });
  assert.equal(await asked({ signed: { ...signed, audience: "https://api.example" } }), "200");
  here.answer = () => made({ token_introspection: { active: false } });
  assert.equal(await asked(), "401 token_inactive");
  here.answer = () => made({ token_introspection: { active: true } });
  assert.equal(await asked(), "401 claim_missing");
  here.answer = () =>
    signJws(
      `{"iss":"${ISSUER}","aud":"api","iat":${Math.floor(Date.now() / 1000)},"token_introspection":{"active":true,"token_type":"Bearer","n":9007199254740993}}`,
      ring.signingKey(),
      { typ: TYPE },
    );
  const { status } = await api(here.server.url, { signed }, { forwardClaims: { "x-user-id": "sub" } }).ask(
    "a",
  );
  assert.equal(status, 200);
  const rounded = await api(here.server.url, { signed }, { forwardClaims: { "x-user-id": "n" } }).ask("b");
  assert.equal(rounded.code, "claim_invalid");
});

test("any other answer lets no request pass", async () => {
  const stranger = keyRing([], { publishAhead: 0, retireAfter: 60 });
  await stranger.rotate();
  const now = Math.floor(Date.now() / 1000);
  const tampered = async () => {
    const [header, , signature] = (await made({ token_introspection: { active: false } })).split(".");
    const [, payload] = (await made()).split(".");
    return [header, payload, signature].join(".");
  };
  for (const [name, make] of Object.entries({
    plain: () => ACTIVE,
    "plain text": () => JSON.stringify(ACTIVE),
    empty: () => "",
    "another key": () => made({}, { key: stranger.signingKey() }),
    "another type": () => made({}, { typ: "JWT" }),
    "an access token": () => made({}, { typ: "at+jwt" }),
    "another issuer": () => made({ iss: "https://other.example" }),
    "no issuer": () => made({ iss: undefined }).catch(() => made({ iss: "" })),
    "another audience": () => made({ aud: "other" }),
    old: () => made({ iat: now - 200 }),
    "of the future": () => made({ iat: now + 200 }),
    expired: () => made({ exp: now - 200 }),
    "about nothing": () => made({ token_introspection: null }),
    "about a list": () => made({ token_introspection: [ACTIVE] }),
    "about a text": () => made({ token_introspection: JSON.stringify(ACTIVE) }),
    "active outside": () => made({ active: true, token_introspection: { token_type: "Bearer" } }),
    tampered,
    "two of one name": () =>
      signJws(
        `{"iss":"${ISSUER}","aud":"api","iat":${now},"token_introspection":{"active":false},"token_introspection":{"active":true}}`,
        ring.signingKey(),
        { typ: TYPE },
      ),
  })) {
    here.answer = make;
    assert.equal(await asked(), "503 introspection_unavailable", name);
  }
});

test("a signed answer is not taken for a plain one, and its text is in no message", async () => {
  here.answer = () => made();
  const { ask, rejections } = api(here.server.url, {}, { debug: true });
  const answered = await ask("opaque");
  assert.equal(answered.code, "introspection_unavailable");
  here.answer = () => made({ aud: "other", token_introspection: { ...ACTIVE, email: "alice@example.com" } });
  const refused = await api(here.server.url, { signed }, { debug: true }).ask("opaque");
  const texts = [inspect(answered), inspect(refused), inspect(rejections, { depth: 9 })];
  for (const text of texts) assert.doesNotMatch(text, /eyJ|alice/);
});
