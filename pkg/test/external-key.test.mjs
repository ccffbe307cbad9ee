// Keys in a service or a device, which only signs: a real HTTP signer on loopback, and signers that fail, lie or hang.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import * as api from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { createTokenIssuer, signClientAssertion } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { failure, nodeKeys, PAIRS } from "./outside.mjs";
import { there } from "./realms.mjs";
import { refusal } from "./support.mjs";

const { externalKey, jwk, sign, signJws, verify, verifyJws } = api;

/** The pairs of the signing service, which alone has the private keys. */
const KEYS = Object.fromEntries(PAIRS.map((alg) => [alg, nodeKeys(alg)]));
const openKey = (alg) => jwk(KEYS[alg][1].export({ format: "jwk" }), alg);

function signedBy(alg, input, dsaEncoding = "ieee-p1363", key = KEYS[alg][0]) {
  const bits = alg.slice(2);
  if (alg.startsWith("Ed")) return node.sign(null, input, key);
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = node.constants;
  const padding = alg.startsWith("P") ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const options = alg.startsWith("E") ? { dsaEncoding } : { padding, saltLength: bits / 8 };
  return node.sign(`sha${bits}`, input, { key, ...options });
}

let base;
let closed = 0;
const server = createServer(async (request, response) => {
  request.on("close", () => {
    closed += 1;
  });
  const [, alg, form] = request.url.split("/");
  const parts = [];
  for await (const part of request) parts.push(part);
  if (form === "busy") return response.writeHead(503).end();
  if (form === "hang") return undefined;
  response.end(signedBy(alg, Buffer.concat(parts), form === "der" ? "der" : "ieee-p1363"));
});
// The client may use a connection just when the server closes it.
server.keepAliveTimeout = 0;
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A key whose private half is behind HTTP. */
const remote = (alg, form, options = {}) =>
  externalKey({
    alg,
    publicKey: openKey(alg),
    sign: async (input, { signal }) => {
      const answer = await fetch(`${base}/${alg}/${form}`, { method: "POST", body: input, signal });
      if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
      return answer.arrayBuffer();
    },
    ...(form === "der" && { format: "der" }),
    ...options,
  });

test("a service behind HTTP signs with every algorithm", async () => {
  for (const alg of PAIRS) {
    for (const form of alg.startsWith("ES") ? ["jose", "der"] : ["jose"]) {
      const key = remote(alg, form, { kid: "kms-1" });
      assert.deepEqual([key.algorithms, key.kid], [[alg], "kms-1"]);
      const published = key.toPublicJwk();
      assert.deepEqual(published, {
        ...KEYS[alg][1].export({ format: "jwk" }),
        alg,
        kid: "kms-1",
        use: "sig",
      });
      const token = await sign({ sub: "alice" }, key, { expiresIn: 60 });
      const { header, payload } = await verify(token, api.jwks({ keys: [published] }));
      assert.deepEqual([header, payload.sub], [{ alg, typ: "JWT", kid: "kms-1" }, "alice"]);
      assert.equal(api.verifySync(token, jwk(published)).payload.sub, "alice");
      for (const options of [{}, { detached: true }, { b64: false }, { detached: true, b64: false }]) {
        const jws = await signJws("any content", key, options);
        const read = {
          ...(options.detached && { payload: "any content" }),
          ...(options.b64 === false && { b64: false }),
        };
        assert.equal(
          Buffer.from((await verifyJws(jws, openKey(alg), read)).payload).toString(),
          "any content",
        );
      }
      const bytes = new Uint8Array(100_000).fill(255);
      const long = await signJws(bytes, key, { detached: true });
      await verifyJws(long, openKey(alg), { payload: bytes });
    }
  }
});

test("without the public half it signs, and says that it cannot be published", async () => {
  for (const alg of PAIRS) {
    const key = externalKey({ alg, sign: (input) => signedBy(alg, input) });
    assert.equal(key.kid, undefined);
    await verify(await sign({}, key, { expiresIn: 60 }), openKey(alg));
    const error = refusal(() => key.toPublicJwk());
    assert.deepEqual([error.code, error.reason], ["key_invalid", "public_half_missing"]);
    assert.match(error.message, /publicKey/);
    assert.equal(refusal(() => createTokenIssuer({ key })).reason, "public_half_missing");
  }
});

