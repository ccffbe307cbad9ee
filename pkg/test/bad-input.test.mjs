// Every kind of bad input must end in a JwtError with a code. No other exception is thrown, and the module still works afterwards.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import {
  createVerifier,
  decode,
  explain,
  explainSync,
  generateSecret,
  jwk,
  remoteJwks,
  secretKey,
  sign,
  signSync,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer, memoryStore } from "jwt-wasm/issuer";
import { code, NOW, refusal, SECRET, signed, stillWorks, testKey } from "./support.mjs";

afterEach(stillWorks);

const good = signed({ exp: NOW + 1 });
const cyclic = {};
cyclic.self = cyclic;
const hostile = new Proxy({}, { ownKeys: () => assert.fail("trap"), get: () => assert.fail("trap") });
const getter = {
  get issuer() {
    throw new RangeError("mine");
  },
};
const notStrings = [
  undefined,
  null,
  0,
  NaN,
  1n,
  true,
  Symbol("x"),
  {},
  [],
  [good],
  new String(good),
  () => good,
  hostile,
];

test("a token that is not a string", async () => {
  const key = testKey();
  for (const token of notStrings) {
    for (const call of [
      () => verifySync(token, key),
      () => decode(token),
      () => verifyJwsSync(token, key),
      () => createVerifier({ key }).verifySync(token),
    ]) {
      const error = refusal(call);
      assert.deepEqual([error.code, error.reason], ["malformed", "segments"]);
    }
    await assert.rejects(verify(token, key), { name: "JwtError", code: "malformed" });
    await assert.rejects(verifyJws(token, key), { name: "JwtError", code: "malformed" });
    await assert.rejects(explain(token, key), { name: "JwtError", code: "malformed" });
  }
});

test("a token of wrong form", () => {
  const key = testKey();
  const options = { now: NOW };
  for (const [token, expected] of [
    ["", "malformed"],
    ["..", "malformed"],
    ["\0", "malformed"],
    [`${good}\0`, "malformed"],
    [`${good}\n`, "malformed"],
    [`\n${good}`, "malformed"],
    [good.replace(".", "\0."), "malformed"],
    [`${good}=`, "malformed"],
    [good.slice(0, -1), "malformed"],
    ["💧.💧.💧", "malformed"],
    ["\ud800.a.b", "malformed"],
    ["a".repeat(1_000_000), "too_large"],
    [".".repeat(1_000_000), "too_large"],
    ["💧".repeat(4096), "malformed"],
    ["💧".repeat(4097), "too_large"],
    ["a.b.c.d.e", "encrypted"],
  ]) {
    const error = refusal(() => verifySync(token, key, options));
    assert.equal(error.code, expected, token.slice(0, 60));
    assert.equal(
      code(() => decode(token)),
      expected,
    );
    assert.equal(
      code(() => verifyJwsSync(token, key)),
      expected,
    );
    const [failed] = explainSync(token, key, options).checks.filter((check) => check.outcome === "failed");
    assert.equal(failed.error.code, expected);
    if (token.length > 5) assert.ok(!inspect(error).includes(token), "the error holds the token");
    stillWorks();
  }
  assert.equal(refusal(() => verifySync("a".repeat(1_000_000), key)).actual, 1_000_000);
});

