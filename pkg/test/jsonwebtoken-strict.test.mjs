// What jwt-wasm/jsonwebtoken refuses although jsonwebtoken accepts it, and the options of `legacy` that accept it.
import assert from "node:assert/strict";
import { createHmac, createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { promises, sign, verify } from "jwt-wasm/jsonwebtoken";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { base64url, ec, rsa, told } from "./jsonwebtoken.mjs";

const SECRET = "thirty-two bytes that nobody can guess";
const NONE = 'the algorithm "none" is not supported';

/** A token with this header and payload, which need not be JSON. */
const signed = (payload, header = { alg: "HS256", typ: "JWT" }, secret = SECRET) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};

/** Makes the call synchronously and by a promise. */
async function eachWay(call, expected) {
  for (const ask of [call, async () => call(promises)]) {
    const outcome = await told(() => ask({ sign, verify }));
    if (expected instanceof RegExp) assert.match(String(outcome), expected);
    else assert.equal(outcome, expected);
  }
}

test("none is neither signed nor accepted, and no legacy option allows it", async () => {
  const token = `${base64url({ alg: "none" })}.${base64url({ a: 1 })}.`;
  const words = { shortSecrets: true, looseOptions: true, longTokens: true, explicitCurves: true };
  for (const legacy of [{}, words]) {
    for (const options of [{ algorithm: "none" }, { header: { alg: "none" } }]) {
      await eachWay(({ sign }) => sign({}, SECRET, { ...options, legacy }), new RegExp(`^JwtError: ${NONE}`));
    }
    for (const algorithms of [["none"], ["HS256", "none"]]) {
      await eachWay(
        ({ verify }) => verify(token, "", { algorithms, legacy }),
        new RegExp(`^JwtError: ${NONE}`),
      );
    }
    for (const key of [SECRET, "", null, undefined, rsa.publicKey]) {
      await eachWay(
        ({ verify }) => verify(token, key, { legacy }),
        "JsonWebTokenError: jwt signature is required",
      );
    }
    const forged = `${base64url({ alg: "none" })}.${base64url({ a: 1 })}.AAAA`;
    await eachWay(({ verify }) => verify(forged, SECRET, { legacy }), "JsonWebTokenError: invalid algorithm");
  }
  for (const alg of ["NONE", "None", "", null, ["HS256"], 5, "__proto__", "constructor", "HS1", "EdDSA"]) {
    const odd = signed({ a: 1 }, { alg });
    await eachWay(({ verify }) => verify(odd, SECRET), "JsonWebTokenError: invalid algorithm");
    if (typeof alg === "string" && alg !== "") {
      await eachWay(
        ({ verify }) => verify(odd, SECRET, { algorithms: [alg] }),
        "JsonWebTokenError: invalid algorithm",
      );
    }
  }
});

test("a short secret, and the word for it", async () => {
  await eachWay(({ sign }) => sign({}, "short"), /^JwtError: the secret has 5 bytes, .* shortSecrets: true/);
  const legacy = { shortSecrets: true };
  const token = sign({ a: 1 }, "short", { legacy, noTimestamp: true });
  await eachWay(({ verify }) => verify(token, "short"), /^JwtError: the secret has 5 bytes/);
  assert.deepEqual(verify(token, "short", { legacy }), { a: 1 });
  assert.deepEqual(await promises.verify(token, "short", { legacy }), { a: 1 });
  await eachWay(({ verify }) => verify(token, "shorn", { legacy }), "JsonWebTokenError: invalid signature");
});

test("a token cannot make a good secret the program's fault", async () => {
  // The secret has 32 to 63 bytes, so it is good for HS256 only.
  const token = signed({}, { alg: "HS512" });
  await eachWay(({ verify }) => verify(token, SECRET), "JsonWebTokenError: invalid algorithm");
  const both = { algorithms: ["HS256", "HS512"] };
  await eachWay(({ verify }) => verify(token, SECRET, both), "JsonWebTokenError: invalid algorithm");
  await eachWay(
    ({ verify }) => verify(token, SECRET, { algorithms: ["HS512"] }),
    /^JwtError: the secret has/,
  );
});

