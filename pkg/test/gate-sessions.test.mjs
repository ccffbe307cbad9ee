// Encrypted tokens in the gate: sessions of Auth.js in cookies and their chunks, and signed tokens inside of encrypted ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  createVerifier,
  explain,
  remoteJwks,
  secretKey,
  sign,
  trustedIssuers,
  verify,
  verifyJws,
} from "jwt-wasm";
import { createGate, introspection } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import {
  authJsKey,
  decrypt,
  decrypter,
  encrypt,
  encryptionKey,
  encryptSync,
  sessionToken,
} from "jwt-wasm/jwe";
import { assertRefused, CHALLENGE, gateOf, logged, token as signed, key as signing } from "./gate.mjs";
import { APPS, serving } from "./node-apps.mjs";
import { code } from "./support.mjs";

const NAME = "__Secure-authjs.session-token";
const SECRET = "the AUTH_SECRET of the app";
const sessionKey = authJsKey(SECRET, { cookie: NAME });
const tokenFrom = { cookie: NAME, chunks: true };
const options = { key: decrypter(sessionKey), tokenFrom };
const origin = () => new Response("origin");
const session = (claims = {}, more = { expiresIn: 60 }) =>
  encryptSync({ sub: "alice", ...claims }, sessionKey, more);

/** The cookies that a browser sends for a token in chunks of this size. */
const chunked = (token, size) =>
  Array.from({ length: Math.ceil(token.length / size) }, (_, place) =>
    [`${NAME}.${place}`, token.slice(place * size, (place + 1) * size)].join("="),
  );

const cookies = (...pairs) => ({ cookie: pairs.join("; ") });

test("a session passes, whole and in chunks of any order, and the origin gets its claims", async () => {
  const { send, seen } = gateOf({ ...options, forwardClaims: { "x-user-id": "sub", "x-number": "n" } });
  const token = session({ n: 2 ** 53 - 1 });
  const chunks = chunked(token, 100);
  assert.ok(chunks.length > 3);
  for (const headers of [
    cookies(`${NAME}=${token}`),
    cookies("theme=dark", ...chunks),
    cookies(...chunks.toReversed(), "theme=dark"),
    // What is left of a whole cookie that was emptied, as Auth.js does before it writes chunks.
    cookies(`${NAME}=`, ...chunks),
    cookies(...chunks, `${NAME}-theme=dark`, `${NAME}.theme=dark`),
  ]) {
    const { status } = await send({ ...headers, "x-user-id": "root" });
    assert.equal(status, 200, inspect(headers));
    const { verified, headers: passed } = seen.at(-1);
    assert.equal(verified.payload.sub, "alice");
    assert.deepEqual([verified.header.alg, verified.header.enc], ["dir", "A256CBC-HS512"]);
    assert.deepEqual([verified.key.alg, verified.key.enc], ["dir", "A256CBC-HS512"]);
    assert.deepEqual([passed["x-user-id"], passed["x-number"]], ["alice", "9007199254740991"]);
    assert.equal(passed.cookie, headers.cookie);
  }
});

const token = session();
const [first, second, ...rest] = chunked(token, 100);
const many = Array.from({ length: 101 }, (_, place) => `${NAME}.${place}=a`);

/** Cookies that are not one token, by what is wrong with them. */
const UNCLEAR = {
  "a chunk is missing": cookies(first, ...rest),
  "the first chunk is missing": cookies(second, ...rest),
  "a chunk occurs twice": cookies(first, second, second, ...rest),
  "a whole token besides": cookies(`${NAME}=${token}`, first, second, ...rest),
  "more than 100 chunks": cookies(...many),
  "a number of two spellings": cookies(first, second, ...rest, `${NAME}.01=x`),
  "a chunk that PHP reads": cookies(first, second, ...rest, `${NAME.replaceAll(".", "_")}_0=x`),
  "a chunk that ASP.NET reads": cookies(first, second, ...rest, `${NAME.toUpperCase()}.1=x`),
  "a chunk behind a no-break space": cookies(first, second, ...rest, `\u00a0${NAME}.1=x`),
  "a whole token that ASP.NET reads": cookies(first, second, ...rest, `${NAME.toUpperCase()}=x`),
  "a chunk beside a whole token": cookies(`${NAME}=${token}`, `${NAME.toUpperCase()}.0=x`),
  "a chunk that is only a name": cookies(`${NAME}.0=${token}`, `${NAME}.11`),
  "two whole tokens": cookies(`${NAME}=${token}`, `${NAME}=${token}`),
};

