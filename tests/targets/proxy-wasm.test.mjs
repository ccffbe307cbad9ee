// The filter of examples/proxy-wasm, in a host of this folder.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { before, test } from "node:test";
import { start } from "./proxy-wasm-host.mjs";

const { TARGETS_FILTER } = process.env;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const CLAIMS = { iss: "https://issuer.example", aud: "api", sub: "user-42" };
const CONFIGURATION = {
  realm: "api.example",
  jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), alg: "ES256", kid: "1" }] },
  policy: { issuer: "https://issuer.example", audience: "api" },
  forwardClaims: { "x-user-id": "sub" },
};
const REFUSED = {
  "cache-control": "no-store",
  "content-type": "application/problem+json",
  vary: "authorization",
};

let filter;

before(async () => {
  filter = await start(TARGETS_FILTER, JSON.stringify(CONFIGURATION));
  assert.ok(filter.isStarted, filter.logs.join());
});

test("a good token passes, and the origin gets its claim", () => {
  const sent = [
    ["authorization", `Bearer ${token()}`],
    ["accept", "*/*"],
  ];
  const { isPassed, headers, answer } = filter.request(sent);
  assert.deepEqual({ isPassed, answer }, { isPassed: true, answer: undefined });
  assert.deepEqual(headers, [...sent, ["x-user-id", "user-42"]]);
});

test("a header that the client sent under the claim's name does not reach the origin, in any spelling", () => {
  const forged = ["x-user-id", "x_user_id", "x.user.id"].map((name) => [name, "root"]);
  const { headers } = filter.request([...forged, ["authorization", `bearer ${token()}`]]);
  assert.deepEqual(
    headers.filter(([name]) => name.startsWith("x")),
    [["x-user-id", "user-42"]],
  );
});

for (const [what, authorization, status, code, challenge] of [
  ["no token", [], 401, "token_missing", 'Bearer realm="api.example"'],
  ["another scheme", ["Basic dXNlcjpwYXNz"], 401, "token_missing", 'Bearer realm="api.example"'],
  [
    "two tokens",
    [`Bearer ${token()}`, `Bearer ${token()}`],
    400,
    "invalid_request",
    invalid("invalid_request"),
  ],
  [
    "two tokens in one header",
    [`Bearer ${token()}, Bearer ${token()}`],
    400,
    "invalid_request",
    invalid("invalid_request"),
  ],
  ["an expired token", [`Bearer ${token({ seconds: -1 })}`], 401, "expired", told("expired")],
  [
    "a token for somebody else",
    [`Bearer ${token({ aud: "other" })}`],
    401,
    "claim_mismatch",
    told("claim_mismatch"),
  ],
  [
    "another key's token",
    [`Bearer ${token({ key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey })}`],
    401,
    "signature_invalid",
    told("signature_invalid"),
  ],
  ["a text that is not a token", ["Bearer abc"], 401, "malformed", told("malformed")],
  [
    "a claim that cannot be a header",
    [`Bearer ${token({ sub: "a\r\nb" })}`],
    401,
    "claim_invalid",
    told("claim_invalid"),
  ],
]) {
  test(`${what}: ${status} ${code}`, () => {
    const { isPassed, answer } = filter.request(authorization.map((value) => ["authorization", value]));
    assert.equal(isPassed, false);
    assert.deepEqual(answer.headers, { ...REFUSED, "www-authenticate": challenge });
    const title = status === 400 ? "Bad Request" : "Unauthorized";
    assert.deepEqual([answer.status, JSON.parse(answer.body)], [status, { title, status, code }]);
  });
}

test("a wrong configuration does not start, and lets nothing pass", async () => {
  for (const [wrong, message] of [
    ["{", /not a strict JSON object/],
    [JSON.stringify({ ...CONFIGURATION, polcy: {} }), /unknown member "polcy"/],
    [JSON.stringify({ ...CONFIGURATION, jwks: undefined }), /lacks jwks/],
    [JSON.stringify({ ...CONFIGURATION, policy: { audiance: "api" } }), /audiance/],
    [JSON.stringify({ ...CONFIGURATION, forwardClaims: { "x user": "sub" } }), /"x user"/],
  ]) {
    const { isStarted, logs, request } = await start(TARGETS_FILTER, wrong);
    assert.equal(isStarted, false, wrong);
    assert.match(logs.join(), message);
    const { isPassed, answer } = request([["authorization", `Bearer ${token()}`]]);
    assert.deepEqual(
      [isPassed, answer.status, JSON.parse(answer.body).code],
      [false, 500, "gate_misconfigured"],
    );
  }
});

function invalid(error) {
  return `Bearer realm="api.example", error="${error}"`;
}

function told(code) {
  return `${invalid("invalid_token")}, error_description="${code}"`;
}

function token({ key = privateKey, seconds = 300, ...claims } = {}) {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const parts = [
    { alg: "ES256", kid: "1" },
    { ...CLAIMS, exp, ...claims },
  ];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}