test("a key file is never a secret, a damaged one as little", async () => {
  const { publicKey } = rsa;
  const damaged = publicKey.replace("MII", "!!!");
  for (const key of [
    publicKey,
    damaged,
    Buffer.from(publicKey),
    Buffer.from(damaged),
    publicKey.slice(0, 40),
  ]) {
    await eachWay(
      ({ sign }) => sign({}, key),
      "JwtError: secretOrPrivateKey must be a symmetric key when using HS256",
    );
    const token = signed({}, { alg: "HS256" }, key);
    await eachWay(({ verify }) => verify(token, key), "JsonWebTokenError: invalid algorithm");
    await eachWay(
      ({ verify }) => verify(token, key, { algorithms: ["HS256", "RS256"], legacy: { shortSecrets: true } }),
      "JsonWebTokenError: secretOrPublicKey must be a symmetric key when using HS256",
    );
  }
  // Public keys in forms without a PEM frame.
  const jwk = JSON.stringify(createPrivateKey(rsa.privateKey).export({ format: "jwk" }));
  const der = Buffer.from(publicKey.split("\n").slice(1, -2).join(""), "base64");
  for (const key of [jwk, der, der.toString("base64"), `ssh-rsa ${"A".repeat(80)}`, signed({})]) {
    await eachWay(({ sign }) => sign({}, key), /^JwtError: /);
    await eachWay(
      ({ verify }) => verify(signed({}, { alg: "HS256" }, key), key),
      "JsonWebTokenError: secretOrPublicKey is not valid key material",
    );
  }
});

test("RSA keys of less than 2048 bits are refused, whatever the options say", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  for (const allowInsecureKeySizes of [true, false]) {
    const options = { algorithm: "RS256", allowInsecureKeySizes };
    await eachWay(
      ({ sign }) => sign({}, privateKey, options),
      "JwtError: secretOrPrivateKey has a minimum key size of 2048 bits for RS256",
    );
  }
  const token = sign({}, rsa.privateKey, { algorithm: "RS256" });
  await eachWay(({ verify }) => verify(token, publicKey), /^JwtError: the RSA key has 1024 bits/);
});

test("keys that do not fit the algorithm are refused, whatever the options say", async () => {
  const options = { algorithm: "ES256", allowInvalidAsymmetricKeyTypes: true };
  const key = ec["P-384"].privateKey;
  await eachWay(({ sign }) => sign({}, key, options), /^JwtError: "alg" parameter "ES256" requires curve/);
  const token = sign({}, ec["P-256"].privateKey, { algorithm: "ES256" });
  await eachWay(
    ({ verify }) => verify(token, ec["P-384"].publicKey, { allowInvalidAsymmetricKeyTypes: true }),
    /^JsonWebTokenError: "alg" parameter "ES256" requires curve/,
  );
});

test("a check whose value is not there, and the word for it", async () => {
  const token = sign({ a: 1 }, SECRET, { noTimestamp: true });
  const given = (options, expected) => eachWay(({ verify }) => verify(token, SECRET, options), expected);
  const NAMES =
    "algorithms audience issuer subject jwtid nonce maxAge clockTimestamp clockTolerance complete".split(" ");
  for (const name of [...NAMES, "ignoreExpiration", "ignoreNotBefore", "allowInvalidAsymmetricKeyTypes"]) {
    await given(
      { [name]: undefined },
      `JwtError: the option ${name} is undefined; leave it out if it is not wanted`,
    );
    assert.deepEqual(
      verify(token, SECRET, { [name]: undefined, legacy: { looseOptions: true } }),
      { a: 1 },
      name,
    );
  }
  for (const name of ["audience", "issuer", "subject", "jwtid"]) {
    for (const value of ["", null, 0, false]) {
      await given({ [name]: value }, new RegExp(`^JwtError: the option ${name} must be `));
      const options = { [name]: value, legacy: { looseOptions: true } };
      if (value === "" || value === null) assert.deepEqual(verify(token, SECRET, options), { a: 1 });
      else await given(options, new RegExp(`^JwtError: the option ${name} must be `));
    }
  }
  for (const name of ["algorithm", "audiance", "exp", "typ", "__proto__x"]) {
    await given(
      { [name]: "HS256" },
      new RegExp(`^JwtError: ${name} is not an option(?:; did you mean \\w+\\?)?$`),
    );
    assert.deepEqual(verify(token, SECRET, { [name]: "HS256", legacy: { looseOptions: true } }), { a: 1 });
  }
});

