// A report's check of the signature: whatever else is wrong with the token, the signature is either verified or skipped.
import assert from "node:assert/strict";
import { constants, createHmac, sign } from "node:crypto";
import { test } from "node:test";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const NOW = 1_700_000_000;
const SECRET = Buffer.alloc(64, 7);

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pairs = {
  RS: rsa,
  PS: rsa,
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ES384: generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ES512: generateKeyPairSync("ec", { namedCurve: "P-521" }),
  Ed: generateKeyPairSync("ed25519"),
};
const pairOf = (alg) => pairs[alg] ?? pairs[alg.slice(0, 2)];

const ALGORITHMS = [
  ...["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

function signature(alg, input) {
  const hash = `sha${alg.slice(2)}`;
  const { RSA_PKCS1_PSS_PADDING: padding } = constants;
  switch (alg.slice(0, 2)) {
    case "HS":
      return createHmac(hash, SECRET).update(input).digest();
    case "RS":
      return sign(hash, input, rsa.privateKey);
    case "PS":
      return sign(hash, input, { key: rsa.privateKey, padding, saltLength: Number(alg.slice(2)) / 8 });
    case "ES":
      return sign(hash, input, { key: pairOf(alg).privateKey, dsaEncoding: "ieee-p1363" });
    default:
      return sign(null, input, pairOf(alg).privateKey);
  }
}

const encoded = (part) =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");

function tokenOf(alg, { header = {}, payload = { exp: NOW + 9 }, spoil = (text) => text, forge = false }) {
  const input = `${encoded({ alg, ...header })}.${spoil(encoded(payload))}`;
  const bytes = signature(alg, Buffer.from(input));
  if (forge) bytes[8] ^= 1;
  return `${input}.${bytes.toString("base64url")}`;
}

/** For each case: the first check that fails, and the outcome of the signature's check. */
const CASES = {
  "all is well": [{}, {}, undefined, "passed"],
  "no typ": [{}, { typ: "at+jwt" }, "typ", "passed"],
  "another typ": [{ header: { typ: "JWT" } }, { typ: "at+jwt" }, "typ", "passed"],
  "another typ, forged": [{ header: { typ: "JWT" }, forge: true }, { typ: "at+jwt" }, "typ", "failed"],
  forged: [{ forge: true }, {}, "signature", "failed"],
  "typ is a number": [{ header: { typ: 1 } }, {}, "header", "skipped"],
  "kid is a number": [{ header: { kid: 1 } }, { typ: "at+jwt" }, "header", "skipped"],
  crit: [{ header: { crit: ["exp"] } }, { typ: "at+jwt" }, "header", "skipped"],
  "another alg": [{ header: { alg: "none" } }, {}, "algorithm", "skipped"],
  "another alg and typ": [{ header: { alg: "HS1" } }, { typ: "at+jwt" }, "typ", "skipped"],
  "payload in other base64": [{ spoil: (text) => `${text}=` }, {}, "form", "skipped"],
  "payload in other base64, another typ": [
    { spoil: (text) => `${text}+` },
    { typ: "at+jwt" },
    "form",
    "skipped",
  ],
  "payload is not JSON": [{ payload: "hello" }, {}, "payload", "passed"],
  "payload is a list, another typ": [{ payload: "[1]" }, { typ: "at+jwt" }, "typ", "passed"],
  expired: [{ payload: { exp: NOW } }, {}, "exp", "passed"],
  "expired, another typ, forged": [{ payload: { exp: NOW }, forge: true }, { typ: "x" }, "typ", "failed"],
  "another issuer": [{}, { issuer: "https://issuer.example" }, "iss", "passed"],
};

export function reportsOnSignatures({ api, isSync }) {
  for (const alg of ALGORITHMS) {
    test(`${alg}: the signature of a report is checked or skipped, never guessed`, async () => {
      const isSecret = alg.startsWith("HS");
      const jwk = isSecret
        ? { kty: "oct", k: SECRET.toString("base64url") }
        : pairOf(alg).publicKey.export({ format: "jwk" });
      const one = api.jwk(jwk, alg);
      const set = api.jwks({ keys: [{ ...jwk, alg }] }, { allowSecrets: true });
      for (const [name, [make, options, firstFailed, expected]] of Object.entries(CASES)) {
        for (const key of [one, set]) {
          for (const engine of ["auto", "wasm", "host"]) {
            // For tokens longer than 2 KB, the host computes the HMAC.
            for (const x of isSecret ? ["", "x".repeat(2500)] : [""]) {
              const token = tokenOf(alg, { ...make, header: { x, ...make.header } });
              const all = { ...options, now: NOW, engine };
              const reports = [await api.explain(token, key, all)];
              // The asynchronous call before has loaded the engine that the synchronous call needs.
              if (isSync || isSecret || engine === "wasm") reports.push(api.explainSync(token, key, all));
              for (const { checks, verdict } of reports) {
                const where = `${engine} ${name}`;
                const failed = checks.find(({ outcome }) => outcome === "failed");
                const { outcome } = checks.find((check) => check.name === "signature");
                // If no key of a set has the token's algorithm, the check `algorithm` fails.
                assert.equal(failed?.name, firstFailed, where);
                assert.equal(outcome, expected, where);
                assert.equal(verdict, firstFailed === undefined ? "verified" : "refused", where);
                const thrown = await api.verify(token, key, all).then(
                  () => undefined,
                  (error) => error.code,
                );
                assert.equal(thrown, failed?.error.code, where);
              }
            }
          }
        }
      }
      one.free();
      set.free();
    });
  }
}
