// ES256K (RFC 8812): its keys in every form, both halves of the range of s, and what is refused, by the host and by the engine.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { load, refusal } from "./support.mjs";
import "jwt-wasm/engines/es256k";

const VECTOR = load("es256k.json");
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const exported = (key, type, format) => key.export({ type, format });
const PUBLIC = publicKey.export({ format: "jwk" });
const ENGINES = ["host", "wasm", "auto"];
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

test("every form of a key signs or verifies, by each engine", async () => {
  const open = [
    api.publicKey(exported(publicKey, "spki", "pem"), "ES256K"),
    api.publicKey(exported(publicKey, "spki", "der"), "ES256K"),
    api.jwk(PUBLIC, "ES256K"),
    api.jwk(PUBLIC),
    api.jwks({ keys: [{ ...PUBLIC, alg: "ES256K" }] }),
    api.jwks({ keys: [PUBLIC] }),
  ];
  const secret = [
    ...["pem", "der"].flatMap((format) =>
      ["pkcs8", "sec1"].map((type) => api.privateKey(exported(privateKey, type, format), "ES256K")),
    ),
    api.jwk(privateKey.export({ format: "jwk" }), "ES256K"),
  ];
  const prints = await Promise.all(secret.map((key) => api.thumbprint(key.toPublicJwk())));
  assert.deepEqual(new Set(prints).size, 1);
  for (const key of secret) {
    for (const token of [
      api.signSync({ sub: "a" }, key, { expiresIn: 60 }),
      await api.sign({ sub: "a" }, key, { expiresIn: 60 }),
    ]) {
      assert.equal(api.decode(token).header.alg, "ES256K");
      for (const one of open) {
        for (const engine of ["wasm", "auto"]) {
          assert.equal(api.verifySync(token, one, { engine }).payload.sub, "a");
          assert.equal((await api.verify(token, one, { engine })).payload.sub, "a");
          assert.equal(api.explainSync(token, one, { engine }).verdict, "verified");
        }
      }
    }
  }
});

test("an s in either half of its range is taken", async () => {
  const key = api.publicKey(VECTOR.publicPem, "ES256K");
  const ignored = { ignoreExpiry: true };
  for (const half of ["low", "high"]) {
    const token = VECTOR.tokens[half];
    const s = BigInt(`0x${Buffer.from(token.split(".")[2], "base64url").subarray(32).toString("hex")}`);
    assert.equal(s > N / 2n, half === "high");
    for (const engine of ENGINES) {
      assert.equal(api.verifySync(token, key, { ...ignored, engine }).payload.sub, "user-42", engine);
      assert.equal((await api.verify(token, key, { ...ignored, engine })).payload.sub, "user-42", engine);
    }
  }
});

test("a signature outside the bounds is refused by each engine", () => {
  const key = api.jwk(PUBLIC, "ES256K");
  const token = api.signSync({ sub: "a" }, api.jwk(privateKey.export({ format: "jwk" }), "ES256K"), {
    expiresIn: 60,
  });
  const [header, payload, signature] = token.split(".");
  const good = Buffer.from(signature, "base64url");
  const number = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
  const [r, s] = [good.subarray(0, 32), good.subarray(32)];
  const bad = [
    ...[0n, N, N + 1n, 2n ** 256n - 1n].flatMap((value) => [
      [number(value), s],
      [r, number(value)],
    ]),
    [good.subarray(0, 63)],
    [good, Buffer.alloc(1)],
    [s, r],
    [],
  ];
  for (const parts of bad) {
    const forged = `${header}.${payload}.${Buffer.concat(parts).toString("base64url")}`;
    for (const engine of ENGINES) {
      const { code } = refusal(() => api.verifySync(forged, key, { engine }));
      assert.equal(code, "signature_invalid");
    }
  }
});

test("a point that is not on the curve is refused, and one of another curve", () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const p = "_____________________________________v___C8";
  for (const change of [
    { y: PUBLIC.x },
    { x: p },
    { y: p },
    { x: "A".repeat(43), y: "A".repeat(43) },
    { x: other.x, y: other.y },
    { x: PUBLIC.x.slice(0, 42) },
    { crv: "P-256" },
  ]) {
    const error = refusal(() => api.jwk({ ...PUBLIC, ...change }, "ES256K"));
    assert.equal(error.code, "key_invalid", JSON.stringify(change));
  }
  assert.equal(api.jwks({ keys: [{ ...PUBLIC, y: PUBLIC.x }, PUBLIC] }).size, 1);
  assert.match(refusal(() => api.jwk(other, "ES256K")).message, /ES256K needs a key on secp256k1/);
  assert.match(refusal(() => api.jwk(PUBLIC, "ES256")).message, /ES256 needs a key on P-256/);
});

test("a private key whose public half is another's is refused", () => {
  const jwk = { ...privateKey.export({ format: "jwk" }), ...pointOf(VECTOR.jwk) };
  assert.equal(refusal(() => api.signSync({}, api.jwk(jwk, "ES256K"))).code, "key_invalid");
});

test("a file without the public half gets it", () => {
  const d = createPrivateKey(VECTOR.privatePem).export({ format: "jwk" }).d;
  const start = Buffer.from("303e020100301006072a8648ce3d020106052b8104000a042730250201010420", "hex");
  const key = api.privateKey(Buffer.concat([start, Buffer.from(d, "base64url")]), "ES256K");
  const { x, y } = key.toPublicJwk();
  assert.deepEqual({ x, y }, pointOf(createPublicKey(VECTOR.publicPem).export({ format: "jwk" })));
});

function pointOf({ x, y }) {
  return { x, y };
}
