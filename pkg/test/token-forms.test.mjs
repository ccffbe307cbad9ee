// Forms of tokens, in every function that takes one: which part is malformed, text around a token, padding and length.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { load, refusal, SECRET, signed } from "./support.mjs";

const { now, good, parts, around, padding, loadBalancer } = load("reports/token-forms.json");
const FACTS = ["code", "part", "reason"];
const facts = (error) => FACTS.map((name) => error?.[name]);

async function rejection(promise) {
  return promise.then(
    () => undefined,
    (error) => error,
  );
}

/** The error for a token, which must be the same by every way to verify it; `undefined` for a good token. */
async function verdict(api, token, options = {}) {
  const key = api.secretKey(SECRET, "HS256");
  const all = { now, ...options };
  const ways = {
    verify: await rejection(api.verify(token, key, all)),
    createVerifier: await rejection(api.createVerifier({ key, ...all, cache: 2 }).verify(token)),
  };
  try {
    api.verifySync(token, key, all);
  } catch (error) {
    ways.verifySync = error;
  }
  const reports = [await api.explain(token, key, all), api.explainSync(token, key, all)];
  for (const [index, { checks }] of reports.entries()) {
    ways[`explain ${index}`] = checks.find(({ outcome }) => outcome === "failed")?.error;
  }
  for (const [way, error] of Object.entries(ways)) {
    assert.deepEqual([facts(error), error?.message], [facts(ways.verify), ways.verify?.message], way);
  }
  return ways.verify;
}

test(`the first malformed part is named`, async () => {
  assert.equal(parts.length, 27);
  for (const { name, token, part, reason, decode = [part, reason] } of parts) {
    const error = await verdict(api, token);
    assert.deepEqual(facts(error), ["malformed", part, reason], name);
    assert.deepEqual(Object.keys(error), ["code", "reason", "part"], name);
    assert.deepEqual(facts(refusal(() => api.decode(token))), ["malformed", ...decode], `${name}, decoded`);
  }
  for (const token of [7, null, undefined, {}, ["a.b.c"]]) {
    assert.deepEqual(facts(refusal(() => api.decode(token))), ["malformed", "token", "segments"]);
  }
  const key = api.secretKey(SECRET, "HS256");
  for (const claims of [[], "text", null]) {
    const error = refusal(() => api.signSync(claims, key));
    assert.deepEqual(facts(error), ["malformed", "payload", "not_object"]);
  }
});

test(`an empty payload is checked where all others are`, async () => {
  const key = api.secretKey(SECRET, "HS256");
  const outcomes = async (token) => {
    const { checks } = await api.explain(token, key, { now });
    return ["form", "header", "algorithm", "signature", "payload"].map(
      (name) => checks.find((check) => check.name === name).outcome,
    );
  };
  const passed = ["passed", "passed", "passed"];
  assert.deepEqual(await outcomes(signed("")), [...passed, "passed", "failed"]);
  assert.deepEqual(await outcomes(signed("[]")), [...passed, "passed", "failed"]);
  // If the payload is empty, the signature may belong to a detached payload, so the report cannot say that it is wrong.
  const other = `${signed("").split(".")[0]}..${good.split(".")[2]}`;
  assert.deepEqual(await outcomes(other), [...passed, "skipped", "failed"]);
  const { checks } = await api.explain(other, key, { now });
  assert.equal(checks[4].message, "the payload is empty or not in the token");
  const foreign = `${Buffer.from('{"alg":"HS512"}').toString("base64url")}..`;
  assert.equal((await verdict(api, foreign)).code, "algorithm_not_allowed");
});

test(`the error says what was copied together with a token`, async () => {
  assert.equal(await verdict(api, good), undefined);
  assert.equal(around.length, 34);
  const key = api.secretKey(SECRET, "HS256");
  for (const { name, token, says } of around) {
    const error = await verdict(api, token);
    assert.equal(error.code, "malformed", name);
    assert.ok(error.message.startsWith("the token is malformed: "), `${name}: ${error.message}`);
    assert.ok(error.message.includes(says), `${name}: ${error.message}`);
    assert.doesNotMatch(error.message, /eyJ/, name);
    const jws = refusal(() => api.verifyJwsSync(token, key));
    assert.deepEqual([facts(jws), jws.message], [facts(error), error.message], name);
  }
});