/** As {@link UNCLEAR}, longer than the headers that Node's servers accept. */
const HUGE = {
  "10,000 chunks": cookies(...Array.from({ length: 10_000 }, (_, place) => `${NAME}.${place}=a`)),
  "10,000 times one chunk": cookies(...Array(10_000).fill(first)),
  "a chunk far beyond the others": cookies(first, second, ...rest, `${NAME}.${"9".repeat(400)}=x`),
};

test("chunks that are not exactly one token are refused", async () => {
  const { send, seen } = gateOf(options);
  for (const [name, headers] of Object.entries({ ...UNCLEAR, ...HUGE })) {
    const answer = await send(headers);
    const challenge = `${CHALLENGE}, error="invalid_request"`;
    assertRefused(answer, 400, "invalid_request", challenge, "Cookie");
    assert.equal(seen.length, 0, name);
  }
  for (const headers of [{}, cookies("theme=dark"), cookies(`${NAME.toUpperCase()}.0=${token}`)]) {
    assertRefused(await send(headers), 401, "token_missing", CHALLENGE, "Cookie");
  }
  // An origin that reads such a cookie would believe that it was verified.
  const open = gateOf({ ...options, optional: true });
  assert.equal((await open.send(cookies("theme=dark"))).status, 200);
  for (const pair of [`${NAME.toUpperCase()}.0=${token}`, `${NAME}.01`]) {
    assert.equal((await open.send(cookies(pair))).body.code, "invalid_request", pair);
  }
  // `.1x` is not a number, with a value or without one.
  for (const pair of [`${NAME}.1x=x`, `${NAME}.1x`]) {
    assert.equal((await open.send(cookies(pair))).status, 200, pair);
    assert.equal((await send(cookies(`${NAME}.0=${token}`, pair))).status, 200, pair);
  }
});

test("sessionToken refuses the same chunks", () => {
  for (const name of [
    "a chunk is missing",
    "a chunk occurs twice",
    "more than 100 chunks",
    "a whole token besides",
  ]) {
    assert.equal(
      code(() => sessionToken(UNCLEAR[name].cookie, NAME)),
      "malformed",
      name,
    );
  }
  assert.equal(sessionToken(cookies(`${NAME}=`, ...chunked(token, 100)).cookie, NAME), token);
});

test("without chunks: true only the whole cookie is the token", async () => {
  for (const from of [{ cookie: NAME }, { cookie: NAME, chunks: false }]) {
    const { send } = gateOf({ ...options, tokenFrom: from });
    assert.equal((await send(cookies(`${NAME}=${token}`))).status, 200);
    assert.equal((await send(cookies(...chunked(token, 100)))).body.code, "token_missing");
  }
});

test("maxTokenLength is before all else, and bounds what is decrypted", async () => {
  const long = session({ picture: "x".repeat(20_000) });
  const refused = await gateOf(options).send(cookies(...chunked(long, 3_936)));
  assert.deepEqual([refused.status, refused.body.code], [401, "too_large"]);
  const { send } = gateOf({ ...options, maxTokenLength: 40_000 });
  assert.equal((await send(cookies(...chunked(long, 3_936)))).status, 200);
  // Not even the header is read of a token that is too long.
  const short = gateOf({ ...options, maxTokenLength: 100 });
  for (const text of [token, "x".repeat(101), `${"x".repeat(100)}.`]) {
    assert.equal((await short.send(cookies(...chunked(text, 60)))).body.code, "too_large");
  }
  // A compressed token could become a large one, so it is refused before anything is decrypted.
  const [, ...parts] = token.split(".");
  const header = Buffer.from(JSON.stringify({ alg: "dir", enc: "A256CBC-HS512", zip: "DEF" }));
  const zipped = [header.toString("base64url"), ...parts].join(".");
  assert.equal((await gateOf(options).send(cookies(`${NAME}=${zipped}`))).body.code, "header_rejected");
});

