// Tokens that are refused, and what reports say of them.
import * as api from "jwt-wasm";
import { ec, FAR, key, oct, SECRET, set, signed, token } from "./given.mjs";

const now = 1_700_000_000;
const verifying =
  (payload, options = {}, header) =>
  () =>
    api.verifySync(signed(payload, header), key, options);
const explaining =
  (payload, options, header, by = key) =>
  () =>
    api.explain(typeof payload === "string" ? payload : signed(payload, header), by, options);
const other = api.secretKey(Buffer.alloc(32, 8), "HS256");
const schema = (validate) => ({ "~standard": { version: 1, vendor: "x", validate } });
const base64 = (text) => Buffer.from(text).toString("base64url");
const full = {
  iss: "a",
  aud: "b",
  sub: "c",
  jti: "d",
  iat: now,
  nbf: now,
  exp: now + 60,
  scope: "read",
  role: "admin",
};
const demanded = {
  now,
  issuer: "a",
  audience: "b",
  subject: "c",
  jwtId: "d",
  maxAge: 60,
  scope: "read",
  typ: "JWT",
  claims: { role: "admin" },
  requiredClaims: ["sub"],
};

export default [
  verifying({ exp: 1 }),
  verifying({ exp: 1 }, { clockTolerance: 5 }),
  verifying({ exp: FAR, nbf: FAR }),
  verifying({ exp: FAR, iat: 1 }, { maxAge: 60 }),
  verifying({}),
  verifying({ exp: "soon" }),
  verifying({ exp: FAR, iss: "a" }, { issuer: "b" }),
  verifying({ exp: FAR, aud: "api" }),
  verifying({ exp: FAR, aud: [5] }, { audience: "api" }),
  verifying({ exp: FAR, scope: "read" }, { scope: ["read", "write"] }),
  verifying({ exp: FAR, scope: ["a b"] }, { scope: "a" }),
  verifying({ exp: FAR, nonce: "a" }, { profile: "id_token", nonce: "b", issuer: "a", audience: "b" }),
  verifying(
    { exp: FAR, iss: "a", aud: "b", iat: now, sub: "c", nonce: "a" },
    { profile: "id_token", nonce: "b", issuer: "a", audience: "b" },
  ),
  verifying({ exp: FAR }, {}, { alg: "HS384" }),
  verifying({ exp: FAR }, {}, {}),
  verifying({ exp: FAR }, {}, { alg: "HS256", crit: ["exp"] }),
  verifying({ exp: FAR }, {}, { alg: "HS256", b64: false }),
  verifying({ exp: FAR }, {}, { alg: "HS256", kid: 7 }),
  verifying({ exp: FAR }, { typ: "at+jwt" }, { alg: "HS256", typ: "JWT" }),
  verifying({ exp: FAR, a: "x".repeat(20_000) }),
  () => api.verifySync(token, other),
  () => api.verifySync("a.b.c.d.e", key),
  () => api.verifySync(5, key),
  () => api.verifySync(token, set()),
  () => api.verifySync(signed({ exp: FAR }, { alg: "HS256", kid: "x" }), set(oct(7, "a"))),
  () => api.verifySync(signed({ exp: FAR }, { alg: "HS256", kid: "a" }), set(oct(7, "a"), oct(8, "a"))),
  () => api.verifySync(token, set(oct(7, "a"), oct(8, "b"))),
  () => api.verifySync(token, api.jwks({ keys: [oct(7, "a")] })),
  () => api.verifyJwsSync(signed("x", { alg: "HS256", b64: false }), key, { b64: false, payload: "x" }),
  () => api.verifyJwsSync(signed("x"), key, { payload: new Uint8Array(2 ** 27 + 1) }),
  () => api.signJwsSync("\ud800", key),
  () => api.signJwsSync(5, key),
  () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return api.signJwsSync(bytes, key);
  },
  explaining(full, demanded, { alg: "HS256", typ: "JWT" }),
  explaining(
    full,
    { now, profile: "access_token", issuer: "a", audience: "b" },
    { alg: "HS256", typ: "at+jwt" },
  ),
  explaining(
    { ...full, client_id: "x" },
    { now, profile: "access_token", issuer: "a", audience: "b" },
    { alg: "HS256", typ: "at+jwt" },
  ),
  explaining({ exp: 1, aud: "x" }, { ignoreExpiry: true, audience: false }),
  explaining("a", {}),
  explaining("a.b.c", {}),
  explaining(`${base64('{"alg":"HS256"}')}.!.AAAA`, {}),
  explaining({}, {}, { alg: "HS256", crit: ["x"] }),
  explaining({}, {}, { alg: "RS256" }),
  explaining(signed("x"), {}),
  explaining(`${base64('{"alg":"HS256"}')}..AAAA`, {}),
  () => api.explain(token),
  () => api.explain(token, key, { schema: schema((value) => ({ value })) }),
  () => api.explain(signed({ exp: 1 }), key, { schema: schema((value) => ({ value })) }),
  () => api.verify(token, key, { schema: schema(() => ({ issues: [{ message: "role is missing" }] })) }),
  () => api.verify(token, key, { schema: schema(() => 5) }),
  () =>
    api.verify(token, key, {
      schema: schema(() => {
        throw new Error("x");
      }),
    }),
  () => api.verifySync(token, key, { schema: schema(async (value) => ({ value })) }),
  () => api.verifySync(token, key, { cache: 5 }),
  () => {
    const verifier = api.createVerifier({ key });
    verifier.free();
    return verifier.verifySync(token);
  },
  ...[
    "alg",
    "iss",
    "aud",
    "sub",
    "jwtid",
    "maxTokenAge",
    "ignoreExpiration",
    "currentDate",
    "graceSeconds",
  ].map((name) => () => api.verifySync(token, key, { [name]: "x" })),
  ...["keyid", "noTimestamp", "tokenUse", "cacheTTL", "secret", "issuerBaseURL", "credentialsRequired"].map(
    (name) => () => api.verifySync(token, key, { [name]: "x" }),
  ),
  ...["getToken", "isRevoked", "clockTimestamp", "customJwtCheck", "allowedAud"].map(
    (name) => () => api.verifySync(token, key, { [name]: "x" }),
  ),
  ...[
    { a: new Set() },
    { a: Object("x") },
    { a: Object(5) },
    { a: Object(true) },
    { a: Promise.resolve() },
    { a: new Uint8Array(1) },
    { a: new URL("https://a.example") },
    { a: ec.object },
    { "\ud800": 1 },
    { a: new (class Mine {})() },
    { aud: new Set() },
    undefined,
    new Map(),
    [],
  ].map((claims) => () => api.signSync(claims, key)),
  async () => api.signSync({ a: await cryptoKey(true) }, key),
  async () => api.signSync({ a: await cryptoKey(false) }, key),
  () => api.signSync({}, key, { header: { alg: "HS256" } }),
  () => api.signSync({}, key, { header: { typ: "JWT" } }),
  () => api.signSync({ exp: 5 }, key, { expiresIn: 5 }),
];

function cryptoKey(isExtractable) {
  return crypto.subtle.importKey("raw", SECRET, { name: "HMAC", hash: "SHA-256" }, isExtractable, ["sign"]);
}
