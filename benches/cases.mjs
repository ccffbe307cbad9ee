// What is measured: tokens of an exact size, many of each, since one token again and again would measure a memory.
import { createHmac, randomBytes } from "node:crypto";

/** What every candidate demands of a token, in its own words for it: these values, and an `exp` in the future. */
export const demands = {
  algorithm: "HS256",
  secret: randomBytes(32),
  issuer: "https://auth.example.com",
  audience: "api",
};

/** A power of two, so that the measured loop can go round with a mask. */
export const TOKENS_PER_CASE = 64;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const header = encode({ alg: demands.algorithm, typ: "JWT" });

const now = Math.floor(Date.now() / 1000);
const required = { iss: demands.issuer, aud: demands.audience, exp: now + 86_400 };

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

function signed(claims, secret = demands.secret) {
  const input = `${header}.${encode(claims)}`;
  const token = `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  // One flat string, as one that was read from a request is; a joined one would be flattened in the first call.
  return Buffer.from(token, "latin1").toString("latin1");
}

/** Signed claims, filled up in `fill` until the token has this many bytes. */
function ofSize(bytes, claims, fill, secret) {
  for (let length = 1; length <= bytes; length += 1) {
    const value = randomBytes(length).toString("hex").slice(0, length);
    const token = signed({ ...claims, [fill]: value }, secret);
    if (token.length >= bytes) return token;
  }
  throw new Error(`the claims do not fit a token of ${bytes} bytes`);
}

const small = () => ofSize(230, required, "sub");
const large = () => ofSize(1200, { ...required, ...profile }, "sid");
const forged = () => ofSize(230, required, "sub", randomBytes(32));

const many = (make) => Array.from({ length: TOKENS_PER_CASE }, make);

/** One row each; `verdict` is what every candidate must say of each of its tokens. */
export const cases = [
  { name: "verify, small token", verdict: "accepted", tokens: many(small) },
  { name: "verify, large token", verdict: "accepted", tokens: many(large) },
  { name: "verify, small token, bad signature", verdict: "refused", tokens: many(forged) },
];

/** Tokens that a candidate must refuse before it is timed: a fast verifier that lets them in is worth nothing. */
export const bad = {
  "a changed signature": changed(small(), -10),
  "a changed payload": changed(small(), 60),
  "another secret": forged(),
  "a past exp": signed({ ...required, exp: now - 1 }),
  "another issuer": signed({ ...required, iss: "https://evil.example.com" }),
  "another audience": signed({ ...required, aud: "other" }),
};

/** The ones of {@link bad} that the signature alone tells. */
export const badSignature = ["a changed signature", "a changed payload", "another secret"];

function changed(token, at) {
  const letters = token.split("");
  const index = at < 0 ? token.length + at : at;
  letters[index] = letters[index] === "A" ? "B" : "A";
  return letters.join("");
}