test("decryption_failed does not say what failed", async () => {
  const parts = token.split(".");
  const changed = (place, at) => {
    const bytes = Buffer.from(parts[place], "base64url");
    bytes[(at + bytes.length) % bytes.length] ^= 1;
    return parts.with(place, bytes.toString("base64url")).join(".");
  };
  for (const debug of [false, true]) {
    const { send, seen } = gateOf({ ...options, debug });
    const answers = [];
    for (const wrong of [changed(2, 0), changed(3, 0), changed(3, -1), changed(4, 0), changed(4, -1)]) {
      answers.push(await send(cookies(`${NAME}=${wrong}`)));
    }
    const [one, ...more] = answers;
    assert.deepEqual([one.status, one.body.code], [401, "decryption_failed"]);
    for (const answer of more) assert.deepEqual(answer, one);
    assert.equal(seen.length, 0);
  }
});

test("a wrong key and a changed token have one answer", async () => {
  const bytes = (byte) => new Uint8Array(32).fill(byte);
  const bound = { alg: "A256KW", enc: "A256GCM" };
  const [right, wrong] = [encryptionKey(bytes(1), bound), encryptionKey(bytes(2), bound)];
  const { send } = gateOf({ key: decrypter(right), debug: true });
  const [header, wrapped, ...more] = encryptSync({ sub: "a" }, right, { expiresIn: 60 }).split(".");
  const answers = [];
  for (const bad of [
    encryptSync({ sub: "a" }, wrong, { expiresIn: 60 }),
    [header, wrapped.replace(/^./, (letter) => (letter === "A" ? "B" : "A")), ...more].join("."),
    [header, wrapped, ...more.with(2, "A".repeat(22))].join("."),
  ]) {
    answers.push(await send({ authorization: `Bearer ${bad}` }));
  }
  assert.equal(answers[0].body.code, "decryption_failed");
  assert.deepEqual(answers, [answers[0], answers[0], answers[0]]);
});

test("the claims are checked by the gate's options", async () => {
  const code = async (more, claims, made) => {
    const { send } = gateOf({ ...options, ...more });
    return (await send(cookies(`${NAME}=${session(claims, made)}`))).body.code;
  };
  assert.equal(await code({}, { exp: 1 }, {}), "expired");
  assert.equal(await code({}, {}, {}), "claim_missing");
  assert.equal(await code({ audience: "api" }, { aud: "other" }), "claim_mismatch");
  assert.equal(await code({ scope: "read" }, { scope: "write" }), "insufficient_scope");
  assert.equal(await code({ routes: { "/api": { claims: { role: "admin" } } } }, {}), "insufficient_claims");
  assert.equal(await code({ typ: "at+jwt" }, {}), "header_rejected");
  assert.equal(await code({ revocation: { isRevoked: ({ jti }) => jti === "1" } }, { jti: "1" }), "revoked");
  assert.equal(await code({}, { cnf: { jkt: "x" } }), "token_bound");
  assert.equal(await code({ forwardClaims: { "x-n": "n" } }, { n: 1.5 }), "claim_invalid");
  // Auth.js allows clocks to differ by 15 seconds.
  const now = Math.floor(Date.now() / 1000);
  assert.equal(await code({}, { exp: now - 5 }, {}), undefined);
  assert.equal(await code({ clockTolerance: 0 }, { exp: now - 5 }, {}), "expired");
});

