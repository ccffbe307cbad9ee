// Addresses and options that are refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { RemoteSource } from "../dist/remote/source.js";
import { parse, source } from "./remote-source.mjs";

test("URLs", () => {
  for (const url of [
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
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
  ]) {
    source(url);
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

/** A cache of JSON text, as KV and Redis are. */
