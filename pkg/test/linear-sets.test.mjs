// Work is in proportion to what a JWK or a set holds, and to a set's keys and a token's header together.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { rows } from "./growth.mjs";
import { members, SECRET_JWK } from "./key-forms.mjs";

const listed = (count, make) => Array.from({ length: count }, (_, index) => make(index));
// Node 20 can hang if a new key pair is exported as a JWK during garbage collection, so the keys are exported as DER.
const point = (type, options) =>
  generateKeyPairSync(type, {
    ...options,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  }).publicKey;
const text = (bytes) => bytes.toString("base64url");
const EC = members("P-256");
const ECS = listed(960, () => {
  const file = point("ec", { namedCurve: "P-256" });
  return { kty: "EC", crv: "P-256", x: text(file.subarray(-64, -32)), y: text(file.subarray(-32)) };
});
const EDS = listed(960, () => ({ kty: "OKP", crv: "Ed25519", x: text(point("ed25519").subarray(-32)) }));
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (header) => `${encoded(header)}.${encoded({ exp: 4e9 })}.${"A".repeat(86)}`;
/** An object with many members. */
const many = (size) => Object.fromEntries(listed(size, (n) => [`member ${n}`, n]));

const OPERATIONS = {
  "that differ": (size) => ["verify", ...listed(size, (n) => `operation ${n}`)],
  "that begin alike": (size) => ["verify", ...listed(size, (n) => `${"a".repeat(60)}${n}`)],
  "of which the last repeats": (size) => [...listed(size, (n) => `operation ${n}`), "operation 0"],
};

const USED = {
  "different keys of one kid": (n) => ({ ...ECS[n], kid: "a" }),
  "one key, each time with more": (n) => ({ ...EC, kid: "a", n: `${n}` }),
  "one key under many kids": (n) => ({ ...EC, kid: `${n}` }),
  "broken keys": (n) => ({ ...EC, kid: `${n}`, x: "" }),
  "broken keys of one kid": (n) => ({ ...EC, kid: "a", x: `${n}` }),
  "keys of one kid with algorithms of their own": (n) => ({ ...EC, kid: "a", alg: `${n}` }),
  "kids that begin alike": (n) => ({ ...EC, kid: `${"a".repeat(200)}${n}` }),
  "secrets of one kid": (n) => ({
    ...SECRET_JWK,
    kid: "a",
    k: Buffer.alloc(32, `${n} `).toString("base64url"),
  }),
  "points off their curve": (n) => ({ ...EC, kid: `${n}`, y: EDS[n].x }),
};

const UNUSED = {
  "for encryption": (n) => ({ ...EDS[n % 960], kid: `${n}`, use: "enc" }),
  "for encryption, of one kid": (n) => ({ ...ECS[n % 960], kid: "a", use: "enc" }),
  "of other operations": (n) => ({ ...ECS[n % 960], key_ops: ["deriveKey", `${n}`] }),
  "with undefined members": (n) => ({ ...EC, kid: `${n}`, alg: undefined }),
};

const keyed = (n) => ({ ...ECS[n], kid: `${n}` });
const left = (n) => ({ ...EC, kid: `${"k".repeat(100)}${n}`, use: "enc" });
// The set and the token grow together, so work on the token that is repeated for each key would be quadratic.
const CHOICES = {
  "a long alg": [keyed, (size) => ({ alg: "E".repeat(size * 8) })],
  "a long alg and the kid of all": [
    (n) => ({ ...ECS[n % 2], kid: "a", alg: "ES256" }),
    (size) => ({ alg: "E".repeat(size * 8), kid: "a" }),
  ],
  "many members": [keyed, (size) => ({ alg: "RS256", ...many(size) })],
  "a long kid that is unknown": [keyed, (size) => ({ alg: "ES256", kid: "k".repeat(size * 8) })],
  "a long kid beside entries that were left out": [
    left,
    (size) => ({ alg: "ES256", kid: "k".repeat(size * 8) }),
  ],
  "the kid of an entry that was left out": [left, (size) => ({ alg: "ES256", kid: left(size - 1).kid })],
};

const mapped = (makers, map) =>
  Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, map(make)]));

/** Only the time is measured, so a refusal is fine. */
const tolerant = (work) => (given) => {
  try {
    work(given)?.free?.();
  } catch (error) {
    if (!(error instanceof api.JwtError)) throw error;
  }
};
const read = tolerant((set) => api.jwks(set, { allowSecrets: true }));
const setOf = (entry) => (size) => ({ keys: listed(size, entry) });

rows(
  `operations`,
  tolerant((jwk) => api.jwk(jwk)),
  mapped(OPERATIONS, (make) => (size) => ({ ...EC, key_ops: make(size) })),
  { base: 250 },
);
rows(`keys of a set`, read, mapped(USED, setOf), { base: 60 });
rows(`entries that are not used`, read, mapped(UNUSED, setOf), { base: 60 });
rows(
  `a key is chosen by a header with`,
  tolerant(({ set, sent }) => api.verifySync(sent, set)),
  mapped(CHOICES, ([entry, header]) => (size) => ({
    set: api.jwks({ keys: listed(size, entry) }),
    sent: token(header(size)),
  })),
  { base: 60 },
);

test("no point of an entry that is not used is computed with", () => {
  const cost = (keys) => {
    const times = listed(9, () => {
      const start = performance.now();
      api.jwks({ keys }).free();
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  const used = EDS.map((key, n) => ({ ...key, kid: `${n}` }));
  const [one, other] = [cost(used), cost(used.map((key) => ({ ...key, use: "enc" })))];
  assert.ok(other < one / 2, `${other} ms for what is not used, ${one} ms for what is`);
});
