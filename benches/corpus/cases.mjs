// The measured inputs: many tokens of each kind, because one repeated token would measure a cache.
import { randomBytes } from "node:crypto";
import { required, sizes } from "./claims.mjs";
import { demandsOf, newKey, setDemandsOf } from "./demands.mjs";
import { encrypted, encryptionDemands } from "./encrypted.mjs";
import { signed, signedText } from "./tokens.mjs";

/** Powers of two, so that the measured loop can wrap around with a mask; fewer for slow operations. */
const countFor = (algorithm) => (algorithm === "HS256" ? 64 : 16);

/** The seconds between `iat` and `exp` that a signer must write. */
const LIFETIME = 300;

const KEYS_OF_A_SET = 8;

const many = (algorithm, make) => Array.from({ length: countFor(algorithm) }, (_, index) => make(index));

function verification(algorithm, size) {
  const demands = demandsOf(algorithm);
  const inputs = many(algorithm, () => signed(sizes[size](demands), demands));
  return { demands, verdict: "accepted", inputs, bad: badTokens(demands, inputs[0]) };
}

/** `good` are good tokens, for candidates whose cost for those is shown as well. */
function refusal(algorithm, size, make) {
  const { inputs: good, ...rest } = verification(algorithm, size);
  return { ...rest, verdict: "refused", inputs: many(algorithm, () => make(rest.demands, size)), good };
}

/** For each operation, a function of algorithm and size. Each of `variants` is a separate case. */
const makers = {
  decode(algorithm, size) {
    const { bad: _, ...rest } = verification(algorithm, size);
    return { ...rest, bad: notJwts(rest.demands) };
  },
  verifySync: verification,
  verify: verification,
  cold: verification,
  // A request brings a new string, which must be hashed; an old string remembers its hash.
  cached: (algorithm, size) => ({ ...verification(algorithm, size), fresh: true }),
  refused: {
    "bad signature": (algorithm, size) =>
      refusal(algorithm, size, (demands) =>
        signed(sizes[size](demands), { ...demands, ...anotherKey(algorithm) }),
      ),
    expired: (algorithm, size) =>
      refusal(algorithm, size, (demands) => {
        const { exp, ...claims } = sizes[size](demands);
        return signed({ ...claims, exp: exp - 2 * 86_400 }, demands);
      }),
  },
  sign(algorithm, size) {
    const demands = { ...demandsOf(algorithm), lifetime: LIFETIME };
    const claims = () => unsigned(sizes[size](demands));
    return { demands, verdict: "accepted", inputs: many(algorithm, claims), bad: {} };
  },
  decrypt(algorithm, size) {
    const demands = encryptionDemands(algorithm);
    const claims = many(algorithm, () => sizes[size](demands));
    const inputs = claims.map((one) => encrypted(one, demands));
    return { demands, verdict: "accepted", inputs, claims, bad: badEncrypted(demands, inputs[0]) };
  },
  encrypt(algorithm, size) {
    const demands = { ...encryptionDemands(algorithm), lifetime: LIFETIME };
    return {
      demands,
      verdict: "accepted",
      inputs: many(algorithm, () => unsigned(sizes[size](demands))),
      bad: {},
    };
  },
  jwks(algorithm, size) {
    const { demands, signers } = setDemandsOf(algorithm, KEYS_OF_A_SET);
    const inputs = many(algorithm, (index) => signed(sizes[size](demands), signers[index % KEYS_OF_A_SET]));
    const [first] = signers;
    const bad = {
      ...badTokens(first, inputs[0]),
      "a kid of no key": signed(required(demands), { ...first, kid: "2025-01-key-0" }),
      "the kid of another key": signed(required(demands), { ...first, kid: signers[1].kid }),
    };
    return { demands, verdict: "accepted", inputs, bad };
  },
};

export const operations = Object.keys(makers);

/** The cases of an operation: usually one without a name. */
export const variantsOf = (operation) =>
  typeof makers[operation] === "function" ? [""] : Object.keys(makers[operation]);

/** The demands, the inputs with their expected `verdict`, and bad tokens for the check. */
export function caseOf({ operation, variant, algorithm, size }) {
  const maker = variant ? makers[operation][variant] : makers[operation];
  return maker(algorithm, size);
}

/** One key for all tokens of a case, because creating RSA keys takes long. */
const others = new Map();

function anotherKey(algorithm) {
  if (!others.has(algorithm)) others.set(algorithm, newKey(algorithm));
  return others.get(algorithm);
}

/** Claims without the times that the signer writes. */
const unsigned = ({ exp: _, iat: __, nbf: ___, ...rest }) => ({
  ...rest,
  jti: randomBytes(8).toString("hex"),
});

/** As {@link badTokens}, for encrypted ones. */
function badEncrypted(demands, good) {
  const claims = required(demands);
  const { exp: _, ...eternal } = claims;
  return {
    "a changed tag": changed(good, good.length - 10),
    "a changed content": changed(good, good.lastIndexOf(".") - 24),
    "another key": encrypted(claims, { ...demands, ...encryptionDemands(demands.algorithm) }),
    "a past exp": encrypted({ ...claims, exp: claims.exp - 2 * 86_400 }, demands),
    "no exp": encrypted(eternal, demands),
    "another issuer": encrypted({ ...claims, iss: "https://evil.example.com" }, demands),
    "another audience": encrypted({ ...claims, aud: "other" }, demands),
  };
}

/** A candidate must refuse these tokens before it is timed: a fast verifier that accepts them is useless. */
function badTokens(demands, good) {
  const claims = required(demands);
  const { exp: _, ...eternal } = claims;
  return {
    "a changed signature": changed(good, good.length - 10),
    "a changed payload": changed(good, good.indexOf(".") + 24),
    "another key": signed(claims, { ...demands, ...anotherKey(demands.algorithm) }),
    "a past exp": signed({ ...claims, exp: claims.exp - 2 * 86_400 }, demands),
    "no exp": signed(eternal, demands),
    "another issuer": signed({ ...claims, iss: "https://evil.example.com" }, demands),
    "another audience": signed({ ...claims, aud: "other" }, demands),
  };
}

/** Tokens that cannot be decoded. */
const notJwts = (demands) => ({
  "one segment": "eyJhbGciOiJIUzI1NiJ9",
  "a payload that is not JSON": signedText("{", demands),
});

function changed(token, index) {
  return `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
}
