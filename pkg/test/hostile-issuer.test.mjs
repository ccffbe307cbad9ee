// Gives hostile values as arguments, options and answers to key rings, client assertions and introspection. Every error must be a
// JwtError, no call may hang, and no request may pass.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as api from "jwt-wasm";
import { createGate, introspection } from "jwt-wasm/edge";
import { createTokenIssuer, decryptJwks, encryptJwks, keyRing, signClientAssertion } from "jwt-wasm/issuer";
import { VALUES } from "./hostile.mjs";

const OPTIONS = { publishAhead: 3600, retireAfter: 86_400 };
const ring = keyRing([], OPTIONS);
await ring.rotate();
const stored = ring.toPrivateJwks();
const [own] = stored.keys;
const secret = new Uint8Array(32).fill(7);

async function settled(call) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it hangs")), 5000);
  });
  try {
    return { given: await Promise.race([(async () => call())(), late]) };
  } catch (thrown) {
    return { thrown };
  } finally {
    clearTimeout(timer);
  }
}

async function answersAll(what, call) {
  for (const [name, value] of Object.entries(VALUES)) {
    const { thrown } = await settled(() => call(value));
    if (thrown === undefined) continue;
    assert.ok(thrown instanceof api.JwtError, `${what}: ${name}: ${thrown?.stack ?? String(thrown)}`);
    assert.ok(api.ERROR_CODES.includes(thrown.code), what);
  }
}

test("rings", async () => {
  await answersAll("keyRing", (value) => keyRing(value, OPTIONS));
  await answersAll("keyRing's options", (value) => keyRing([], value));
  await answersAll("an item", (value) => keyRing([value], OPTIONS));
  await answersAll("keys", (value) => keyRing({ keys: value }, OPTIONS));
  await answersAll("replace", (value) => ring.replace(value));
  await answersAll("replace with an item", (value) => ring.replace([own, value]));
  await answersAll("rotate", (value) => (value === undefined ? undefined : ring.rotate(value)));
  await answersAll("jwksResponse", (value) => ring.jwksResponse(value));
  await answersAll("a method", (value) => ring.jwksResponse({ method: value, headers: new Headers() }));
  await answersAll("headers", (value) => ring.jwksResponse({ method: "GET", headers: value }));
  for (const member of Object.keys(own)) {
    await answersAll(member, (value) => keyRing([{ ...own, [member]: value }], OPTIONS));
  }
  for (const option of ["publishAhead", "retireAfter", "algorithm", "unknown"]) {
    await answersAll(option, (value) => keyRing([], { ...OPTIONS, [option]: value }));
  }
  assert.deepEqual(ring.toPrivateJwks(), stored);
});

test("stored keys, assertions and metadata", async () => {
  const text = await encryptJwks(stored, secret);
  await answersAll("encryptJwks", (value) => encryptJwks(value, secret));
  await answersAll("its secret", (value) => encryptJwks(stored, value));
  await answersAll("decryptJwks", (value) => decryptJwks(value, secret));
  await answersAll("its secret", (value) => decryptJwks(text, value));
  const options = { key: ring, clientId: "a", audience: "b" };
  await answersAll("signClientAssertion", signClientAssertion);
  for (const option of ["key", "clientId", "audience", "expiresIn", "typ", "unknown"]) {
    await answersAll(option, (value) => signClientAssertion({ ...options, [option]: value }));
  }
  const issuer = "https://issuer.example";
  const made = (metadata) => createTokenIssuer({ key: ring, issuer, metadata }).metadataResponse();
  await answersAll("metadata", made);
  for (const member of ["jwksUri", "scopesSupported", "requirePushedAuthorizationRequests", "unknown"]) {
    await answersAll(member, (value) => made({ [member]: value }));
    await answersAll(`a list in ${member}`, (value) => made({ [member]: [value] }));
  }
});

const ASKED = {
  endpoint: "https://issuer.example/introspect",
  clientId: "a",
  clientSecret: "b",
  cache: false,
};

test("options of introspection", async () => {
  const key = api.secretKey("x".repeat(32), "HS256");
  const gate = (options) =>
    createGate({ key, origin: () => new Response(), introspection: introspection(options) });
  await answersAll("introspection", gate);
  for (const option of [
    "endpoint",
    "clientId",
    "clientSecret",
    "cache",
    "audience",
    "requireTokenType",
    "signed",
    "timeout",
    "maxBytes",
    "allowInsecure",
    "fetch",
    "unknown",
  ]) {
    await answersAll(option, (value) => gate({ ...ASKED, [option]: value }));
  }
  const { clientSecret: _, ...rest } = ASKED;
  await answersAll("privateKeyJwt", (value) => gate({ ...rest, privateKeyJwt: value }));
  for (const member of ["key", "audience", "expiresIn", "clientId"]) {
    const given = { key: ring, audience: "b" };
    await answersAll(member, (value) => gate({ ...rest, privateKeyJwt: { ...given, [member]: value } }));
  }
  for (const member of ["maxAge", "maxEntries"]) {
    await answersAll(member, (value) => gate({ ...ASKED, cache: { [member]: value } }));
  }
  for (const member of ["key", "issuer", "audience"]) {
    await answersAll(member, (value) =>
      gate({ ...ASKED, signed: { key: ring, issuer: "a", [member]: value } }),
    );
  }
});

test("hostile values from the caller's functions let no request pass", async () => {
  mock.method(console, "error", () => {});
  const key = api.secretKey("x".repeat(32), "HS256");
  const { clientSecret: _, ...rest } = ASKED;
  const sends = async () => Response.json({ active: false });
  const throwing = (value) => () => {
    throw value;
  };
  for (const [what, options] of Object.entries({
    "fetch gives": (value) => ({ ...ASKED, fetch: () => value }),
    "fetch promises": (value) => ({ ...ASKED, fetch: async () => value }),
    "fetch throws": (value) => ({ ...ASKED, fetch: throwing(value) }),
    "a body is": (value) => ({
      ...ASKED,
      fetch: async () => ({ status: 200, headers: new Headers(), body: value }),
    }),
    "a status is": (value) => ({
      ...ASKED,
      fetch: async () => ({ status: value, headers: new Headers(), body: null }),
    }),
    "clientSecret gives": (value) => ({ ...ASKED, fetch: sends, clientSecret: () => value }),
    "clientSecret throws": (value) => ({ ...ASKED, fetch: sends, clientSecret: throwing(value) }),
    "privateKeyJwt gives": (value) => ({ ...rest, fetch: sends, privateKeyJwt: () => value }),
    "privateKeyJwt throws": (value) => ({ ...rest, fetch: sends, privateKeyJwt: throwing(value) }),
  })) {
    for (const [name, value] of Object.entries(VALUES)) {
      const gate = createGate({
        key,
        origin: () => new Response("in"),
        introspection: introspection({ timeout: 0.2, ...options(value) }),
      });
      const headers = { authorization: "Bearer opaque" };
      const { given, thrown } = await settled(() => gate(new Request("https://api.example/", { headers })));
      assert.equal(thrown, undefined, `${what}: ${name}: ${thrown?.stack ?? String(thrown)}`);
      // Any text can be a secret. The server then refuses it.
      const isRefused = given.status === 401 && what === "clientSecret gives";
      assert.ok([500, 503].includes(given.status) || isRefused, `${what}: ${name}: ${given.status}`);
    }
  }
  mock.restoreAll();
});
