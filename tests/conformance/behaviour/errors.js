import { NOW, refusal, refusalSync, SECRET } from "./support.js";

/** The errors for every code that is possible with a local key. */
export async function errors({ api, engine }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const claims = { sub: "a", iss: "https://issuer.example", aud: "api", nbf: NOW, role: "user" };
  const token = api.signSync(claims, key, { now: NOW, expiresIn: 60 });
  const [header, payload, signature] = token.split(".");
  const all = { now: NOW, engine, audience: "api" };
  const none = btoa('{"alg":"none"}').replaceAll("=", "");
  const crit = btoa('{"alg":"HS256","crit":["x"]}').replaceAll("=", "");
  const b64 = btoa('{"alg":"HS256","b64":false}').replaceAll("=", "");
  const other = api.secretKey(new Uint8Array(32).fill(8), "HS256");
  const freed = api.secretKey(SECRET, "HS256");
  freed.free();
  const deep = btoa(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`).replaceAll("=", "");

  const malformed = (reason, part = "header") => ({ code: "malformed", reason, part });
  const rows = [
    ["two segments", "a.b", {}, malformed("segments", "token")],
    ["padding", `${header}=.${payload}.${signature}`, {}, malformed("base64url")],
    ["a BOM", `77u_e30.${payload}.${signature}`, {}, malformed("json")],
    ["no UTF-8", `gA.${payload}.${signature}`, {}, malformed("utf8")],
    ["no JSON", `YQ.${payload}.${signature}`, {}, malformed("json")],
    ["a list", `W10.${payload}.${signature}`, {}, malformed("not_object")],
    ["a name twice", `eyJhIjoxLCJhIjoxfQ.${payload}.${signature}`, {}, malformed("duplicate_name")],
    ["33 levels", `${deep}.${payload}.${signature}`, {}, malformed("depth")],
    [
      "a long token",
      token,
      { maxTokenLength: 10 },
      { code: "too_large", expected: 10, actual: token.length },
    ],
    ["five segments", "a.b.c.d.e", {}, { code: "encrypted" }],
    [
      "alg none",
      `${none}.${payload}.`,
      {},
      { code: "algorithm_not_allowed", expected: ["HS256"], actual: "none" },
    ],
    [
      "crit",
      `${crit}.${payload}.${signature}`,
      {},
      { code: "header_rejected", reason: "crit", actual: ["x"] },
    ],
    ["b64", `${b64}.${payload}.${signature}`, {}, { code: "header_rejected", reason: "b64", actual: false }],
    [
      "typ",
      token,
      { typ: "at+jwt" },
      { code: "header_rejected", reason: "typ", expected: "at+jwt", actual: "JWT" },
    ],
    ["another signature", `${header}.${payload}.${"A".repeat(43)}`, {}, { code: "signature_invalid" }],
    [
      "expired",
      token,
      { now: NOW + 60 },
      { code: "expired", claim: "exp", expected: NOW + 60, actual: NOW + 60 },
    ],
    ["early", token, { now: NOW - 1 }, { code: "not_yet_valid", claim: "nbf" }],
    ["a claim that is missing", token, { requiredClaims: ["jti"] }, { code: "claim_missing", claim: "jti" }],
    ["another value", token, { claims: { role: "admin" } }, { code: "claim_mismatch", claim: "role" }],
    ["another issuer", token, { issuer: "x" }, { code: "claim_mismatch", claim: "iss" }],
    [
      "too old",
      token,
      { maxAge: 1, now: NOW + 2 },
      { code: "too_old", claim: "iat", expected: NOW + 1, actual: NOW },
    ],
    ["now in milliseconds", token, { now: NOW * 1000 }, { code: "options_invalid" }],
    ["a clock that is not set", token, { now: 0 }, { code: "options_invalid" }],
    [
      "an expired token that is asked for",
      token,
      { now: NOW + 60, ignoreExpiry: "yes" },
      { code: "options_invalid" },
    ],
    ["an unknown option", token, { isuer: "x" }, { code: "options_invalid" }],
    ["an undefined option", token, { issuer: undefined }, { code: "options_invalid" }],
    ["an option of the wrong type", token, { clockTolerance: "1" }, { code: "options_invalid" }],
    ["another engine", token, { engine: "none" }, { code: "options_invalid" }],
    ["no string", 1, {}, malformed("segments", "token")],
    ["an empty payload", `${header}..${signature}`, {}, malformed("not_object", "payload")],
    ["two bad segments", `${header}.*.*`, {}, malformed("base64url", "payload")],
    ["a bad signature", `${token}*`, {}, malformed("base64url", "signature")],
    ["a line break after", `${token}\n`, {}, malformed("base64url", "signature")],
    ["quotation marks", `"${token}"`, {}, malformed("base64url")],
    ["exact padding", `${header}=.${payload}.${signature}`, { allowPadding: true }, malformed("base64url")],
  ];
  for (const [name, subject, options, expected] of rows) {
    const facts = await refusal(api, () => api.verify(subject, key, { ...all, ...options }));
    const stable = Object.fromEntries(Object.keys(expected).map((fact) => [fact, facts[fact]]));
    expect(name, stable, expected);
    expect(
      `${name}, all facts, at once`,
      refusalSync(api, () => api.verifySync(subject, key, { ...all, ...options })),
      facts,
    );
  }
  for (const [name, call, code] of [
    ["another key", () => api.verify(token, other, all), "signature_invalid"],
    ["a freed key", () => api.verify(token, freed, all), "key_invalid"],
    ["what is not a key", () => api.verify(token, {}, all), "key_invalid"],
    ["no key", () => api.verify(token), "key_invalid"],
    ["a short secret", () => api.secretKey("short", "HS256"), "key_too_weak"],
    [
      "a secret that is a PEM file",
      () => api.secretKey("-----BEGIN PUBLIC KEY-----\n", "HS256"),
      "key_invalid",
    ],
    ["an unknown algorithm", () => api.secretKey(SECRET, "none"), "options_invalid"],
    ["claims that JSON cannot carry", () => api.sign({ at: new Date(0) }, key), "claim_invalid"],
    ["claims that are a list", () => api.sign([], key), "malformed"],
    ["no claims", () => api.sign(undefined, key), "malformed"],
    ["claims that are a Map", () => api.sign(new Map(), key), "malformed"],
    ["a slip in the options of sign", () => api.sign({}, key, { expires: 1 }), "options_invalid"],
    ["exp twice", () => api.sign({ exp: 1 }, key, { expiresIn: 1 }), "options_invalid"],
  ]) {
    const facts = await refusal(api, call);
    expect(name, facts.code ?? facts, code);
  }

  let thrown;
  try {
    api.verifySync(token, other, all);
  } catch (error) {
    thrown = error;
  }
  expect(
    "an error is a JwtError",
    {
      instances: [thrown instanceof api.JwtError, thrown instanceof Error],
      name: thrown.name,
      keys: Object.keys(thrown),
      text: String(thrown),
      json: JSON.stringify(thrown),
      tag: Object.prototype.toString.call(thrown),
      stack: typeof thrown.stack,
      isOwn: Object.hasOwn(thrown, "name"),
    },
    {
      instances: [true, true],
      name: "JwtError",
      keys: ["code"],
      text: `JwtError: ${thrown.message}`,
      json: '{"code":"signature_invalid"}',
      tag: "[object Error]",
      stack: "string",
      isOwn: false,
    },
  );
  expect(
    "an error holds no token",
    [token, payload, signature].some((part) => `${thrown.message}${thrown.stack}`.includes(part)),
    false,
  );
  const made = new api.JwtError("x", { code: "expired", claim: "exp", actual: 1 }, { cause: thrown });
  expect(
    "a JwtError of the caller's",
    [{ ...made }, made.cause === thrown, made.message],
    [{ code: "expired", claim: "exp", actual: 1 }, true, "x"],
  );
  expect("the list of codes", [...api.ERROR_CODES].length, 25);
  for (const held of [key, other]) held.free();
}