test("the key's name is the public half's, unless another is given", async () => {
  const publicKey = jwk({ ...KEYS.ES256[1].export({ format: "jwk" }), kid: "own" }, "ES256");
  const given = { alg: "ES256", publicKey, sign: (input) => signedBy("ES256", input) };
  for (const [key, kid] of [
    [externalKey(given), "own"],
    [externalKey({ ...given, kid: "other" }), "other"],
  ]) {
    assert.deepEqual([key.kid, key.toPublicJwk().kid], [kid, kid]);
    assert.equal(api.decode(await sign({}, key)).header.kid, kid);
  }
  // The numbers were copied.
  const key = externalKey(given);
  publicKey.free();
  await sign({}, key);
});

test("an issuer, an assertion and a DPoP proof are signed by it", async () => {
  for (const [alg, form] of [
    ["ES256", "der"],
    ["RS256", "jose"],
  ]) {
    const key = remote(alg, form, { kid: "kms-1" });
    const issuer = createTokenIssuer({ key, issuer: "https://a.example", metadata: META });
    const pair = await issuer.issue("user-42");
    const next = await issuer.refresh(pair.refresh);
    const set = api.jwks({ keys: [key.toPublicJwk()] });
    assert.equal((await verify(next.access, set)).payload.sub, "user-42");
    await issuer.revoke(next.access);
    const metadata = await issuer.metadataResponse().json();
    assert.ok(JSON.stringify(metadata).includes(alg));
    const audience = "https://b.example";
    await verify(await signClientAssertion({ key, clientId: "c", audience }), set, { audience });
    const proof = await createDpopProof({ key, htm: "GET", htu: "https://api.example/" });
    const { jkt } = await verifyDpopProof(proof, {
      method: "GET",
      url: "https://api.example/",
      replay: memoryReplay(),
    });
    assert.equal(jkt, api.thumbprint(key.toPublicJwk()));
  }
});
const META = { tokenEndpoint: "https://a.example/token", jwksUri: "https://a.example/jwks" };

test("it does not verify itself: its public half does", async () => {
  const key = remote("ES256", "jose");
  const token = await sign({}, key, { expiresIn: 60 });
  for (const call of [
    () => verify(token, key),
    () => verifyJws(token, key),
    () => api.createVerifier({ key }).verify(token),
  ]) {
    const error = await failure(call());
    assert.deepEqual([error.code, error.reason], ["key_invalid", "private_key"]);
  }
  await verify(token, jwk(key.toPublicJwk()));
  for (const call of [() => api.signSync({}, key), () => api.signJwsSync("a", key)]) {
    assert.equal(refusal(call).code, "sync_unavailable");
  }
});

test("an error of the service is the cause", async () => {
  const busy = await failure(sign({}, remote("ES256", "busy")));
  assert.deepEqual(
    [busy.code, busy.reason, busy.cause.message],
    ["key_invalid", "signer_failed", "the service answered 503"],
  );
  for (const thrown of [
    new Error("mine"),
    undefined,
    null,
    "text",
    7,
    new api.JwtError("mine", { code: "expired", claim: "exp" }),
  ]) {
    for (const fail of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
      () => ({ then: (_, reject) => reject(thrown) }),
    ]) {
      const key = externalKey({ alg: "ES256", sign: fail });
      for (const call of [() => sign({}, key), () => signJws("a", key)]) {
        const error = await failure(call());
        assert.deepEqual([error.code, error.reason, error.cause], ["key_invalid", "signer_failed", thrown]);
      }
    }
  }
});

test("a service that hangs is given up, and its request is aborted", async () => {
  const before = closed;
  const start = performance.now();
  const error = await failure(sign({}, remote("ES256", "hang", { timeout: 0.2 })));
  assert.deepEqual(
    [error.code, error.reason, error.cause.name],
    ["key_invalid", "signer_timeout", "TimeoutError"],
  );
  assert.ok(performance.now() - start < 4500, "not the default of 5 seconds");
  for (let round = 0; closed === before && round < 200; round += 1)
    await new Promise((done) => setTimeout(done, 10));
  assert.ok(closed > before, "the service sees that the request has ended");

  let aborted;
  const deaf = externalKey({
    alg: "ES256",
    timeout: 0.05,
    sign: (_, { signal }) =>
      new Promise(() => {
        aborted = signal;
        assert.equal(signal.aborted, false);
      }),
  });
  assert.equal((await failure(sign({}, deaf))).reason, "signer_timeout");
  assert.equal(aborted.aborted, true);
  // What comes too late is dropped.
  const late = externalKey({
    alg: "ES256",
    timeout: 0.02,
    sign: (input) => new Promise((done) => setTimeout(() => done(signedBy("ES256", input)), 80)),
  });
  assert.equal((await failure(sign({}, late))).reason, "signer_timeout");
  await new Promise((done) => setTimeout(done, 120));
});

