// What is measured: tokens of an exact size, many of each, since one token again and again would measure a memory.
import { randomBytes } from "node:crypto";
import { newKey } from "./demands.mjs";
import { signed } from "./tokens.mjs";

/** Powers of two, so that the measured loop can go round with a mask; fewer where each takes long. */
const countFor = ({ secret }) => (secret ? 64 : 16);

/** A signer is to put these seconds between `iat` and `exp`. */
export const LIFETIME = 300;

const now = Math.floor(Date.now() / 1000);

const required = ({ issuer, audience }) => ({ iss: issuer, aud: audience, exp: now + 86_400 });

/** What an identity provider's access token holds beside the required claims. */
const profile = {
  sub: "auth0|65f1c0a7b2d94e3f8a6c1d20",
  iat: now,
  nbf: now,
  azp: "dashboard",
  name: "Zoe Oster-Nowak",
  email: "zoe.oster-nowak@example.com",
  email_verified: true,
  scope: "openid profile email offline_access orders:read orders:write invoices:read",
  roles: ["member", "billing", "support"],
  org: { id: "org_8f2b71", name: "Example & Sons", plan: { name: "team", seats: 25 } },
};

/** The claims with another one, which makes them this many bytes long. */
function ofSize(bytes, claims, fill) {
  const missing = bytes - JSON.stringify({ ...claims, [fill]: "" }).length;
  if (missing < 8) throw new Error(`the claims do not fit ${bytes} bytes`);
  return { ...claims, [fill]: randomBytes(missing).toString("hex").slice(0, missing) };
}

const small = (demands) => ofSize(112, required(demands), "sub");
const large = (demands) => ofSize(840, { ...required(demands), ...profile }, "sid");

const many = (demands, make) => Array.from({ length: countFor(demands) }, () => make(demands));

const smallToken = (demands) => signed(small(demands), demands);
const largeToken = (demands) => signed(large(demands), demands);

const accepted = (name, inputs, more) => ({ name, verdict: "accepted", inputs, ...more });

/** One row each: `verdict` is what every candidate must say of each input, and `fresh` are made anew for each batch. */
const makers = {
  verify(demands) {
    const cases = [accepted("small token", many(demands, smallToken))];
    // In the others' time the arithmetic leaves little for the rest to show.
    if (!["HS256", "RS256"].includes(demands.algorithm)) return cases;
    cases.push(accepted("large token", many(demands, largeToken)));
    if (!demands.secret) return cases;
    const other = { ...demands, ...newKey(demands.algorithm) };
    return [...cases, { name: "bad signature", verdict: "refused", inputs: many(other, smallToken) }];
  },
  // A request's token is a string of its own each time, which must be hashed: an old one remembers its hash.
  cache: (demands) => [accepted("small token again", many(demands, smallToken), { fresh: true })],
  sign(demands) {
    const { issuer, audience } = demands;
    const claims = () => ({ iss: issuer, aud: audience, sub: randomBytes(8).toString("hex") });
    return [accepted("small claims", many(demands, claims))];
  },
};

export function casesOf(kind, demands) {
  return makers[kind](demands).map((one) => ({ ...one, name: `${demands.algorithm} ${kind}, ${one.name}` }));
}

/** Tokens that a candidate must refuse before it is timed: a fast verifier that lets them in is worth nothing. */
export function badTokens(demands, good) {
  const claims = required(demands);
  return {
    "a changed signature": changed(good, good.length - 10),
    "a changed payload": changed(good, good.indexOf(".") + 24),
    "another key": signed(claims, { ...demands, ...newKey(demands.algorithm) }),
    "a past exp": signed({ ...claims, exp: now - 1 }, demands),
    "another issuer": signed({ ...claims, iss: "https://evil.example.com" }, demands),
    "another audience": signed({ ...claims, aud: "other" }, demands),
  };
}

/** The ones of {@link badTokens} that the signature alone tells. */
export const badSignature = ["a changed signature", "a changed payload", "another key"];

function changed(token, index) {
  return `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
}