test("options of the wrong type are refused, with the word as well", async () => {
  const token = sign({ aud: "a", iss: "i" }, SECRET, { noTimestamp: true, expiresIn: 60 });
  const ROWS = [
    // With these, jsonwebtoken skips the check.
    [{ issuer: /i/ }, "issuer"],
    [{ issuer: ["i", 5] }, "issuer"],
    [{ issuer: ["i", ""] }, "issuer"],
    // jsonwebtoken looks for a part of this text.
    [{ algorithms: "HS256,HS384" }, "algorithms"],
    [{ algorithms: [5] }, "algorithms"],
    // jsonwebtoken appends this text to a number.
    [{ clockTolerance: "10" }, "clockTolerance"],
    [{ clockTolerance: -1 }, "clockTolerance"],
    [{ clockTolerance: Number.NaN }, "clockTolerance"],
    [{ clockTolerance: Number.POSITIVE_INFINITY }, "clockTolerance"],
    // jsonwebtoken takes the text "false" for true.
    [{ ignoreExpiration: "false" }, "ignoreExpiration"],
    [{ ignoreNotBefore: 1 }, "ignoreNotBefore"],
    [{ complete: "yes" }, "complete"],
    [{ audience: 5 }, "audience"],
    [{ audience: [{ [Symbol.toStringTag]: "RegExp" }] }, "audience"],
    [{ subject: 5 }, "subject"],
    [{ clockTimestamp: 0 }, "the time must be in seconds"],
    [{ clockTimestamp: Number.NaN }, "the time must be in seconds"],
    [{ clockTimestamp: Date.now() }, "the time must be in seconds"],
  ];
  for (const [options, name] of ROWS) {
    for (const legacy of [{}, { looseOptions: true }]) {
      await eachWay(
        ({ verify }) => verify(token, SECRET, { ...options, legacy }),
        new RegExp(`^JwtError: (the option ${name} must be |${name})`),
      );
    }
  }
  for (const options of ["text", [], 5, true, new Map(), new (class {})(), Promise.resolve({})]) {
    const NOT_PLAIN = /^JwtError: (options must be a plain object|Expected "options" to be a plain object)/;
    if (!(options instanceof Object && Object.getPrototypeOf(options).constructor.name === "")) {
      await eachWay(({ verify }) => verify(token, SECRET, options), NOT_PLAIN);
      await eachWay(({ sign }) => sign({}, SECRET, options), NOT_PLAIN);
    }
  }
  const hostile = {
    get audience() {
      throw new Error("of the caller's");
    },
  };
  await eachWay(({ verify }) => verify(token, SECRET, hostile), "JwtError: options cannot be read");
});

test("a clock that says 0, as of Workers at global scope, or milliseconds", async (t) => {
  const token = sign({ exp: 5 }, SECRET);
  for (const now of [0, 1e15]) {
    const { mock } = t.mock.method(Date, "now", () => now);
    const TIME = new RegExp(`^JwtError: the time must be in seconds, .* it is ${now / 1000}$`);
    await eachWay(({ verify }) => verify(token, SECRET), TIME);
    await eachWay(({ sign }) => sign({}, SECRET), TIME);
    mock.restore();
  }
});

test("a member of Object.prototype is neither an option, a claim nor a key", async () => {
  const PUT = {
    iat: 5,
    exp: 5,
    aud: "of the prototype",
    sub: "of the prototype",
    algorithm: "none",
    noTimestamp: true,
    ignoreExpiration: true,
    legacy: { shortSecrets: true },
    key: "-----BEGIN",
    format: "jwk",
    typ: "JWT",
  };
  const { publicKey } = rsa;
  const signedByRsa = sign({ a: 1 }, rsa.privateKey, { algorithm: "RS256", noTimestamp: true });
  const expired = sign({ exp: 5 }, SECRET);
  Object.assign(Object.prototype, PUT);
  try {
    const payload = JSON.parse(JSON.stringify(verify(sign({ a: 1 }, SECRET), SECRET)));
    assert.equal(payload.a, 1);
    assert.ok(Object.hasOwn(payload, "iat") && payload.iat > 5);
    for (const name of ["exp", "aud", "sub"]) assert.ok(!Object.hasOwn(payload, name), name);
    assert.equal(verify(signedByRsa, { key: publicKey, format: "pem" }).a, 1);
    await eachWay(({ verify }) => verify(expired, SECRET), "TokenExpiredError: jwt expired");
    await eachWay(({ sign }) => sign({}, "short"), /^JwtError: the secret has 5 bytes/);
    await eachWay(({ sign }) => sign({}, {}), "JwtError: secretOrPrivateKey is not valid key material");
    await eachWay(
      ({ verify }) => verify(expired, SECRET, { subject: "of the prototype", ignoreExpiration: true }),
      "JsonWebTokenError: jwt subject invalid. expected: of the prototype",
    );
  } finally {
    for (const name of Object.keys(PUT)) delete Object.prototype[name];
  }
});