test(`padding is taken where it is allowed and exact`, async () => {
  assert.equal(padding.length, 36);
  const key = api.secretKey(SECRET, "HS256");
  for (const { name, token, expect, says } of padding) {
    const error = await verdict(api, token, { allowPadding: true });
    const expected = {
      accept: [undefined, undefined, undefined],
      mismatch: ["signature_invalid", undefined, undefined],
      reject: ["malformed", says, "base64url"],
    }[expect];
    assert.deepEqual(facts(error), expected, name);
    const jws = await rejection(api.verifyJws(token, key, { allowPadding: true }));
    assert.deepEqual(facts(jws), expected, `${name}, verifyJws`);
    if (expect === "accept") {
      const { signature } = api.decode(token, { allowPadding: true });
      assert.equal(signature.length, 32);
      for (const options of [{}, { allowPadding: false }]) {
        const strict = await verdict(api, token, options);
        assert.deepEqual([strict.code, strict.reason], ["malformed", "base64url"], name);
        assert.match(strict.message, /it is padded with =/, name);
      }
    }
  }
});

test(`a load balancer's token`, async () => {
  const { publicPem, token } = loadBalancer;
  const key = api.publicKey(publicPem, "ES256");
  for (const engine of ["auto", "host"]) {
    const { header, payload } = await api.verify(token, key, { now, allowPadding: true, engine });
    assert.match(header.signer, /^arn:aws:elasticloadbalancing:/);
    assert.equal(payload.sub, "user-42");
  }
  assert.match((await rejection(api.verify(token, key, { now }))).message, /it is padded with =/);
});

test(`a token of 24 KB, as of many groups`, async () => {
  const key = api.secretKey(SECRET, "HS256");
  const token = signed({ exp: now + 1, groups: Array(600).fill("0b6a3b1e-1c1d-4f5a-9a51-2f1d7d9c4a11") });
  assert.ok(token.length > 24_000 && token.length < 34_000);
  const ways = [
    (options) => api.decode(token, options),
    (options) => api.verifyJwsSync(token, key, options),
    (options) => api.verifyJws(token, key, options),
    (options) => api.verify(token, key, { now, ...options }),
  ];
  for (const way of ways) {
    for (const options of [{}, { maxTokenLength: token.length - 1 }]) {
      const error = await rejection((async () => way(options))());
      assert.equal(error.code, "too_large");
      assert.deepEqual([error.expected, error.actual], [options.maxTokenLength ?? 16_384, token.length]);
    }
    await way({ maxTokenLength: token.length });
  }
});

test(`options of decode and verifyJws are checked`, async () => {
  const key = api.secretKey(SECRET, "HS256");
  const token = signed({ exp: now });
  const both = [
    { maxTokenLength: 0 },
    { maxTokenLength: -1 },
    { maxTokenLength: 1.5 },
    { maxTokenLength: Number.NaN },
    { maxTokenLength: Number.POSITIVE_INFINITY },
    { maxTokenLength: 2 ** 31 },
    { maxTokenLength: "20000" },
    { maxTokenLength: null },
    { maxTokenLength: undefined },
    { allowPadding: "true" },
    { allowPadding: 1 },
    { allowPadding: null },
    { allowPadding: undefined },
    { maxTokenLenght: 20_000 },
    { audience: "api" },
    null,
    7,
    "x",
    [],
    new Map(),
    () => {},
  ];
  for (const options of both) {
    assert.equal(refusal(() => api.decode(token, options)).code, "options_invalid", String(options));
  }
  const jws = [
    ...both,
    { payload: undefined },
    { payload: null },
    { payload: 7 },
    { payload: {} },
    { payload: [1] },
    { payload: new Uint16Array(1) },
    { payload: new DataView(new ArrayBuffer(1)) },
    { payload: "\ud800" },
    { payload: { [Symbol.toStringTag]: "Uint8Array" } },
    { payload: { [Symbol.toStringTag]: "ArrayBuffer" } },
    { b64: "false" },
    { b64: 0 },
    { b64: null },
    { b64: undefined },
    { engine: "wasm" },
    { allowPadding: true, payload: "" },
    { allowPadding: true, b64: false },
  ];
  for (const options of jws) {
    assert.equal(refusal(() => api.verifyJwsSync(token, key, options)).code, "options_invalid");
    assert.equal((await rejection(api.verifyJws(token, key, options))).code, "options_invalid");
  }
  for (const name of ["payload", "b64", "detached"]) {
    const error = await rejection(api.verify(token, key, { now, [name]: false }));
    assert.equal(error.code, "options_invalid");
  }
  // Options on a prototype do not count.
  Object.prototype.allowPadding = true;
  try {
    assert.match(refusal(() => api.decode(padding[1].token, {})).message, /it is padded/);
  } finally {
    delete Object.prototype.allowPadding;
  }
});
