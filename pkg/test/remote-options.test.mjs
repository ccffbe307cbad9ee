// Addresses and options that are refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { RemoteSource } from "../dist/remote/source.js";
import { parse, reason, SET, source } from "./remote-source.mjs";

test("URLs", () => {
  for (const url of [
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://128.0.0.1/",
    "http://0127.0.0.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://localhost../",
    "http://xlocalhost/",
    "http://localhost-x/",
    "http://localhost%2eexample.com/",
    "http://keycloak:8080/",
    "ftp://localhost/",
    "data:application/json,{}",
    "file:///etc/jwks.json",
    "https://user@example.com/",
    "https://user:password@example.com/",
    "/relative",
    "",
    undefined,
    null,
    {},
  ]) {
    assert.throws(() => source(url), { name: "JwtError", code: "options_invalid" }, String(url));
  }
  for (const url of [
    "https://example.com/",
    new URL("https://example.com/"),
    "http://localhost:1/",
    "http://127.8.9.1/",
    "http://[::1]:1/",
    "http://2130706433/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://0x7f.1/",
    "http://LOCALHOST/",
    "http://localhost.:1/",
    "http://api.localhost:1/",
    "http://a.b.localhost./",
    "http://[0:0:0:0:0:0:0:1]/",
  ]) {
    source(url);
  }
});

test("plain http needs a word of the caller's, which the error names", async () => {
  const url = "http://keycloak:8080/realms/a/protocol/openid-connect/certs";
  for (const options of [{}, { allowInsecure: false }]) {
    assert.throws(() => source(url, options), {
      code: "options_invalid",
      message:
        "the URL of the key set must be https: http is taken for loopback addresses only, and for others with allowInsecure: true",
    });
  }
  for (const [place, expected] of [
    ["ftp://keycloak/", /must be https, but it is ftp/],
    ["http://a:b@keycloak/", /user name or password/],
  ]) {
    assert.throws(() => source(place, { allowInsecure: true }), {
      code: "options_invalid",
      message: expected,
    });
  }
  const asked = [];
  const answers = (location) => async (place) => {
    asked.push(place);
    return asked.length % 2 === 1 && location !== undefined
      ? new Response(null, { status: 307, headers: { location } })
      : new Response(JSON.stringify(SET));
  };
  const ask = (from, location) => source(from, { allowInsecure: true, fetch: answers(location) }).current();
  assert.deepEqual(await ask(url, "/other"), SET);
  assert.deepEqual(asked, [url, "http://keycloak:8080/other"]);
  // A redirect must stay within the origin, whatever the options allow.
  for (const [from, location] of [
    ["https://keycloak:8080/", "http://keycloak:8080/"],
    ["http://keycloak:8080/", "https://keycloak:8080/"],
    ["http://keycloak:8080/", "http://keycloak/"],
    ["http://keycloak/", "http://localhost/"],
    ["http://localhost/", "http://api.localhost/"],
    ["http://keycloak/", "http://a@keycloak/"],
  ]) {
    asked.length = 0;
    assert.equal(await reason(ask(from, location)), "redirect", `${from} to ${location}`);
    assert.equal(asked.length, 1);
  }
});

test("options", () => {
  const number = [Number.NaN, -1, Number.POSITIVE_INFINITY, "1", null, 1n];
  const wrong = {
    timeout: [...number, 0, 3_000_000],
    maxBytes: [...number, 0],
    cooldown: number,
    minAge: number,
    maxAge: number,
    staleIfError: number,
    headers: [
      null,
      "a",
      [],
      new Headers(),
      new Map(),
      { a: 1 },
      { a: undefined },
      { "a b": "c" },
      { a: "b\nc" },
    ],
    allowInsecure: [null, 0, 1, "true", {}],
    fetch: [null, "fetch", {}],
    signal: [null, true, {}, new AbortController()],
    initial: [null, 1, "", "no JSON", {}, { keys: 1 }, { keys: [undefined] }],
    cache: [null, true, {}, { get() {} }, new Map([["get", 1]]).values()],
    maxage: [1],
    cooldownDuration: [30_000],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of [...values, undefined]) {
      assert.throws(
        () => source("https://options.test/", { [name]: value }),
        { name: "JwtError", code: "options_invalid" },
        `${name}: ${String(value)}`,
      );
    }
  }
  for (const options of [null, 1, "", [], new Map()]) {
    assert.throws(() => RemoteSource.shared("https://options.test/", options, parse), {
      code: "options_invalid",
    });
  }
  assert.throws(() => source("https://options.test/", { minAge: 2, maxAge: 1 }), { code: "options_invalid" });
  source("https://options.test/", { cooldown: 0, minAge: 0, maxAge: 0, staleIfError: 0, timeout: 0.001 });
});

test("a refused header's value is not told", () => {
  assert.throws(
    () => source("https://options.test/", { headers: { authorization: "s3cret\n1" } }),
    ({ message, cause }) =>
      message.includes("authorization") && !message.includes("s3cret") && cause === undefined,
  );
});