test("the words themselves are checked", async () => {
  const token = sign({}, SECRET);
  for (const legacy of [
    null,
    true,
    [],
    { shortSecret: true },
    { shortSecrets: "yes" },
    { shortSecrets: undefined },
  ]) {
    await eachWay(({ verify }) => verify(token, SECRET, { legacy }), /^JwtError: /);
    await eachWay(({ sign }) => sign({}, SECRET, { legacy }), /^JwtError: /);
  }
});

test("a long token, and the word for it", async () => {
  const token = sign({ a: "x".repeat(20_000) }, SECRET);
  await eachWay(({ verify }) => verify(token, SECRET), "JsonWebTokenError: invalid token");
  const legacy = { longTokens: true };
  assert.equal(verify(token, SECRET, { legacy }).a.length, 20_000);
  assert.equal((await promises.verify(token, SECRET, { legacy })).a.length, 20_000);
});

test("a curve that is spelled out, and the word for it", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    paramEncoding: "explicit",
  });
  const [file, own] = [
    privateKey.export({ type: "pkcs8", format: "pem" }),
    publicKey.export({ type: "spki", format: "pem" }),
  ];
  await eachWay(({ sign }) => sign({}, file, { algorithm: "ES256" }), /its curve is written out/);
  const legacy = { explicitCurves: true };
  const token = sign({ a: 1 }, file, { algorithm: "ES256", legacy });
  await eachWay(
    ({ verify }) => verify(token, own),
    "JsonWebTokenError: secretOrPublicKey is not valid key material",
  );
  assert.equal(verify(token, own, { legacy }).a, 1);
  // `legacy` counts for one call only.
  await eachWay(
    ({ verify }) => verify(token, own),
    "JsonWebTokenError: secretOrPublicKey is not valid key material",
  );
});

test("tokens that two readers read differently", async () => {
  const FORMS = {
    "a name twice": '{"sub":"alice","sub":"admin"}',
    "a number beyond all": '{"exp":1e999}',
    "an array": "[1]",
    null: "null",
    "no JSON under the type JWT": "hello",
  };
  for (const [what, payload] of Object.entries(FORMS)) {
    await eachWay(({ verify }) => verify(signed(payload), SECRET), "JsonWebTokenError: invalid token", what);
  }
  await eachWay(
    ({ verify }) => verify(signed('{"a":1,"a":2}', { alg: "HS256" }), SECRET),
    "JsonWebTokenError: invalid token",
  );
  const HEADERS = [
    '{"alg":"HS256","alg":"none"}',
    { alg: "HS256", crit: ["x"], x: 1 },
    { alg: "HS256", b64: false },
    [],
  ];
  for (const header of [...HEADERS, { alg: "HS256", typ: 5 }, { alg: "HS256", kid: 5 }, "no JSON"]) {
    await eachWay(({ verify }) => verify(signed({}, header), SECRET), "JsonWebTokenError: invalid token");
  }
  const good = signed({});
  for (const odd of [
    `${good}=`,
    `${good} `,
    ` ${good}`,
    `${good}\n`,
    `${good.slice(0, -1)}*`,
    good.slice(1),
  ]) {
    await eachWay(({ verify }) => verify(odd, SECRET), "JsonWebTokenError: invalid token");
  }
  for (const odd of ["a", "a.b", `${good}.`, `${good}.x`, ".".repeat(100_000)]) {
    await eachWay(({ verify }) => verify(odd, SECRET), "JsonWebTokenError: jwt malformed");
  }
  for (const odd of [5, {}, [], true, Buffer.from(good), new String(good)]) {
    await eachWay(({ verify }) => verify(odd, SECRET), "JsonWebTokenError: jwt must be a string");
  }
  for (const none of [undefined, null, "", 0]) {
    await eachWay(({ verify }) => verify(none, SECRET), "JsonWebTokenError: jwt must be provided");
  }
});