test("a signature of another key, of other bytes or of another hash never becomes a token", async () => {
  for (const alg of PAIRS) {
    const other = /^[RP]S/.test(alg)
      ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
      : nodeKeys(alg)[0];
    const lies = {
      "another key": (input) => signedBy(alg, input, undefined, other),
      "other bytes": () => signedBy(alg, Buffer.from("other bytes")),
      "the input without its end": (input) => signedBy(alg, input.subarray(0, -1)),
      "a bit less": (input) => {
        const signature = signedBy(alg, input);
        signature[signature.length - 40] ^= 1;
        return signature;
      },
      ...(alg === "ES256" && {
        "another hash": (input) =>
          node.sign("sha384", input, { key: KEYS.ES256[0], dsaEncoding: "ieee-p1363" }),
      }),
      ...(alg === "RS256" && {
        "another padding": (input) =>
          node.sign("sha256", input, { key: KEYS.RS256[0], padding: node.constants.RSA_PKCS1_PSS_PADDING }),
      }),
    };
    for (const [name, lie] of Object.entries(lies)) {
      const key = externalKey({ alg, publicKey: openKey(alg), sign: lie });
      for (const call of [() => sign({}, key), () => signJws("a", key, { detached: true, b64: false })]) {
        const error = await failure(call());
        assert.deepEqual(
          [error.code, error.reason],
          ["key_invalid", "public_half_differs"],
          `${alg}: ${name}`,
        );
      }
    }
  }
});

test("a result that is not a signature in the right form is refused", async () => {
  const wrongTypes = [
    undefined,
    null,
    "",
    "text",
    7,
    true,
    {},
    [],
    [1, 2],
    new Uint16Array(32),
    new DataView(new ArrayBuffer(64)),
    new SharedArrayBuffer(64),
    new Blob(),
    new Response(),
    { byteLength: 64, length: 64 },
    () => {},
  ];
  for (const alg of PAIRS) {
    for (const result of wrongTypes) {
      const key = externalKey({ alg, publicKey: openKey(alg), sign: async () => result });
      const error = await failure(sign({}, key));
      assert.deepEqual([error.code, error.part], ["options_invalid", "sign"]);
    }
    const size = signedBy(alg, Buffer.from("a")).length;
    for (const publicKey of [openKey(alg), undefined]) {
      for (const length of [0, 1, size - 1, size + 1, 2 * size, 5000]) {
        const isRsa = /^[RP]S/.test(alg);
        if (publicKey === undefined && isRsa && length >= 256 && length <= 1024) continue;
        const key = externalKey({
          alg,
          ...(publicKey && { publicKey }),
          sign: () => new Uint8Array(length).fill(1),
        });
        const error = await failure(sign({}, key));
        assert.deepEqual([error.code, error.part, error.actual], ["options_invalid", "sign", length]);
      }
    }
  }
  const der = externalKey({ alg: "ES256", sign: (input) => signedBy("ES256", input, "der") });
  assert.match((await failure(sign({}, der))).message, /format: "der"/);
});

test("without the public half, numbers out of range are refused", async () => {
  const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");
  const one = Buffer.alloc(32);
  one[31] = 1;
  for (const [r, s] of [
    [order, one],
    [one, order],
    [Buffer.alloc(32), one],
    [one, Buffer.alloc(32)],
    [Buffer.alloc(32, 255), one],
  ]) {
    const key = externalKey({ alg: "ES256", sign: () => Buffer.concat([r, s]) });
    assert.equal((await failure(sign({}, key))).code, "options_invalid");
  }
  const key = externalKey({ alg: "EdDSA", sign: () => new Uint8Array(64).fill(255) });
  assert.equal((await failure(sign({}, key))).code, "options_invalid");
});

test("bytes of another realm are a signature", async () => {
  for (const form of [
    "Uint8Array.from(given)",
    "Uint8Array.from(given).buffer",
    "Promise.resolve(Uint8Array.from(given))",
  ]) {
    const key = externalKey({
      alg: "ES256",
      publicKey: openKey("ES256"),
      sign: (input) => there(form, signedBy("ES256", input)),
    });
    await verify(await sign({}, key, { expiresIn: 60 }), openKey("ES256"));
  }
  const options = there("({ alg: 'ES256', sign: (input) => given(input) })", (input) =>
    signedBy("ES256", input),
  );
  await verify(await sign({}, externalKey(options), { expiresIn: 60 }), openKey("ES256"));
});