test("a secret that is not a secret is refused", () => {
  const pem = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n";
  for (const [secret, expected] of [
    ["", "key_invalid"],
    [new Uint8Array(0), "key_invalid"],
    ["short", "key_too_weak"],
    [SECRET.subarray(1), "key_too_weak"],
    [pem, "key_invalid"],
    [` \n\t${pem}`, "key_invalid"],
    [`\ufeff${pem}`, "key_invalid"],
    [Buffer.from(pem), "key_invalid"],
    [JSON.stringify({ kty: "RSA", n: "AAAAAAAAAAAAAAAAAAAAAAA", e: "AQAB" }), "key_invalid"],
    [`${"\ud800".repeat(1)}${"x".repeat(40)}`, "key_invalid"],
    ...[undefined, null, 1, 1n, {}, [], Symbol("x"), [1, 2, 3], new Uint16Array(64), hostile].map((s) => [
      s,
      "key_invalid",
    ]),
  ]) {
    const error = refusal(() => secretKey(secret, "HS256"));
    assert.equal(error.code, expected, inspect(secret));
    if (typeof secret === "string" && secret.length > 2) assert.ok(!inspect(error).includes(secret));
  }
  assert.deepEqual(refusal(() => secretKey("short", "HS256")).expected, 32);
  assert.deepEqual(refusal(() => secretKey("short", "HS256")).actual, 5);
  for (const options of [
    { allowWeakSecret: 1 },
    { allowWeakSecret: undefined },
    { weak: true },
    null,
    1,
    [],
    hostile,
  ]) {
    assert.equal(
      code(() => secretKey("short", "HS256", options)),
      "options_invalid",
      inspect(options),
    );
  }
  assert.equal(
    code(() => secretKey(SECRET, "RS256")),
    "key_invalid",
  );
  assert.equal(
    code(() => generateSecret("RS256")),
    "options_invalid",
  );
  for (const algorithm of [undefined, null, 1, "none", "RS1", {}, hostile]) {
    assert.equal(
      code(() => secretKey(SECRET, algorithm)),
      "options_invalid",
    );
    assert.equal(
      code(() => generateSecret(algorithm)),
      "options_invalid",
    );
  }
});

test("a JWK that is not a JWK is refused", () => {
  const k = SECRET.toString("base64url");
  for (const key of [
    ...[undefined, null, 1, "", "{}", [], {}, hostile, cyclic, Symbol("x")],
    { kty: "oct", alg: "HS256", k: `${k}=` },
    { kty: "oct", alg: "HS256", k: undefined },
    { kty: "oct", alg: "HS256", k, use: "enc" },
    { kty: "oct", alg: "HS256", k, key_ops: "verify" },
    { kty: "oct", alg: "RS256", k },
    { kty: "oct", k },
    { kty: "RSA", alg: "RS256", n: "", e: "AQAB" },
    { kty: "RSA", alg: "RS256", n: "AQAB" },
    { kty: "oct", alg: "HS256", k, date: new Date() },
  ]) {
    const error = refusal(() => jwk(key));
    assert.equal(error.code, "key_invalid", inspect(key));
    assert.ok(!inspect(error).includes(k));
  }
  assert.equal(
    code(() => jwk({ kty: "oct", alg: "HS256", k: "AAEC" })),
    "key_too_weak",
  );
  const verifyOnly = jwk({ kty: "oct", alg: "HS256", k, key_ops: ["verify"] });
  assert.equal(
    code(() => signSync({}, verifyOnly)),
    "key_invalid",
  );
});

