// The series. `made(x)` gives the function to time, and its input text if it has one.
import { randomBytes } from "node:crypto";
import { createVerifier, decode, jwks, secretKey, trustedIssuers } from "jwt-wasm";
import { required } from "../corpus/claims.mjs";
import { demandsOf } from "../corpus/demands.mjs";
import { signed } from "../corpus/tokens.mjs";
import { flat, fromBase64url } from "../lab/text.mjs";

/** The limit is raised here, because decode has one of its own. */
const UNLIMITED = 8_000_000;

const demands = demandsOf("HS256");
const key = () => secretKey(fromBase64url(demands.secret), "HS256");

const verifierOf = (more = {}) =>
  createVerifier({
    key: key(),
    issuer: demands.issuer,
    audience: demands.audience,
    maxTokenLength: UNLIMITED,
    ...more,
  });

const tokenOf = (claims, more) => flat(signed({ ...required(demands), ...claims }, { ...demands, ...more }));

/** A function that goes through the list repeatedly. */
function throughAll(list, run) {
  let next = 0;
  return () => {
    run(list[next]);
    next = next + 1 === list.length ? 0 : next + 1;
  };
}

const several = (make) => Array.from({ length: 4 }, make);

const ofBytes = (bytes) => {
  const text = () =>
    randomBytes(bytes)
      .toString("hex")
      .slice(0, Math.max(bytes * 0.75 - 130, 8));
  return several(() => tokenOf({ text: text() }));
};

const ofClaims = (count) => {
  const claims = () =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `claim_${index}_${randomBytes(2).toString("hex")}`,
        index,
      ]),
    );
  return several(() => tokenOf(claims()));
};

/** With secrets, so that the cheap signature does not hide the cost of choosing a key. */
function setOf(count) {
  const members = Array.from({ length: count }, (_, index) => ({
    kid: `2026-11-key-${index}`,
    secret: randomBytes(32).toString("base64url"),
  }));
  return {
    members,
    set: { keys: members.map(({ kid, secret }) => ({ kty: "oct", alg: "HS256", kid, k: secret })) },
  };
}

function inSet(count) {
  const { members, set } = setOf(count);
  const verifier = verifierOf({ key: jwks(set, { allowSecrets: true }) });
  // The first, the last and some between, because it must not matter which key a token names.
  const named = [0, 1, 2, 3].map((part) => members[Math.round((part * (count - 1)) / 3)]);
  const tokens = named.map((member) => tokenOf({}, member));
  return throughAll(tokens, (token) => verifier.verifySync(token));
}

/** Neither the number of issuers nor the named one must matter. */
function amongIssuers(count) {
  const names = Array.from({ length: count }, (_, index) => `https://issuer-${index}.example`);
  const one = key();
  const verifier = createVerifier({
    key: trustedIssuers(names.map((issuer) => ({ issuer, key: one }))),
    audience: demands.audience,
  });
  const named = [0, 1, 2, 3].map((part) => names[Math.round((part * (count - 1)) / 3)]);
  const tokens = named.map((iss) => tokenOf({ iss }));
  return throughAll(tokens, (token) => verifier.verifySync(token));
}

const distinct = (count) => Array.from({ length: count }, (_, index) => tokenOf({ sub: String(index) }));

/**
 * A cache of this size that has seen all tokens. If it cannot hold all, each is gone before it comes again.
 */
function remembering(size, tokens) {
  const verifier = verifierOf({ cache: size });
  const verify = (token) => verifier.verifySync(token);
  tokens.forEach(verify);
  return throughAll(tokens, verify);
}

function making(count) {
  const { set } = setOf(count);
  return () => jwks(set, { allowSecrets: true }).free();
}

function demanded(count) {
  const names = Array.from({ length: count }, (_, index) => `claim_${index}`);
  const claims = Object.fromEntries(names.map((name, index) => [name, index]));
  const verifier = verifierOf({ claims });
  return throughAll(
    several(() => tokenOf(claims)),
    (token) => verifier.verifySync(token),
  );
}

const verifying = (tokens) => {
  const verifier = verifierOf();
  return throughAll(tokens, (token) => verifier.verifySync(token));
};

/** `growth` is the expected growth; `at` are the values of x. */
export const series = [
  {
    name: "verifySync by token size",
    unit: "bytes",
    growth: "linear",
    at: [512, 2048, 8192, 32_768, 131_072, 524_288],
    made: (x) => verifying(ofBytes(x)),
  },
  {
    name: "decode by token size",
    unit: "bytes",
    growth: "linear",
    at: [512, 1024, 2048, 4096, 8192, 16_000],
    made: (x) => throughAll(ofBytes(x), (token) => decode(token)),
  },
  {
    name: "verifySync by number of claims",
    unit: "claims",
    growth: "linear",
    at: [8, 32, 128, 512, 2048, 8192],
    made: (x) => verifying(ofClaims(x)),
  },
  {
    name: "verifySync by claims demanded",
    unit: "claims",
    growth: "linear",
    at: [8, 32, 128, 512, 2048],
    made: demanded,
  },
  {
    name: "verifySync by keys in a set",
    unit: "keys",
    growth: "constant",
    at: [1, 4, 16, 64, 256, 1000],
    made: inSet,
  },
  {
    name: "verifySync by trusted issuers",
    unit: "issuers",
    growth: "constant",
    at: [1, 10, 100, 1000, 10_000],
    made: amongIssuers,
  },
  {
    name: "jwks by keys in the set",
    unit: "keys",
    growth: "linear",
    at: [4, 16, 64, 256, 1000],
    made: making,
  },
  {
    name: "verifySync by cache size, hits",
    unit: "tokens",
    growth: "constant",
    at: [16, 64, 256, 1024, 4096, 16_384, 65_536],
    made: (x) => remembering(x, distinct(x)),
  },
  {
    name: "verifySync by cache size, misses",
    unit: "tokens",
    growth: "constant",
    at: [16, 64, 256, 1024, 4096, 16_384, 65_536],
    made: (x) => remembering(x, distinct(2 * x)),
  },
];
