// Uses jwt-wasm/jsonwebtoken as programs do that were written for jsonwebtoken.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { promisify } from "node:util";
import jwt, {
  decode,
  JsonWebTokenError,
  NotBeforeError,
  promises,
  sign,
  TokenExpiredError,
  verify,
} from "jwt-wasm/jsonwebtoken";
import { told } from "./jsonwebtoken.mjs";

const SECRET = "thirty-two bytes that nobody can guess";

test("a token is signed and verified at once", () => {
  const before = Math.floor(Date.now() / 1000);
  const token = sign({ sub: "alice", roles: ["admin"] }, SECRET, { expiresIn: "1h", keyid: "1" });
  const { iat, exp, ...claims } = verify(token, SECRET);
  assert.deepEqual(claims, { sub: "alice", roles: ["admin"] });
  assert.ok(iat >= before && iat <= before + 60);
  assert.equal(exp, iat + 3600);
  const { header, payload, signature } = verify(token, SECRET, { complete: true });
  assert.deepEqual(header, { alg: "HS256", typ: "JWT", kid: "1" });
  assert.deepEqual(payload, { sub: "alice", roles: ["admin"], iat, exp });
  assert.equal(signature, token.split(".")[2]);
});

test("the default, require and the named exports are the same functions", () => {
  const required = createRequire(import.meta.url)("jwt-wasm/jsonwebtoken");
  const named = { sign, verify, decode, promises, JsonWebTokenError, TokenExpiredError, NotBeforeError };
  assert.deepEqual({ ...jwt }, named);
  for (const name of Object.keys(named)) assert.equal(required[name], named[name], name);
  assert.equal(required.default, jwt);
  const names = Object.keys(required).filter((name) => name !== "__esModule");
  assert.deepEqual(names.sort(), [...Object.keys(named), "default"].sort());
});

test("options set claims, in the order of jsonwebtoken", () => {
  const options = {
    notBefore: "10s",
    expiresIn: "2 days",
    audience: ["a", "b"],
    issuer: "i",
    subject: "s",
    jwtid: "j",
  };
  const token = sign({ x: 1, iat: 1000 }, SECRET, options);
  const text = Buffer.from(token.split(".")[1], "base64url").toString();
  const claims = { x: 1, iat: 1000, nbf: 1010, exp: 173_800, aud: ["a", "b"], iss: "i", sub: "s", jti: "j" };
  assert.equal(text, JSON.stringify(claims));
});

test("mutatePayload sets them on the object, and nothing else does", () => {
  const payload = { iat: 5, x: 1 };
  sign(payload, SECRET, { expiresIn: 60 });
  assert.deepEqual(payload, { iat: 5, x: 1 });
  sign(payload, SECRET, { expiresIn: 60, mutatePayload: true });
  assert.deepEqual(payload, { iat: 5, x: 1, exp: 65 });
  sign(payload, SECRET, { noTimestamp: true, mutatePayload: true });
  assert.deepEqual(payload, { x: 1, exp: 65 });
  const token = sign(Object.freeze({ x: 1 }), SECRET, { expiresIn: 60, mutatePayload: true });
  assert.equal(typeof verify(token, SECRET).exp, "number");
});

test("the header", () => {
  const headerOf = (options, payload = {}) =>
    decode(sign(payload, SECRET, options), { complete: true }).header;
  assert.deepEqual(headerOf({ header: { foo: 1, kid: "2" }, keyid: "1" }), {
    alg: "HS256",
    typ: "JWT",
    kid: "2",
    foo: 1,
  });
  assert.deepEqual(headerOf({ header: { typ: "at+jwt" } }), { alg: "HS256", typ: "at+jwt" });
  assert.deepEqual(headerOf({ header: { typ: undefined } }), { alg: "HS256" });
  assert.deepEqual(headerOf({}, "text"), { alg: "HS256" });
  const long = "x".repeat(64);
  const token = sign({}, long, { header: { alg: "HS512" } });
  assert.equal(verify(token, long, { complete: true, algorithms: ["HS512"] }).header.alg, "HS512");
});