test("a signed token inside is verified, and is what the origin gets", async () => {
  const outer = encryptionKey(new Uint8Array(32).fill(3), { alg: "dir", enc: "A256GCM" });
  const nested = { key: signing };
  const gate = { key: decrypter(outer, { nested }), audience: "api", forwardClaims: { "x-n": "n" } };
  const { send, seen } = gateOf(gate);
  const bearer = (text) => ({ authorization: `Bearer ${text}` });
  const made = (claims, more) =>
    encrypt({ sub: "alice", aud: "api", n: 7, ...claims }, outer, {
      nested: { ...nested, expiresIn: 60, ...more },
    });
  assert.equal((await send(bearer(await made()))).status, 200);
  assert.deepEqual([seen[0].verified.key.alg, seen[0].headers["x-n"]], ["HS256", "7"]);
  assert.equal((await send(bearer(await made({ aud: "other" })))).body.code, "claim_mismatch");
  const forged = { nested: { key: secretKey("another secret of thirty-two bytes", "HS256"), expiresIn: 60 } };
  for (const [bad, expected] of [
    [await encrypt({ aud: "api" }, outer, forged), "signature_invalid"],
    [await encrypt({ sub: "alice", aud: "api" }, outer, { expiresIn: 60 }), "malformed"],
    [signed({ aud: "api" }), "not_encrypted"],
  ]) {
    assert.equal((await send(bearer(bad))).body.code, expected);
  }
  // Without `nested`, nobody has verified the token inside.
  assert.equal(
    (await gateOf({ key: decrypter(outer) }).send(bearer(await made()))).body.code,
    "header_rejected",
  );
});

test("the keys of a nested token are fetched ahead, and checked with resource", async () => {
  const fetched = [];
  const fetch = async (url) => {
    fetched.push(String(url));
    return new Response('{"keys":[]}');
  };
  const nested = { key: remoteJwks("https://keys.example/jwks", { fetch }) };
  const waited = [];
  const { send } = gateOf({
    key: decrypter(sessionKey, { nested }),
    prefetch: true,
    publicPaths: ["/health"],
  });
  const context = { waitUntil: (promise) => waited.push(promise) };
  await send({}, { url: "https://site.example/health", context });
  await Promise.all(waited);
  assert.equal(fetched.length, 1);
  const resource = { url: "https://site.example/api", authorizationServers: ["https://one.example"] };
  const key = decrypter(sessionKey, { nested: { key: trustedIssuers(["https://other.example"]) } });
  assert.equal(
    code(() => createGate({ key, origin, resource })),
    "options_invalid",
  );
});

const SERVER = { endpoint: "https://issuer.example/introspect", clientId: "api", clientSecret: "secret" };

test("tokens that are not encrypted are asked about, and encrypted ones are decrypted", async () => {
  const asked = [];
  const fetch = async (_url, { body }) => {
    asked.push(String(body));
    return Response.json({ active: true, token_type: "Bearer", sub: "bob", exp: 4_000_000_000 });
  };
  const { send, seen } = gateOf({
    key: decrypter(sessionKey),
    tokenFrom: ["bearer", tokenFrom],
    introspection: introspection({ ...SERVER, fetch }),
  });
  assert.equal((await send(cookies(`${NAME}=${token}`))).status, 200);
  assert.deepEqual([seen.at(-1).verified.payload.sub, asked.length], ["alice", 0]);
  assert.equal((await send({ authorization: "Bearer opaque" })).status, 200);
  assert.deepEqual([seen.at(-1).verified.payload.sub, asked.length], ["bob", 1]);
});

test("the key from the environment", async () => {
  await logged(async (lines) => {
    const keyFromEnv = (env) => decrypter(authJsKey(env.AUTH_SECRET, { cookie: NAME }));
    const { send } = gateOf({ keyFromEnv, tokenFrom });
    assert.equal((await send(cookies(`${NAME}=${token}`), { env: {} })).status, 500);
    assert.match(lines().at(-1), /in keyFromEnv; is the binding or variable set\?/);
    const env = { AUTH_SECRET: SECRET };
    assert.equal((await send(cookies(...chunked(token, 100)), { env })).status, 200);
    // Only a decrypter finds chunks.
    const other = gateOf({ keyFromEnv: () => signing, tokenFrom });
    assert.equal((await other.send(cookies(`${NAME}=${signed()}`))).status, 500);
    assert.match(lines().at(-1), /tokenFrom\.chunks needs a key made by decrypter of jwt-wasm\/jwe/);
  });
});

test("a key that was freed lets nothing in", async () => {
  await logged(async () => {
    const own = authJsKey(SECRET, { cookie: NAME });
    const { send, seen } = gateOf({ key: decrypter(own), tokenFrom });
    own.free();
    assert.equal((await send(cookies(`${NAME}=${token}`))).status, 500);
    assert.equal(seen.length, 0);
  });
});