test("the signer can use its bytes again, and cannot change what is signed", async () => {
  const shared = new Uint8Array(64);
  const key = externalKey({
    alg: "ES256",
    publicKey: openKey("ES256"),
    sign: (input) => {
      shared.set(signedBy("ES256", input));
      input.fill(0);
      setImmediate(() => shared.fill(0));
      return shared;
    },
  });
  await verify(await sign({ sub: "a" }, key, { expiresIn: 60 }), openKey("ES256"));
});

test("many tokens are signed at once", async () => {
  const key = remote("ES256", "der");
  const tokens = await Promise.all(
    Array.from({ length: 50 }, (_, index) => sign({ sub: String(index) }, key, { expiresIn: 60 })),
  );
  for (const [index, token] of tokens.entries()) {
    assert.equal((await verify(token, openKey("ES256"))).payload.sub, String(index));
  }
});

test("every option is checked", () => {
  const good = { alg: "ES256", sign: () => new Uint8Array(64) };
  externalKey(good);
  const throwing = new Proxy(
    {},
    {
      get: () => {
        throw new Error("mine");
      },
      ownKeys: () => {
        throw new Error("mine");
      },
    },
  );
  for (const options of [undefined, null, 7, "ES256", [], () => {}, new Map(), throwing]) {
    assert.equal(refusal(() => externalKey(options)).code, "options_invalid");
  }
  const wrong = {
    alg: [undefined, null, "", "none", "HS256", "HS512", "es256", ["ES256"], 7],
    kid: [undefined, null, "", 7, ["a"], "\ud800"],
    sign: [undefined, null, "sign", {}, Promise.resolve()],
    format: [undefined, null, "", "DER", "jws", true],
    timeout: [undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2_147_484, "5", 5n],
    publicKey: [undefined],
    key: ["unknown"],
    signal: [AbortSignal.abort()],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const error = refusal(() => externalKey({ ...good, [name]: value }));
      assert.equal(error.code, "options_invalid", `${name} ${String(value)}`);
    }
  }
  const { sign: _, ...withoutSign } = good;
  const { alg: __, ...withoutAlg } = good;
  for (const options of [withoutSign, withoutAlg, {}]) {
    assert.equal(refusal(() => externalKey(options)).code, "options_invalid");
  }
  for (const alg of PAIRS.filter((name) => !name.startsWith("ES"))) {
    const error = refusal(() => externalKey({ ...good, alg, format: "der" }));
    assert.deepEqual([error.code, error.part], ["options_invalid", "format"]);
  }
  const { privateKey, publicKey } = { privateKey: KEYS.ES256[0], publicKey: KEYS.ES256[1] };
  const form = { format: "jwk" };
  for (const [value, reason] of [
    [jwk(privateKey.export(form)), "private_key"],
    [api.secretKey(Buffer.alloc(32, 7), "HS256"), "shared_secret"],
    [api.jwks({ keys: [] }), "key_set"],
    [publicKey, "not_a_key"],
    [publicKey.export(form), "not_a_key"],
    [publicKey.export({ format: "pem", type: "spki" }), "not_a_key"],
    [api.remoteJwks("https://a.example/jwks"), "not_a_key"],
    [null, "not_a_key"],
    [externalKey(good), "private_key"],
  ]) {
    const error = refusal(() => externalKey({ ...good, publicKey: value }));
    assert.deepEqual([error.code, error.reason], ["key_invalid", reason]);
  }
  for (const [alg, other] of [
    ["ES256", "ES384"],
    ["ES256", "RS256"],
    ["PS256", "RS256"],
  ]) {
    const error = refusal(() => externalKey({ ...good, alg, publicKey: openKey(other) }));
    assert.equal(error.code, "options_invalid");
  }
  // Two names of one algorithm (RFC 9864).
  const ed = { ...good, publicKey: openKey("Ed25519") };
  assert.deepEqual(externalKey({ ...ed, alg: "EdDSA" }).algorithms, ["EdDSA"]);
  assert.deepEqual(
    externalKey({ ...good, alg: "ES256", publicKey: api.cryptoKey(publicKey, "ES256") }).toPublicJwk().kty,
    "EC",
  );
});