test("payloads that are not objects", () => {
  assert.equal(verify(sign("hello", SECRET), SECRET), "hello");
  assert.equal(verify(sign("", SECRET), SECRET), "");
  assert.equal(verify(sign(123, SECRET), SECRET), "123");
  assert.equal(verify(sign(Buffer.from("bytes"), SECRET), SECRET), "bytes");
  assert.equal(decode(sign(new Uint8Array([0xff]), SECRET)), "\ufffd");
  // A payload that is the text of a JSON object is read as claims, as in jsonwebtoken.
  assert.deepEqual(verify(sign('{"exp":4102444800}', SECRET), SECRET), { exp: 4_102_444_800 });
  assert.throws(() => verify(sign('{"exp":1}', SECRET), SECRET), TokenExpiredError);
  assert.equal(verify(sign('"text"', SECRET, { header: { typ: "JWT" } }), SECRET), "text");
  for (const given of [
    undefined,
    null,
    () => {},
    Symbol("s"),
    1n,
    [],
    new Date(),
    new Map(),
    Promise.resolve(),
  ]) {
    assert.throws(() => sign(given, SECRET), { name: "JwtError" }, String(given));
  }
});

test("sign signs the payload as JSON.stringify writes it", () => {
  const payload = {
    left: undefined,
    time: new Date(0),
    own: { toJSON: () => "own" },
    list: [undefined, Number.NaN],
  };
  assert.deepEqual(verify(sign(payload, SECRET, { noTimestamp: true }), SECRET), {
    time: "1970-01-01T00:00:00.000Z",
    own: "own",
    list: [null, null],
  });
  const cycle = {};
  cycle.cycle = cycle;
  const deep = JSON.parse(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`);
  for (const given of [cycle, { big: 1n }, deep, { text: "\ud800" }, { "\ud800": 1 }]) {
    assert.throws(() => sign(given, SECRET), { name: "JwtError", code: "claim_invalid" });
  }
});

test("callbacks come as jsonwebtoken's do: at once for verify, later for sign", async () => {
  const token = sign({ a: 1 }, SECRET, { noTimestamp: true });
  const calls = [];
  verify(token, SECRET, (...told) => calls.push(told));
  verify(token, SECRET, {}, (...told) => calls.push(told));
  verify(token, SECRET, undefined, (...told) => calls.push(told));
  verify(`${token}x`, SECRET, (...told) => calls.push(told));
  assert.equal(calls.length, 4);
  assert.deepEqual(calls.slice(0, 3), Array(3).fill([null, { a: 1 }]));
  assert.equal(calls[3].length, 1);
  assert.equal(calls[3][0].name, "JsonWebTokenError");

  let isCalled = false;
  const signed = promisify((done) =>
    sign({ a: 1 }, SECRET, { noTimestamp: true }, (...told) => {
      isCalled = true;
      done(...told);
    }),
  )();
  assert.equal(isCalled, false);
  assert.equal(await signed, token);
  assert.equal(await promisify((done) => sign({}, SECRET, done))().then((text) => text.split(".").length), 3);
  await assert.rejects(
    promisify((done) => sign({}, "", done))(),
    /^JwtError: secretOrPrivateKey must have a value$/,
  );
  assert.equal(await promisify(verify)(token, SECRET, {}).then(({ a }) => a), 1);
});

test("an exception in a callback is not an error of the call", async () => {
  const token = sign({}, SECRET);
  let count = 0;
  const thrown = new Error("of the caller's");
  const callback = () => {
    count++;
    throw thrown;
  };
  assert.throws(() => verify(token, SECRET, callback), thrown);
  assert.throws(() => verify("x", SECRET, callback), thrown);
  assert.equal(count, 2);
  for (const wrong of [true, {}, "callback"]) {
    assert.throws(() => verify(token, SECRET, {}, wrong), { code: "options_invalid" });
    assert.throws(() => sign({}, SECRET, {}, wrong), { code: "options_invalid" });
  }
});

test("getKey finds the key by the header", async () => {
  const token = sign({ a: 1 }, SECRET, { keyid: "k", noTimestamp: true });
  const seen = [];
  const later = (header, callback) => {
    seen.push(header);
    setTimeout(callback, 1, null, SECRET);
  };
  assert.deepEqual(await promises.verify(token, later), { a: 1 });
  assert.deepEqual(seen, [{ alg: "HS256", typ: "JWT", kid: "k" }]);
  assert.deepEqual(await promises.verify(token, (_, callback) => callback(null, SECRET)), { a: 1 });
  assert.deepEqual(await promises.verify(token, async () => SECRET), { a: 1 });

  const refusing = async (find) => told(() => promises.verify(token, find));
  assert.equal(
    await refusing((_, callback) => callback(new Error("no such key"))),
    "JsonWebTokenError: error in secret or public key callback: no such key",
  );
  assert.equal(
    await refusing(async () => {
      throw new Error("no such key");
    }),
    "JsonWebTokenError: error in secret or public key callback: no such key",
  );
  assert.equal(
    await refusing((_, callback) => callback("no such key")),
    "JsonWebTokenError: error in secret or public key callback: no such key",
  );
  assert.equal(
    await refusing((_, callback) => callback(null)),
    "JsonWebTokenError: secret or public key must be provided",
  );
  assert.equal(
    await told(() => verify(token, later)),
    "JsonWebTokenError: verify must be called asynchronous if secret or public key is provided as a callback",
  );
});

test("only the first call of getKey's callback counts", async () => {
  const token = sign({ a: 1 }, SECRET);
  let count = 0;
  const twice = (_, callback) => {
    callback(null, SECRET);
    callback(new Error("twice"));
    return Promise.reject(new Error("thrice"));
  };
  verify(token, twice, () => count++);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(count, 1);
});

test("getKey cannot change the verification by changing the header", async () => {
  const token = sign({ a: 1 }, SECRET);
  const change = (header, callback) => {
    header.alg = "none";
    callback(null, SECRET);
  };
  assert.equal((await promises.verify(token, change, { complete: true })).header.alg, "HS256");
});

test("errors are listed as they were, for programs that answer with them", () => {
  const now = 1_700_000_000;
  const late = sign({ exp: now }, SECRET, { noTimestamp: true });
  const early = sign({ nbf: now + 1 }, SECRET, { noTimestamp: true });
  const errorOf = (token) => {
    try {
      verify(token, SECRET, { clockTimestamp: now });
    } catch (error) {
      return error;
    }
  };
  const expired = errorOf(late);
  assert.ok(
    expired instanceof TokenExpiredError && expired instanceof JsonWebTokenError && expired instanceof Error,
  );
  const listed = { name: "TokenExpiredError", message: "jwt expired", expiredAt: "2023-11-14T22:13:20.000Z" };
  assert.deepEqual(JSON.parse(JSON.stringify(expired)), listed);
  const waiting = errorOf(early);
  assert.ok(waiting instanceof NotBeforeError && waiting instanceof JsonWebTokenError);
  assert.deepEqual(waiting.date, new Date((now + 1) * 1000));
  const wrong = errorOf(`${late} `);
  assert.deepEqual(JSON.parse(JSON.stringify(wrong)), {
    name: "JsonWebTokenError",
    message: "invalid token",
  });
  assert.equal(wrong.inner.code, "malformed");
  assert.match(String(wrong.stack), /^JsonWebTokenError: invalid token\n {4}at /);
  const made = new JsonWebTokenError("of a program's own", expired);
  assert.equal(made.inner, expired);
  assert.ok(!("inner" in new JsonWebTokenError("of a program's own")));
});

test("decode reads and verifies nothing", () => {
  const token = sign({ a: 1 }, SECRET, { noTimestamp: true });
  const [header, payload, signature] = token.split(".");
  assert.deepEqual(decode(token), { a: 1 });
  assert.deepEqual(decode(`${header}.${payload}.`), { a: 1 });
  assert.deepEqual(decode(token, { complete: true }), {
    header: { alg: "HS256", typ: "JWT" },
    payload: { a: 1 },
    signature,
  });
  assert.deepEqual(decode(token, { complete: undefined }), { a: 1 });
  assert.equal(decode(sign("12", SECRET)), "12");
  assert.equal(decode(sign("12", SECRET), { json: true }), 12);
  for (const wrong of [null, undefined, 5, {}, "", "null", "a.b", "a.b.c", `${token}.x`, `${token} `]) {
    assert.equal(decode(wrong), null, String(wrong));
  }
  assert.throws(() => decode(token, { compleat: true }), { code: "options_invalid" });
});
