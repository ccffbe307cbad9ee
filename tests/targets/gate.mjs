// What the tests of both gates share: their settings, tokens, and the answers of docs/gate-answers.md.
import { generateKeyPairSync, sign } from "node:crypto";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const { privateKey, publicKey } = pair();
const CLAIMS = { iss: "https://issuer.example", aud: "api", sub: "user-42" };

export const SETTINGS = {
  realm: "api.example",
  jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), alg: "ES256", kid: "1" }] },
  policy: { issuer: "https://issuer.example", audience: "api" },
  forwardClaims: { "x-user-id": "sub" },
};

export function token({ key = privateKey, seconds = 300, ...claims } = {}) {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const parts = [
    { alg: "ES256", kid: "1" },
    { ...CLAIMS, exp, ...claims },
  ];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

const CHALLENGE = 'Bearer realm="api.example"';
const invalid = `${CHALLENGE}, error="invalid_request"`;
const told = (code) => `${CHALLENGE}, error="invalid_token", error_description="${code}"`;

function row(what, authorization, status, code, challenge) {
  const headers = {
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    vary: "authorization",
    "www-authenticate": challenge,
  };
  const title = status === 400 ? "Bad Request" : "Unauthorized";
  return { what, authorization, status, headers, body: { title, status, code } };
}

export const REFUSED = [
  row("no token", [], 401, "token_missing", CHALLENGE),
  row("another scheme", ["Basic dXNlcjpwYXNz"], 401, "token_missing", CHALLENGE),
  row("two tokens in one header", [`Bearer ${token()}, Bearer ${token()}`], 400, "invalid_request", invalid),
  row("an expired token", [`Bearer ${token({ seconds: -1 })}`], 401, "expired", told("expired")),
  row(
    "somebody else's token",
    [`Bearer ${token({ aud: "other" })}`],
    401,
    "claim_mismatch",
    told("claim_mismatch"),
  ),
  row(
    "another key's token",
    [`Bearer ${token({ key: pair().privateKey })}`],
    401,
    "signature_invalid",
    told("signature_invalid"),
  ),
  row("a text that is not a token", ["Bearer abc"], 401, "malformed", told("malformed")),
  row(
    "a claim that cannot be a header",
    [`Bearer ${token({ sub: "a\r\nb" })}`],
    401,
    "claim_invalid",
    told("claim_invalid"),
  ),
];

export const TWO_TOKENS = row(
  "two tokens",
  [`Bearer ${token()}`, `Bearer ${token()}`],
  400,
  "invalid_request",
  invalid,
);