test("headers are UTF-8", async () => {
  const token = sign({ a: 1 }, SECRET, { keyid: "é", header: { x: "測" } });
  assert.equal(
    Buffer.from(token.split(".")[0], "base64url").toString(),
    '{"alg":"HS256","typ":"JWT","kid":"é","x":"測"}',
  );
  assert.equal(verify(token, SECRET, { complete: true }).header.kid, "é");
  const latin1 = Buffer.from('{"alg":"HS256","kid":"é"}', "latin1").toString("base64url");
  const input = `${latin1}.${base64url({})}`;
  const odd = `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
  await eachWay(({ verify }) => verify(odd, SECRET), "JsonWebTokenError: invalid token");
});

test("times that are not times are not signed", async () => {
  for (const name of ["exp", "nbf", "iat"]) {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      "1",
      null,
      undefined,
      Date.now(),
      new Date(),
    ]) {
      await eachWay(
        ({ sign }) => sign({ [name]: value }, SECRET),
        new RegExp(`^JwtError: "${name}" should be a number of seconds`),
      );
    }
  }
  await eachWay(({ sign }) => sign({}, SECRET, { expiresIn: Date.now() }), /after the year 9999/);
  await eachWay(({ sign }) => sign({}, SECRET, { expiresIn: "9000y" }), /after the year 9999/);
});

test("sign refuses wrong options with the messages of jsonwebtoken", async () => {
  const ROWS = [
    [{ algorithm: "foo" }, '"algorithm" must be a valid string enum value'],
    [{ algorithm: "EdDSA" }, '"algorithm" must be a valid string enum value'],
    [{ header: { alg: "foo" } }, '"algorithm" must be a valid string enum value'],
    [{ expiresIn: undefined }, '"expiresIn" should be a number of seconds or string representing a timespan'],
    [{ notBefore: 1.5 }, '"notBefore" should be a number of seconds or string representing a timespan'],
    [{ audience: 5 }, '"audience" must be a string or array'],
    [{ audience: [5] }, '"audience" must be a string or array'],
    [{ issuer: ["i"] }, '"issuer" must be a string'],
    [{ subject: 5 }, '"subject" must be a string'],
    [{ jwtid: null }, '"jwtid" must be a string'],
    [{ keyid: 5 }, '"keyid" must be a string'],
    [{ header: "x" }, '"header" must be an object'],
    [{ encoding: 5 }, '"encoding" must be a string'],
    [{ encoding: "hex" }, '"encoding" must be one of utf8, utf-8, latin1, binary, ascii'],
    [{ noTimestamp: 1 }, '"noTimestamp" must be a boolean'],
    [{ mutatePayload: 1 }, '"mutatePayload" must be a boolean'],
    [{ allowInsecureKeySizes: 1 }, '"allowInsecureKeySizes" must be a boolean'],
    [{ allowInvalidAsymmetricKeyTypes: 1 }, '"allowInvalidAsymmetricKeyTypes" must be a boolean'],
    [{ expiresInSeconds: 5 }, '"expiresInSeconds" is not allowed in "options"'],
  ];
  for (const [options, message] of ROWS) {
    await eachWay(({ sign }) => sign({}, SECRET, options), `JwtError: ${message}`);
  }
  for (const header of [
    { crit: ["x"], x: 1 },
    { b64: false },
    { typ: 5 },
    { x: Number.NaN },
    { x: () => {} },
  ]) {
    await eachWay(({ sign }) => sign({}, SECRET, { header }), /^JwtError: /);
  }
  const CLAIMS = { aud: "audience", iss: "issuer", sub: "subject", jti: "jwtid" };
  for (const [claim, option] of Object.entries(CLAIMS)) {
    await eachWay(
      ({ sign }) => sign({ [claim]: "" }, SECRET, { [option]: "x" }),
      `JwtError: Bad "options.${option}" option. The payload already has an "${claim}" property.`,
    );
    await eachWay(
      ({ sign }) => sign("text", SECRET, { [option]: "x" }),
      `JwtError: invalid ${option} option for string payload`,
    );
  }
  await eachWay(
    ({ sign }) => sign({ exp: 1 }, SECRET, { expiresIn: 1 }),
    'JwtError: Bad "options.expiresIn" option the payload already has an "exp" property.',
  );
  await eachWay(
    ({ sign }) => sign(Buffer.from("b"), SECRET, { expiresIn: 1, noTimestamp: true }),
    "JwtError: invalid expiresIn,noTimestamp option for object payload",
  );
});

test("no message has a secret, a key or a token in it", async () => {
  const key = "a short secret";
  const errors = [];
  const collect = (call) => {
    try {
      call();
    } catch (error) {
      errors.push(`${error.message} ${error.inner?.message} ${error.cause?.message}`);
    }
  };
  const token = signed({ sub: "a name within" }, { alg: "HS256" }, key);
  collect(() => sign({}, key));
  collect(() => verify(token, key));
  collect(() => verify(`${token}.x`, key));
  collect(() => verify(token, `${key}${"x".repeat(40)}`));
  collect(() => verify(token, { key }));
  assert.equal(errors.length, 5);
  for (const message of errors) assert.doesNotMatch(message, /a short secret|a name within|eyJ/);
});
