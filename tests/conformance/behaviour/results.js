import { NOW, SECRET, shape } from "./support.js";

/** The results of calls: their types, their prototypes, and who owns them. */
export async function results(ask, expect) {
  await types(ask, expect);
  await prototypes(ask, expect);
  await numbers(ask, expect);
  await ownership(ask, expect);
}

async function types({ api, engine }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const options = { now: NOW, engine, audience: "api" };
  const claims = { sub: "Zoë 💧 \u0000 \u2028", aud: ["api"], deep: { list: [1, null, true, -0.5e-7] } };
  const token = api.signSync(claims, key, { now: NOW, expiresIn: 60, kid: "k" });
  const header = { alg: "HS256", typ: "JWT", kid: "k" };
  const payload = { ...claims, iat: NOW, exp: NOW + 60 };
  const verified = { header, payload, key: { alg: "HS256" } };

  expect("verify", await api.verify(token, key, options), verified);
  expect("verifySync", api.verifySync(token, key, options), verified);
  expect("decode", shape(api.decode(token)), {
    header: shape(header),
    payload: shape(payload),
    signature: "Uint8Array of 32",
  });
  const jws = await api.verifyJws(token, key);
  expect("verifyJws", new TextDecoder().decode(jws.payload), JSON.stringify(payload));
  expect("verifyJws is bytes", [jws.payload instanceof Uint8Array, jws.header], [true, header]);
  const promises = [
    api.verify(token, key, options),
    api.explain(token, key, options),
    api.verifyJws(token, key),
    api.sign({}, key),
    api.createVerifier({ key, ...options }).verify(token),
  ];
  expect(
    "promises",
    promises.map((promise) => promise instanceof Promise),
    promises.map(() => true),
  );
  await Promise.all(promises);

  const report = await api.explain(token, key, { ...options, issuer: "https://issuer.example" });
  const check = { name: "string", outcome: "string", message: "string" };
  expect(
    "explain",
    shape(report),
    shape({
      verdict: "refused",
      checks: report.checks.map(({ name, outcome }) => {
        if (name === "iss") return { ...check, error: new api.JwtError("", { code: "revoked" }) };
        return outcome === "skipped" ? { ...check, reason: "string" } : check;
      }),
      ...verified,
    }),
  );
  expect(
    "the checks of explain",
    report.checks.map(({ name, outcome }) => `${name} ${outcome}`),
    [
      "form passed",
      "header passed",
      "typ skipped",
      "algorithm passed",
      "signature passed",
      "payload passed",
      "exp passed",
      "nbf skipped",
      "iat passed",
      "iss failed",
      "aud passed",
      "sub skipped",
      "jti skipped",
      "required_claims skipped",
      "claims skipped",
      "scope skipped",
      "profile skipped",
    ],
  );
  const lenient = { engine, now: NOW + 60, audience: false, ignoreExpiry: true };
  expect("expired and for another audience", await api.verify(token, key, lenient), verified);
  const told = (await api.explain(token, key, lenient)).checks.filter(({ name }) => /exp|aud/.test(name));
  expect(
    "the checks that the caller turned off",
    told.map(({ outcome, message }) => `${outcome}: ${message}`),
    [
      "skipped: the option ignoreExpiry: true turns this check off",
      "skipped: the option audience: false turns this check off",
    ],
  );
  const mistyped = await signed('{"aud":7,"exp":"x"}', '{"alg":"HS256"}');
  const failed = (await api.explain(mistyped, key, lenient)).checks.filter(
    ({ outcome }) => outcome === "failed",
  );
  expect(
    "claims of the wrong type all the same",
    failed.map(({ error }) => `${error.code} ${error.claim}`),
    ["claim_invalid exp", "claim_invalid aud"],
  );
  expect("the verdict without a key", (await api.explain(token, undefined, options)).verdict, "unchecked");
  const expired = api.explainSync(token, undefined, { ...options, now: NOW + 60 });
  expect("a refusal without a key", expired.verdict, "refused");
  key.free();
}

async function prototypes({ api, engine }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const options = { engine, requireExpiry: false };
  const text = '{"__proto__":{"admin":true},"constructor":1,"toString":null,"a":{"__proto__":2}}';
  const token = await signed(text, '{"alg":"HS256","__proto__":{"admin":true}}');
  const verifier = api.createVerifier({ key, ...options });
  const cached = api.createVerifier({ key, ...options, cache: 1 });
  const answers = {
    verify: await api.verify(token, key, options),
    verifySync: api.verifySync(token, key, options),
    decode: api.decode(token),
    explain: await api.explain(token, key, options),
    "createVerifier, first": await verifier.verify(token),
    "createVerifier, second": await verifier.verify(token),
    "a cache, first": await cached.verify(token),
    "a cache, second": await cached.verify(token),
  };
  for (const [name, { header, payload }] of Object.entries(answers)) {
    const told = [header, payload, payload.a].map((object) => [
      Object.getPrototypeOf(object) === Object.prototype,
      object.admin,
      Object.keys(object),
      Object.getOwnPropertyDescriptor(object, "__proto__").value,
    ]);
    expect(`a __proto__ claim in ${name}`, told, [
      [true, undefined, ["alg", "__proto__"], { admin: true }],
      [true, undefined, ["__proto__", "constructor", "toString", "a"], { admin: true }],
      [true, undefined, ["__proto__"], 2],
    ]);
  }
  expect("the prototype of all objects", {}.admin, undefined);
  const own = JSON.parse('{"__proto__":{"admin":true}}');
  const read = api.decode(api.signSync(own, key, { issuedAt: false })).payload;
  expect("a __proto__ claim that is signed", JSON.stringify(read), '{"__proto__":{"admin":true}}');
  key.free();
}

async function numbers({ api, engine }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const options = { engine, requireExpiry: false };
  const text = '{"id":9007199254740993,"big":123456789012345678901234567890,"tiny":1e-400,"minus":-0}';
  const token = await signed(text, '{"alg":"HS256"}');
  const { payload } = await api.verify(token, key, options);
  expect("integers above 2^53", payload, JSON.parse(text));
  expect("a negative zero", Object.is(payload.minus, -0), true);
  const bytes = (await api.verifyJws(token, key)).payload;
  expect("integers above 2^53 as bytes", new TextDecoder().decode(bytes), text);
  key.free();
}

async function ownership({ api, engine }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const verifier = api.createVerifier({ key, now: NOW, engine });
  const token = await signed(`{"exp":${NOW + 1},"list":[1]}`, '{"alg":"HS256","x":{"y":1}}');
  const first = await verifier.verify(token);
  first.header.alg = "none";
  first.header.x.y = 2;
  first.payload.list.push(2);
  expect("results are the caller's own", await verifier.verify(token), {
    header: { alg: "HS256", x: { y: 1 } },
    payload: { exp: NOW + 1, list: [1] },
    key: { alg: "HS256" },
  });
  key.free();
  expect("a verifier outlives its key", (await verifier.verify(token)).payload.exp, NOW + 1);
  verifier.free();
}

/** Signed by the host, because the package refuses to sign these. */
async function signed(payload, header) {
  const encoder = new TextEncoder();
  const part = (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const input = `${part(header)}.${part(payload)}`;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", SECRET, algorithm, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(input)));
  return `${input}.${part(String.fromCharCode(...mac))}`;
}
