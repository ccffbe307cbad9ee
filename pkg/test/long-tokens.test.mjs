// node:crypto computes the MACs of long tokens. The answers equal those of the module, and the copy of the secret is wiped.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import nodeCrypto, { createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { LONG_INPUT, LONG_TOKEN } from "../dist/engines/mac.js";

const HASHES = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token whose signing input has about that many bytes. */
function signed(alg, secret, length, claims = {}) {
  const header = base64url({ alg, kid: "a" });
  const padding = Math.ceil(((length - header.length - 1) * 3) / 4) - 30;
  const input = `${header}.${base64url({ exp: 4e9, pad: "p".repeat(Math.max(0, padding)), ...claims })}`;
  return { input, mac: createHmac(HASHES[alg], secret).update(input).digest() };
}

const spelled = ({ input, mac }) => `${input}.${mac.toString("base64url")}`;

/** Counts the calls of a function of `node:crypto`. */
function watched(context, name) {
  return context.mock.method(nodeCrypto, name).mock;
}

function flipped(bytes, place) {
  const copy = Buffer.from(bytes);
  copy[place] ^= 1;
  return copy;
}

for (const alg of Object.keys(HASHES)) {
  const secret = randomBytes(64);
  const jwk = { kty: "oct", alg, kid: "a", k: secret.toString("base64url") };
  const keys = {
    secretKey: () => api.secretKey(secret, alg),
    jwk: () => api.jwk(jwk),
    jwks: () =>
      api.jwks(
        { keys: [{ ...jwk, kid: "b", k: randomBytes(64).toString("base64url") }, jwk] },
        { allowSecrets: true },
      ),
  };

  for (const [form, make] of Object.entries(keys)) {
    test(`${alg}, ${form}: every engine gives the same answer at every length`, async (context) => {
      const key = make();
      const verifiers = ["auto", "host", "wasm"].map((engine) => api.createVerifier({ key, engine }));
      const asked = watched(context, "createHmac");
      for (const length of [
        300,
        LONG_INPUT - 100,
        LONG_INPUT - 4,
        LONG_INPUT,
        LONG_INPUT + 120,
        8000,
        12_000,
      ]) {
        const good = signed(alg, secret, length);
        const other = signed(alg, secret, length, { exp: 1 });
        const last = good.mac.length - 1;
        const cases = [
          [undefined, good],
          ["expired", other],
          ["signature_invalid", { ...good, mac: flipped(good.mac, 0) }],
          ["signature_invalid", { ...good, mac: flipped(good.mac, last) }],
          ["signature_invalid", { ...good, mac: good.mac.subarray(0, last) }],
          ["signature_invalid", { ...good, mac: Buffer.concat([good.mac, Buffer.of(0)]) }],
          ["signature_invalid", { ...good, mac: Buffer.alloc(0) }],
          ["signature_invalid", { ...good, mac: other.mac }],
          ["signature_invalid", signed(alg, randomBytes(64), length)],
        ];
        for (const [code, parts] of cases) {
          const token = spelled(parts);
          for (const verifier of verifiers) {
            const outcome = { verified: undefined };
            try {
              outcome.verified = verifier.verifySync(token);
            } catch (error) {
              assert.equal(error.code, code, `${length}`);
              await assert.rejects(verifier.verify(token), { code });
              assert.equal(verifier.explainSync(token).verdict, "refused");
              continue;
            }
            assert.equal(code, undefined, `${length}: accepted`);
            assert.deepEqual(await verifier.verify(token), outcome.verified);
            assert.equal(verifier.explainSync(token).verdict, "verified");
          }
        }
        const before = asked.callCount();
        for (const verifier of verifiers) verifier.verifySync(spelled(good));
        const { length: characters } = spelled(good);
        // For a set, the length of the signing input decides whether the host is asked, and otherwise the length of the token.
        const isLong = form === "jwks" ? good.input.length >= LONG_INPUT : characters >= LONG_TOKEN;
        assert.equal(asked.callCount() - before, isLong ? 2 : 0, `${characters}`);
      }
    });
  }

  test(`${alg}: the copy of the secret that went to the host is wiped`, (context) => {
    const given = watched(context, "createSecretKey");
    const key = api.secretKey(secret, alg);
    const verifier = api.createVerifier({ key });
    verifier.verifySync(spelled(signed(alg, secret, 300)));
    assert.equal(given.callCount(), 0);
    const long = spelled(signed(alg, secret, 4000));
    verifier.verifySync(long);
    verifier.verifySync(long);
    assert.equal(given.callCount(), 1);
    const [
      {
        arguments: [bytes],
      },
    ] = given.calls;
    assert.deepEqual(bytes, new Uint8Array(secret.length));
    assert.deepEqual(
      Buffer.from(api.verifyJwsSync(long, key).payload),
      Buffer.from(long.split(".")[1], "base64url"),
    );
    assert.equal(given.callCount(), 1);
  });
}

test("only a long token makes the package look for node:crypto", () => {
  // In its own process, because the module is looked for once.
  const script = `const { getBuiltinModule } = process;
    const asked = new Set();
    process.getBuiltinModule = (name) => getBuiltinModule.call(process, asked.add(name) && name);
    const { secretKey, signSync, verifyJwsSync, verifySync } = await import("jwt-wasm");
    const key = secretKey("x".repeat(32), "HS256");
    const say = (pad) => {
      const token = signSync({ pad }, key, { expiresIn: 9 });
      verifySync(token, key);
      verifyJwsSync(token, key);
      console.log(asked.has("node:crypto"));
    };
    say("");
    say("p".repeat(4000));`;
  const flags = ["--input-type=module", "--eval", script];
  const said = execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" });
  assert.equal(said, "false\ntrue\n");
});