test("options that are wrong refuse even a good token", async () => {
  const key = testKey();
  const strings = ["issuer", "audience", "subject", "typ", "jwtId"];
  const numbers = ["maxAge", "clockTolerance", "now", "maxTokenLength"];
  const wrong = [
    undefined,
    null,
    {},
    1n,
    Symbol("x"),
    () => "a",
    new Date(),
    /a/,
    new Map(),
    hostile,
    getter,
    cyclic,
  ];
  const rows = [
    ...strings.flatMap((name) => [...wrong, 1, true, NaN, [1], [], "\ud800"].map((value) => [name, value])),
    ...numbers.flatMap((name) => [...wrong, "1", true, NaN, Infinity, [], [1]].map((value) => [name, value])),
    ...["maxAge", "clockTolerance", "maxTokenLength"].map((name) => [name, -1]),
    ...[0, 1.5, 2 ** 40].map((value) => ["maxTokenLength", value]),
    ...[...wrong, 1, "false", []].map((value) => ["requireExpiry", value]),
    ...[...wrong, "a", 1, [], [1], ["a", undefined]].map((value) => ["requiredClaims", value]),
    ...[...wrong, "HS256", 1, [], ["none"], ["RS1"], [1]].map((value) => ["algorithms", value]),
    ...[null, undefined, 1, "a", [], new Map(), hostile, cyclic, { a: undefined }, { a: NaN }, { a: 1n }].map(
      (value) => ["claims", value],
    ),
    ...[...wrong, "a", "", "WASM", 1, true, ["wasm"]].map((value) => ["engine", value]),
    ...["isuer", "__proto__x", "key", "Issuer", ""].map((name) => [name, "a"]),
  ];
  for (const [name, value] of rows) {
    const options = { now: NOW, [name]: value };
    const at = `${name}: ${inspect(value, { showProxy: true })}`;
    for (const call of [
      () => verifySync(good, key, options),
      () => explainSync(good, key, options),
      () => explainSync(good, undefined, options),
      ...(name === "key" ? [] : [() => createVerifier({ key, ...options })]),
    ]) {
      assert.equal(code(call), "options_invalid", at);
    }
    await assert.rejects(verify(good, key, options), { name: "JwtError", code: "options_invalid" }, at);
  }
  for (const options of [
    null,
    1,
    "a",
    [],
    [good],
    Symbol("x"),
    hostile,
    cyclic,
    getter,
    new Map(),
    new (class A {})(),
  ]) {
    assert.equal(
      code(() => verifySync(good, key, options)),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  for (const options of [undefined, null, 1, "a", { now: NOW }, { key: undefined }, { key: "secret" }]) {
    assert.ok(["options_invalid", "key_invalid"].includes(code(() => createVerifier(options))));
  }
  // Options on a prototype would be ignored silently, so they must be refused.
  class Options {
    key = key;
    now = NOW;
    get issuer() {
      return "https://issuer.example";
    }
  }
  for (const options of [
    new Options(),
    Object.create({ issuer: "a" }, { key: { value: key, enumerable: true } }),
  ]) {
    assert.equal(
      code(() => createVerifier(options)),
      "options_invalid",
    );
  }
  assert.equal(refusal(() => verifySync(good, key, getter)).cause?.message, "mine");
});

test("an object that is not a key, and a freed key, are refused", () => {
  const key = testKey();
  for (const fake of [
    undefined,
    null,
    "secret",
    SECRET,
    1,
    {},
    [],
    { algorithm: "HS256", free() {} },
    Object.create(key),
    hostile,
  ]) {
    for (const call of [
      () => verifySync(good, fake),
      () => verifyJwsSync(good, fake),
      () => signSync({}, fake),
    ]) {
      assert.equal(code(call), "key_invalid");
    }
  }
  const verifier = createVerifier({ key, now: NOW });
  key.free();
  key.free();
  for (const call of [() => verifySync(good, key), () => verifyJwsSync(good, key), () => signSync({}, key)]) {
    assert.equal(code(call), "key_invalid");
  }
  assert.equal(
    code(() => createVerifier({ key })),
    "key_invalid",
  );
  // The verifier keeps the key alive until the verifier itself is freed.
  assert.equal(verifier.verifySync(good).payload.exp, NOW + 1);
  verifier.free();
  verifier.free();
  assert.equal(
    code(() => verifier.verifySync(good)),
    "options_invalid",
  );
  assert.equal(
    code(() => verifier.explainSync(good)),
    "options_invalid",
  );
});

test("claims that cannot be signed", () => {
  const key = testKey();
  for (const [claims, expected] of [
    [{ exp: "1" }, "claim_invalid"],
    [{ aud: [1] }, "claim_invalid"],
    [{ a: undefined }, "claim_invalid"],
    [{ a: NaN }, "claim_invalid"],
    [{ a: 1n }, "claim_invalid"],
    [{ a: new Date() }, "claim_invalid"],
    [{ a: "\ud800" }, "claim_invalid"],
    [cyclic, "claim_invalid"],
    [hostile, "claim_invalid"],
    [getter, "claim_invalid"],
  ]) {
    assert.equal(
      code(() => signSync(claims, key)),
      expected,
      inspect(claims, { showProxy: true }),
    );
  }
  for (const [claims, claim] of [
    [{ "https://site.example/roles": undefined }, "https://site.example/roles"],
    [{ "a b": [{ "c.d": NaN }] }, "a b"],
    [{ good: 1, bad: { worse: 1n } }, "bad"],
    [{ "": undefined }, ""],
  ]) {
    assert.equal(refusal(() => signSync(claims, key)).claim, claim, inspect(claims));
  }
  for (const options of [
    { expiresIn: -1 },
    { expiresIn: "5m" },
    { expiresIn: Infinity },
    { expiresAt: 1 },
    { jwtId: 1 },
    { issuedAt: 0 },
    { typ: undefined },
    { kid: null },
    { now: NaN },
    null,
    [],
    hostile,
  ]) {
    assert.equal(
      code(() => signSync({}, key, options)),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  assert.equal(
    code(() => signSync({ exp: 1 }, key, { expiresIn: 1 })),
    "options_invalid",
  );
});

class ObjectId {
  toJSON() {
    return "65a0";
  }
}

test("claims that are not an object have one code", async () => {
  const key = testKey();
  for (const [claims, kind] of [
    [undefined, "undefined"],
    [null, "null"],
    ["a", "a string"],
    [1, "a number"],
    [true, "a boolean"],
    [1n, "a BigInt"],
    [() => 1, "a function"],
    [[], "an array"],
    [Promise.resolve({}), "a Promise"],
    [new Map(), "a Map"],
    [new Date(), "a Date"],
    [runInNewContext("new Date()"), "a Date"],
    [Buffer.from("{}"), "a Buffer"],
    [new String("{}"), "a String"],
    [new ObjectId(), "an ObjectId"],
    [new (class {})(), "an object of a class"],
    [Object.create({ sub: "a" }), "an object of a class"],
  ]) {
    const error = refusal(() => signSync(claims, key));
    assert.deepEqual(
      [error.code, error.reason, error.message],
      ["malformed", "not_object", `the claims must be a plain object, but they are ${kind}`],
    );
    await assert.rejects(sign(claims, key), { name: "JwtError", code: "malformed", reason: "not_object" });
  }
  for (const claims of [Object.create(null), runInNewContext("({})")]) signSync(claims, key);
});

test("the error for a value that is not JSON names its place, its kind and what is wanted", () => {
  const key = testKey();
  const seconds = "seconds since 1970-01-01T00:00:00Z as a number";
  const rows = [
    ["exp", new Date(), `is a Date; give ${seconds}: Math.floor(date / 1000)`],
    ["nbf", runInNewContext("new Date()"), `is a Date; give ${seconds}: Math.floor(date / 1000)`],
    ["iat", 1n, `is a BigInt; give ${seconds}`],
    ["iat", NaN, `is NaN; give ${seconds}`],
    [
      "at",
      new Date(),
      `is a Date; give ${seconds}: Math.floor(date / 1000), or a string: date.toISOString()`,
    ],
    ["sub", new ObjectId(), "is an ObjectId; give a string: String(value)"],
    ["id", new ObjectId(), "is an ObjectId; give what its toJSON() returns"],
    ["sub", 1n, "is a BigInt; give a string: String(value)"],
    ["id", 1n, "is a BigInt; give a number up to 2^53 - 1, or a string: String(value)"],
    ["jti", Buffer.from("a"), "is a Buffer; give a string"],
    ["blob", Buffer.from("a"), "is a Buffer; give text, such as base64url"],
    ["blob", runInNewContext("new Uint8Array(1)"), "is a Uint8Array; give text, such as base64url"],
    ["blob", new ArrayBuffer(1), "is an ArrayBuffer; give text, such as base64url"],
    ["blob", new DataView(new ArrayBuffer(1)), "is a DataView; give text, such as base64url"],
    ["aud", /a/, "is a RegExp; give a string or an array of strings: values are compared whole"],
    ["aud", new Set(["a"]), "is a Set; give a string or an array of strings"],
    ["roles", new Set(), "is a Set; give an array: [...set]"],
    ["roles", new Map(), "is a Map; give a plain object: Object.fromEntries(map)"],
    ["roles", Promise.resolve(), "is a Promise; await it"],
    ["iss", new URL("https://a.example"), "is a URL; give a string: String(value)"],
    ["name", new String("a"), "is a String; give the string itself"],
    ["n", new Number(1), "is a Number; give the number itself"],
    ["n", -Infinity, "is -Infinity; give a finite number"],
    ["f", () => 1, "is a function; give a JSON value, or leave it out"],
    ["f", Symbol("secret"), "is a symbol; give a JSON value, or leave it out"],
    ["a", undefined, "is undefined; leave it out if it is not wanted"],
    ["user", new (class User {})(), "is a User; give a plain object"],
    ["user", new (class {})(), "is an object of a class; give a plain object"],
    ["error", new Error("secret"), "is an Error; give a plain object"],
    ["toString", /a/, "is a RegExp; give a string: values are compared whole"],
  ];
  for (const [claim, value, told] of rows) {
    const error = refusal(() => signSync({ [claim]: value }, key));
    assert.deepEqual(
      [error.code, error.claim, error.message],
      ["claim_invalid", claim, `claims.${claim} ${told}`],
    );
    assert.equal(error.actual, told.slice(3, told.indexOf(";")));
    assert.ok(!inspect(error).includes("secret"));
  }
  for (const [claims, place, claim] of [
    [{ a: [0, { "b.c": [/x/] }] }, 'claims.a[1]["b.c"][0]', "a"],
    [{ "https://a.example/x": { d: /x/ } }, 'claims["https://a.example/x"].d', "https://a.example/x"],
    [{ "line\nbreak": /x/ }, 'claims["line\\nbreak"]', "line\nbreak"],
    [
      JSON.parse('{"__proto__":1}', (_, value) => (value === 1 ? /x/ : value)),
      "claims.__proto__",
      "__proto__",
    ],
    [{ sub: { exp: /x/ } }, "claims.sub.exp", "sub"],
    [[1].map(() => ({ aud: ["a", /x/] }))[0], "claims.aud[1]", "aud"],
  ]) {
    const error = refusal(() => signSync(claims, key));
    assert.ok(error.message.startsWith(`${place} is a RegExp; `), error.message);
    assert.equal(error.claim, claim);
  }
  const names = ["issuer", "audience", "maxAge", "clockTolerance", "now", "typ", "requireExpiry", "claims"];
  const kinds = [new Date(), /a/, Buffer.from("a"), new ObjectId(), new Map(), 1n, NaN, Symbol("a"), () => 1];
  for (const name of names) {
    for (const value of kinds) {
      for (const call of [
        () => verifySync(good, key, { [name]: value }),
        () => createVerifier({ key, [name]: value }),
        () => explainSync(good, undefined, { [name]: value }),
      ]) {
        const error = refusal(call);
        assert.equal(error.code, "options_invalid");
        assert.match(error.message, new RegExp(`^options\\.${name} is (?:an? [\\w$]+|NaN); give `));
      }
    }
  }
  for (const [options, told] of [
    [{ now: new Date() }, `options.now is a Date; give ${seconds}: Math.floor(date / 1000)`],
    [{ maxAge: new Date() }, "options.maxAge is a Date; give a number of seconds"],
    [
      { issuer: ["a", /b/] },
      "options.issuer[1] is a RegExp; give a string or a list of strings: values are compared whole",
    ],
    [{ claims: { role: /a/ } }, "options.claims.role is a RegExp; give a string: values are compared whole"],
    [new Map(), "options must be a plain object, but it is a Map"],
    [null, "options must be a plain object, but it is null"],
  ]) {
    assert.equal(refusal(() => verifySync(good, key, options)).message, told);
  }
  for (const [options, told] of [
    [{ issuer: 7 }, "the option issuer must be a string or a list of one or more strings, but it is 7"],
    [{ maxAge: "5m" }, "the option maxAge must be a number of seconds, 0 to 1e11, but it is a string"],
    [{ requireExpiry: null }, "the option requireExpiry must be true or false, but it is null"],
    [{ engine: 1 }, 'the option engine must be "auto", "wasm" or "host", but it is 1'],
    [{ stackTraces: "no" }, "the option stackTraces must be true or false, but it is a string"],
  ]) {
    assert.equal(refusal(() => verifySync(good, key, options)).message, told);
  }
  assert.equal(
    refusal(() => verifySync(Promise.resolve(good), key)).message,
    "the token must be a string, but it is a Promise",
  );
  assert.equal(refusal(() => jwk()).message, "the JWK is undefined; give a plain object");
  assert.equal(
    refusal(() => jwk({ kty: "oct", k: Buffer.from("secret") })).message,
    "k of the JWK is a Buffer; give text, such as base64url",
  );
  const long = refusal(() => signSync({ ["a".repeat(5000)]: { ["\n".repeat(5000)]: /x/ } }, key));
  assert.ok(long.message.length < 400);
});

test("the error for a wrong option says what was given, in every function", () => {
  const key = testKey();
  const origin = () => new Response();
  const makers = {
    createGate: (options) => createGate({ key, origin, ...options }),
    createTokenIssuer: (options) => createTokenIssuer({ key, ...options }),
    remoteJwks: (options) => remoteJwks("https://issuer.example/jwks", options),
    secretKey: (options) => secretKey(SECRET, "HS256", options),
    memoryStore: (options) => memoryStore(options),
  };
  const names = {
    createGate: [
      "origin",
      "tokenFrom",
      "forwardClaims",
      "scope",
      "publicPaths",
      "publicMethods",
      "allowPreflight",
      "revocation",
      "prefetch",
      "onReject",
      "debug",
      "realm",
      "cache",
    ],
    createTokenIssuer: ["accessTtl", "refreshTtl", "issuer", "audience", "claims", "subjectClaim", "store"],
    remoteJwks: [
      "timeout",
      "maxBytes",
      "cooldown",
      "headers",
      "fetch",
      "signal",
      "initial",
      "cache",
      "allowInsecure",
    ],
    secretKey: ["allowWeakSecret"],
    memoryStore: ["maxFamilies"],
  };
  const kinds = {
    "a Date": new Date(),
    "a RegExp": /secret/,
    "a Buffer": Buffer.from("secret"),
    "an ObjectId": new ObjectId(),
  };
  for (const [maker, options] of Object.entries(names)) {
    for (const name of options) {
      for (const [kind, value] of Object.entries(kinds)) {
        const error = refusal(() => makers[maker]({ [name]: value }));
        assert.equal(error.code, "options_invalid");
        assert.ok(error.message.includes(name), `${maker} ${name}: ${error.message}`);
        assert.ok(error.message.includes(kind), `${maker} ${name}: ${error.message}`);
        assert.ok(!/secret|115/.test(error.message), error.message);
      }
    }
  }
  for (const [call, told] of [
    [() => createGate({ key, origin, publicPaths: [/a/] }), "the option publicPaths cannot hold a RegExp"],
    [() => createGate({ key, origin, scope: [Buffer.from("s")] }), "the option scope cannot hold a Buffer"],
    [
      () => createGate({ key, origin, forwardClaims: { "x-a": /a/ } }),
      'forwardClaims["x-a"] must be the name of a claim, but it is a RegExp',
    ],
    [
      () => createTokenIssuer({ key, audience: ["a", /a/] }),
      "audience[1] must be a string, but it is a RegExp",
    ],
    [() => createTokenIssuer({ key, audience: [] }), /not empty, but it is empty$/],
    [() => createTokenIssuer({ key, accessTtl: 0.5 }), /, but it is 0\.5$/],
    [
      () => remoteJwks("https://a.example", { headers: { a: new Date() } }),
      'headers["a"] must be a string, but it is a Date',
    ],
    [() => remoteJwks(/a/), "the URL of the key set must be a string or a URL, but it is a RegExp"],
    [() => secretKey(SECRET, /a/), 'the algorithm must be a string such as "HS256", but it is a RegExp'],
  ]) {
    const { message } = refusal(call);
    if (typeof told === "string") assert.equal(message, told);
    else assert.match(message, told);
  }
});
