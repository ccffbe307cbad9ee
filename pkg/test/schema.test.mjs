// The option `schema`, with schemas of the libraries and with handwritten ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type } from "arktype";
import {
  contains,
  createVerifier,
  explain,
  explainSync,
  JwtError,
  jwks,
  publicKey,
  remoteJwks,
  signSync,
  trustedIssuers,
  verify,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import * as v from "valibot";
import * as z from "zod";
import { code, refusal, SECRET, testKey } from "./support.mjs";

const key = testKey();
const token = (claims = {}, options = { expiresIn: 60 }) =>
  signSync({ sub: "alice", ...claims }, key, options);
const good = token({ roles: ["admin"], age: 7 });
const bad = token({ roles: "admin", age: 7 });

const LIBRARIES = {
  zod: z.object({ sub: z.string(), roles: z.array(z.string()), age: z.number() }),
  valibot: v.object({ sub: v.string(), roles: v.array(v.string()), age: v.number() }),
  arktype: type({ sub: "string", roles: "string[]", age: "number" }),
};

/** A schema that returns this answer. */
const answering = (answer) => ({ "~standard": { version: 1, vendor: "test", validate: () => answer } });
/** A schema that records its calls. */
function noting() {
  const asked = [];
  const validate = (value) => {
    asked.push(value);
    return { value };
  };
  return { asked, schema: { "~standard": { version: 1, vendor: "test", validate } } };
}

const failure = (promise) =>
  promise.then(
    () => assert.fail("expected an error"),
    (thrown) => thrown,
  );

for (const [name, schema] of Object.entries(LIBRARIES)) {
  test(`${name} passes and refuses claims, in every call`, async () => {
    const verifier = createVerifier({ key, schema });
    for (const { payload, header } of [
      await verify(good, key, { schema }),
      verifySync(good, key, { schema }),
      await verifier.verify(good),
      verifier.verifySync(good),
    ]) {
      assert.deepEqual([payload.sub, payload.roles, payload.age], ["alice", ["admin"], 7]);
      assert.equal(header.alg, "HS256");
    }
    for (const error of [
      await failure(verify(bad, key, { schema })),
      refusal(() => verifySync(bad, key, { schema })),
      await failure(verifier.verify(bad)),
      refusal(() => verifier.verifySync(bad)),
    ]) {
      assert.ok(error instanceof JwtError);
      assert.equal(error.code, "schema_mismatch");
      assert.equal(error.claim, "roles");
      assert.deepEqual(error.issues[0].path, ["roles"]);
      assert.ok(error.issues[0].message.length > 0);
      assert.deepEqual(Object.keys(error.issues[0]).sort(), ["message", "path"]);
      assert.match(error.message, /^the claims do not match the schema: "roles: ./);
    }
    assert.equal((await explain(good, key, { schema })).verdict, "verified");
    assert.equal((await verifier.explain(bad)).verdict, "refused");
  });
}

test("the schema's output is the payload", async () => {
  const schema = z.object({
    sub: z.string().transform((sub) => ({ id: sub })),
    extra: z.string().default("x"),
  });
  const { payload } = await verify(good, key, { schema });
  assert.deepEqual(payload, { sub: { id: "alice" }, extra: "x" });
  for (const value of [undefined, null, 0, "", false]) {
    assert.equal(verifySync(good, key, { schema: answering({ value }) }).payload, value);
    assert.equal((await verify(good, key, { schema: answering({ value }) })).payload, value);
  }
});

test("a schema that answers by a promise is awaited, and is not for Sync", async () => {
  const isKnown = async (sub) => sub === "alice";
  const schemas = [
    z.object({ sub: z.string().refine(isKnown) }),
    v.objectAsync({ sub: v.pipeAsync(v.string(), v.checkAsync(isKnown)) }),
    answering(Promise.resolve({ value: { sub: "alice" } })),
  ];
  for (const schema of schemas) {
    assert.equal((await verify(good, key, { schema })).payload.sub, "alice");
    assert.equal(
      code(() => verifySync(good, key, { schema })),
      "sync_unavailable",
    );
    assert.equal(
      code(() => explainSync(good, key, { schema })),
      "sync_unavailable",
    );
    assert.equal((await explain(good, key, { schema })).verdict, "verified");
  }
  const error = await failure(verify(token({ sub: "bob" }), key, { schema: schemas[0] }));
  assert.deepEqual([error.code, error.claim], ["schema_mismatch", "sub"]);
  // If the promise fails later, that must not be an unhandled rejection.
  assert.equal(
    code(() => verifySync(good, key, { schema: answering(Promise.reject(1)) })),
    "sync_unavailable",
  );
  assert.equal(
    (await failure(verify(good, key, { schema: answering(Promise.reject(1)) }))).code,
    "options_invalid",
  );
});

test("a schema is asked last, and about no token that is refused for anything else", async () => {
  const other = signSync({ sub: "alice" }, testKey(), { expiresIn: 60 }).replace(/.$/, (last) =>
    last === "A" ? "E" : "A",
  );
  const { asked, schema } = noting();
  const options = { schema, issuer: "https://issuer.example" };
  for (const [text, expected] of [
    ["a.b", "malformed"],
    [other, "signature_invalid"],
    [token({ iss: "https://issuer.example" }, { expiresIn: 1, now: 1000 }), "expired"],
    [token({ iss: "https://other.example" }), "claim_mismatch"],
    [token({ iss: "https://issuer.example", aud: "api" }), "claim_mismatch"],
  ]) {
    assert.equal(
      code(() => verifySync(text, key, options)),
      expected,
    );
    assert.equal((await failure(verify(text, key, options))).code, expected);
    const report = await explain(text, key, options);
    const last = report.checks.at(-1);
    assert.deepEqual([last.name, last.outcome, last.reason], ["schema", "skipped", "not_verified"]);
    assert.equal(explainSync(text, key, options).verdict, "refused");
  }
  assert.equal((await explain(good, undefined, { schema })).checks.at(-1).reason, "not_verified");
  assert.equal(explainSync(good, undefined, { schema }).verdict, "unchecked");
  assert.equal(asked.length, 0);
  verifySync(token({ iss: "https://issuer.example" }), key, options);
  assert.equal(asked.length, 1);
  assert.equal(asked[0].iss, "https://issuer.example");
});

test("a report has the check, in its place after all others, and the claims of the token", async () => {
  const schema = z.object({ sub: z.string().transform(() => "changed") });
  const report = await explain(good, key, { schema });
  assert.equal(report.payload.sub, "alice");
  assert.deepEqual(report.checks.at(-1), {
    name: "schema",
    outcome: "passed",
    message: "the claims match the schema",
  });
  const refused = explainSync(bad, key, { schema: LIBRARIES.zod });
  const { outcome, message, error } = refused.checks.at(-1);
  assert.equal(outcome, "failed");
  assert.equal(error.code, "schema_mismatch");
  assert.equal(message, error.message);
  assert.ok(!explainSync(good, key).checks.some(({ name }) => name === "schema"));
});

test("an object that is not a schema is refused at once", () => {
  const good = LIBRARIES.zod["~standard"];
  for (const schema of [
    null,
    7,
    "zod",
    {},
    [],
    () => true,
    z,
    { parse: () => 1 },
    { "~standard": null },
    { "~standard": 1 },
    { "~standard": { ...good, version: 2 } },
    { "~standard": { ...good, version: "1" } },
    { "~standard": { version: 1, vendor: "x" } },
    { "~standard": { version: 1, vendor: "x", validate: {} } },
    Promise.resolve(LIBRARIES.zod),
    Proxy.revocable({}, {}).proxy,
    new Proxy(
      {},
      {
        get() {
          throw new Error("x");
        },
      },
    ),
    {
      get "~standard"() {
        throw 1;
      },
    },
  ]) {
    for (const call of [
      () => createVerifier({ key, schema }),
      () => verifySync("a.b.c", key, { schema }),
      () => explainSync("a.b.c", undefined, { schema }),
    ]) {
      assert.equal(code(call), "options_invalid");
    }
  }
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  assert.equal(
    code(() => createVerifier({ key, schema: revoked.proxy })),
    "options_invalid",
  );
  assert.equal(
    code(() => createVerifier({ key, schema: undefined })),
    "options_invalid",
  );
  assert.equal(
    code(() => verifyJwsSync(token(), key, { schema: LIBRARIES.zod })),
    "options_invalid",
  );
});

test("a schema that breaks its own rules lets nothing pass", async () => {
  const throwing = (thrown) => ({
    "~standard": {
      version: 1,
      vendor: "test",
      validate() {
        throw thrown;
      },
    },
  });
  const cause = new TypeError("deep inside");
  assert.equal(refusal(() => verifySync(good, key, { schema: throwing(cause) })).cause, cause);
  // A schema that throws a JwtError is at fault as well, not the token.
  const own = refusal(() => verifySync("a", key));
  for (const schema of [
    throwing(cause),
    throwing(undefined),
    throwing(own),
    answering(undefined),
    answering(null),
    answering(true),
    answering("value"),
    answering({}),
    answering([]),
    answering({ success: true }),
    answering(
      new Proxy(
        {},
        {
          get() {
            throw 1;
          },
        },
      ),
    ),
  ]) {
    assert.equal(
      code(() => verifySync(good, key, { schema })),
      "options_invalid",
    );
    assert.equal((await failure(verify(good, key, { schema }))).code, "options_invalid");
    assert.equal((await failure(explain(good, key, { schema }))).code, "options_invalid");
  }
});

test("issues of every form refuse the token", () => {
  const mark = Symbol("s");
  for (const [issues, path, message] of [
    [[], undefined, undefined],
    [[{ message: 7 }], undefined, "7"],
    [[{ message: "m", path: [] }], [], "m"],
    [[{ message: "m", path: [{ key: "a" }, 0, mark] }], ["a", 0, mark], "m"],
    [[{ message: "m", path: ["a/b", "d"], value: "hidden", input: "hidden" }], ["a/b", "d"], "m"],
    [new Set([{ message: "m", path: new Set(["a"]) }]), ["a"], "m"],
  ]) {
    const error = refusal(() => verifySync(good, key, { schema: answering({ value: 1, issues }) }));
    assert.equal(error.code, "schema_mismatch");
    assert.deepEqual([error.issues[0]?.path, error.issues[0]?.message], [path, message]);
    assert.equal(error.claim, path?.[0]);
    assert.ok(!JSON.stringify(error.issues).includes("hidden"));
  }
  // If `issues` is not a list of issues, the schema is at fault, and the token does not pass.
  for (const issues of [null, [null], [undefined], [{ message: Object.create(null) }]]) {
    const schema = answering({ value: 1, issues });
    assert.equal(
      code(() => verifySync(good, key, { schema })),
      "options_invalid",
    );
  }
});

test("many issues and long words do not fill a log", () => {
  const issues = Array.from({ length: 5000 }, () => ({
    message: `${"x".repeat(5000)}\n`,
    path: ["y\n".repeat(500)],
  }));
  const error = refusal(() => verifySync(good, key, { schema: answering({ issues }) }));
  assert.equal(error.issues.length, 100);
  assert.ok(error.message.length < 500);
  assert.ok(!error.message.includes("\n"));
});

test("a refused token's error has a stack only if it is asked for", () => {
  const options = { schema: LIBRARIES.zod };
  assert.ok(!refusal(() => verifySync(bad, key, options)).stack.includes("schema.test"));
  assert.ok(
    refusal(() => verifySync(bad, key, { ...options, stackTraces: true })).stack.includes("schema.test"),
  );
});

test("with a cache the schema runs each time, on frozen claims, and each caller gets its own output", () => {
  const { asked, schema } = noting();
  const verifier = createVerifier({ key, schema, cache: 10 });
  const [one, two] = [verifier.verifySync(good), verifier.verifySync(good)];
  assert.equal(asked.length, 2);
  assert.ok(Object.isFrozen(asked[0].roles));
  assert.notEqual(one, two);
  for (const library of Object.values(LIBRARIES)) {
    const cached = createVerifier({ key, schema: library, cache: 10 });
    assert.deepEqual(cached.verifySync(good).payload.roles, ["admin"]);
    assert.deepEqual(cached.verifySync(good).payload.roles, ["admin"]);
    assert.equal(
      code(() => cached.verifySync(bad)),
      "schema_mismatch",
    );
  }
});

test("sets and remote sets ask it too, and free ends the verifier", async () => {
  const set = jwks(
    { keys: [{ kty: "oct", k: SECRET.toString("base64url"), alg: "HS256" }] },
    { allowSecrets: true },
  );
  assert.equal(
    code(() => verifySync(bad, set, { schema: LIBRARIES.valibot })),
    "schema_mismatch",
  );
  const { privateKey: pem, publicKey: half } = await pair();
  const signer = pem;
  const jwk = { ...publicKey(half, "EdDSA").toPublicJwk(), kid: "1" };
  const remote = remoteJwks("https://schema.example/jwks", {
    fetch: async () => new Response(JSON.stringify({ keys: [jwk] })),
  });
  const wrong = signSync({ sub: "7", roles: 1 }, signer, { expiresIn: 60, kid: "1" });
  assert.equal((await failure(verify(wrong, remote, { schema: LIBRARIES.arktype }))).code, "schema_mismatch");
  const verifier = createVerifier({ key, schema: LIBRARIES.zod });
  verifier.free();
  assert.equal(
    code(() => verifier.verifySync(good)),
    "options_invalid",
  );
});

test("of trusted issuers it is asked last as well, and beside tests of claims", async () => {
  const issuer = "https://schema.example";
  const trusted = trustedIssuers([{ issuer, key, audience: "api" }]);
  const { asked, schema } = noting();
  const options = { schema, claims: { roles: contains("admin") } };
  const of = (claims) => token({ iss: issuer, aud: "api", roles: ["admin"], ...claims });
  assert.equal((await verify(of({}), trusted, options)).payload.sub, "alice");
  assert.equal(verifySync(of({}), trusted, options).key.issuer, issuer);
  assert.equal((await explain(of({}), trusted, options)).checks.at(-1).outcome, "passed");
  assert.equal(asked.length, 3);
  for (const [claims, expected] of [
    [{ iss: "https://other.example" }, "issuer_unknown"],
    [{ aud: "other" }, "claim_mismatch"],
    [{ roles: ["reader"] }, "claim_mismatch"],
  ]) {
    assert.equal((await failure(verify(of(claims), trusted, options))).code, expected);
    assert.equal((await explain(of(claims), trusted, options)).checks.at(-1).reason, "not_verified");
  }
  assert.equal(asked.length, 3);
  assert.equal(
    (await failure(verify(of({ sub: "x", age: "7" }), trusted, { schema: LIBRARIES.zod }))).code,
    "schema_mismatch",
  );
});

async function pair() {
  const { generateKeyPairSync } = await import("../../tests/lib/key-pair.mjs");
  const { privateKey } = await import("jwt-wasm");
  const made = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return { privateKey: privateKey(made.privateKey, "EdDSA"), publicKey: made.publicKey };
}