test("wrong keys and options are reported at once", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const jwk = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const onlyEncrypts = encryptionKey(jwk, { alg: "ECDH-ES", enc: "A256GCM" });
  for (const [given, expected] of [
    [() => decrypter(), "key_invalid"],
    [() => decrypter("secret"), "key_invalid"],
    [() => decrypter(signing), "key_invalid"],
    [() => decrypter(onlyEncrypts), "key_invalid"],
    [() => decrypter(sessionKey, { nest: 1 }), "options_invalid"],
    [() => decrypter(sessionKey, { nested: {} }), "options_invalid"],
    [() => decrypter(sessionKey, { nested: { key: signing, audience: "api" } }), "options_invalid"],
    [() => decrypter(sessionKey, { nested: { key: "secret" } }), "key_invalid"],
    [() => createGate({ key: sessionKey, origin }), "key_invalid"],
    [() => createGate({ key: signing, origin, tokenFrom }), "options_invalid"],
    [() => createGate({ ...options, origin, tokenFrom: { cookie: NAME, chunks: "yes" } }), "options_invalid"],
    [() => createGate({ ...options, origin, tokenFrom: { header: "x", chunks: true } }), "options_invalid"],
    ...[
      { cache: 10 },
      { engine: "wasm" },
      { algorithms: ["HS256"] },
      { allowPadding: true },
      { profile: "id_token", issuer: "a", audience: "b" },
      { maxTokenLength: 0 },
      { maxAge: -1 },
      { audiance: "api" },
    ].map((more) => [() => createGate({ ...options, origin, ...more }), "options_invalid"]),
  ]) {
    assert.equal(code(given), expected, String(given));
  }
});

test("a decrypter is only for the gate", async () => {
  const key = decrypter(sessionKey);
  for (const call of [
    () => verify(token, key),
    () => verifyJws(token, key),
    async () => createVerifier({ key }),
    async () => decrypter(sessionKey, { nested: { key } }),
    async () => trustedIssuers([{ issuer: "https://issuer.example", key }]),
    async () => introspection({ ...SERVER, signed: { key, issuer: "https://issuer.example" } }),
    () => explain(token, key),
    () => sign({}, key),
    () => decrypt(token, sessionKey, { nested: { key } }),
  ]) {
    await assert.rejects(
      call,
      (error) => error.code === "key_invalid" && /only for the gate/.test(error.message),
    );
  }
});

for (const name of Object.keys(APPS)) {
  test(`${name}: a session in chunks passes, and the refusals are the gate's`, async () => {
    const gate = createGate({ ...options, origin });
    await serving(name, [{ ...options, forwardClaims: { "x-user-id": "sub" } }], async (send) => {
      const { status, text } = await send(cookies(...chunked(token, 100)));
      assert.deepEqual([status, JSON.parse(text).sub, JSON.parse(text).user], [200, "alice", "alice"]);
      const wrong = token.replace(/.$/, (letter) => (letter === "A" ? "Q" : "A"));
      for (const headers of [...Object.values(UNCLEAR), cookies(`${NAME}=${wrong}`), {}]) {
        if (/[^ -~]/.test(headers.cookie ?? "")) continue;
        const answer = await send(headers);
        const expected = await gate(new Request("https://site.example/api/me", { headers }));
        assert.deepEqual([answer.status, answer.text], [expected.status, await expected.text()]);
      }
    });
  });
}

test("Hono: a session in chunks passes, and the refusals are the gate's", async () => {
  const { Hono } = await import("hono");
  const app = new Hono();
  app.use("/api/*", jwtGate(options));
  app.get("/api/me", (context) => context.text(context.get("jwt").payload.sub));
  const gate = createGate({ ...options, origin });
  const answer = await app.request("/api/me", { headers: cookies(...chunked(token, 100)) });
  assert.deepEqual([answer.status, await answer.text()], [200, "alice"]);
  for (const headers of Object.values(UNCLEAR)) {
    const [own, expected] = [
      await app.request("https://site.example/api/me", { headers }),
      await gate(new Request("https://site.example/api/me", { headers })),
    ];
    assert.deepEqual([own.status, await own.text()], [expected.status, await expected.text()]);
  }
});
