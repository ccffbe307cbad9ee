// What the gate answers and logs, in every framework, with proofs and an introspection endpoint.
import { createHash, randomUUID, sign as signBytes } from "node:crypto";
import * as api from "jwt-wasm";
import * as dpop from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { jwtGate as express } from "jwt-wasm/express";
import { jwtGate as fastify } from "jwt-wasm/fastify";
import { jwtGate as hono } from "jwt-wasm/hono";
import { answering, ec, FAR, key, signed, token } from "./given.mjs";

const URL_ = "https://api.example/";
const origin = () => new Response();
const bearer = (text) => ({ authorization: `Bearer ${text}` });

/** What a gate says of a request: the detail, and what a client gets with `debug`. */
const asking =
  (options, headers = {}, request = {}, env = {}) =>
  async () => {
    const said = [];
    const onReject = (rejection) => void said.push(rejection);
    const { url = URL_, ...init } = request;
    const made = createGate({ key, origin, onReject, debug: true, ...options });
    const answer = await made(new Request(url, { headers, ...init }), env);
    return [...said, answer.headers.get("www-authenticate") ?? ""];
  };

const jkt = api.thumbprint(ec.publicJwk);
const bound = (claims = {}) => signed({ exp: FAR, cnf: { jkt }, ...claims });
const hash = (text) => createHash("sha256").update(text).digest("base64url");
const seconds = () => Math.floor(Date.now() / 1000);

/** A proof made with Node. Each part of it can be made wrong. */
function proofOf(claims = {}, header = {}) {
  const full = { jti: randomUUID(), htm: "GET", htu: URL_, iat: seconds(), ath: hash(bound()), ...claims };
  const text = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const input = `${text({ typ: "dpop+jwt", alg: "ES256", jwk: ec.publicJwk, ...header })}.${text(full)}`;
  const signature = signBytes("sha256", Buffer.from(input), { key: ec.object, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}
const proving = (proof, options = {}, text = bound(), request = {}) =>
  asking(
    { dpop: { replay: dpop.memoryReplay(), ...options } },
    { authorization: `DPoP ${text}`, ...(proof === undefined ? {} : { dpop: proof }) },
    request,
  );
const using = (replay) => proving(proofOf(), { replay });
const redis = (send) => dpop.redisReplay({ send });
const nonces = dpop.dpopNonces();

let endpoints = 0;
const introspected = (answer, options = {}, gate = {}, text = "opaque") =>
  asking(
    {
      introspection: introspection({
        endpoint: `https://as${++endpoints}.example/introspect`,
        clientId: "api",
        clientSecret: "secret",
        fetch: typeof answer === "function" ? answer : answering(answer),
        ...options,
      }),
      ...gate,
    },
    bearer(text),
  );
const active = { active: true, sub: "a", token_type: "Bearer" };
const certified = (certificateThumbprint) =>
  asking({ certificateThumbprint }, bearer(signed({ exp: FAR, cnf: { "x5t#S256": "A".repeat(43) } })));
const resource = { url: URL_, authorizationServers: ["https://as.example"] };
const long = (name) => ({ exp: FAR, [name]: "x".repeat(10_000) });
const forwarding = (value) =>
  asking({ forwardClaims: { "x-a": "a" } }, bearer(signed({ exp: FAR, a: value })));

export default [
  asking(),
  asking({}, { authorization: "Bearer" }),
  asking({}, { authorization: "Bearer a, Bearer b" }),
  asking({}, bearer(signed({ exp: 1 }))),
  asking({ scope: "admin" }, bearer(token)),
  asking({ routes: { "/": { claims: { role: "admin" } } } }, bearer(token)),
  asking({ scope: "admin" }, bearer(signed({ exp: FAR, scope: ["a b"] }))),
  asking({ revocation: { isRevoked: () => true } }, bearer(token)),
  asking({ revocation: { isRevoked: () => 5 } }, bearer(token)),
  asking({ revocation: { isRevoked: () => false } }, bearer(signed({ exp: FAR, sid: 2 ** 60 }))),
  asking({ keyFromEnv: () => api.secretKey(undefined, "HS256"), key: undefined }, bearer(token)),
  () =>
    createGate({ keyFromEnv: () => api.secretKey(undefined, "HS256"), origin })(
      new Request(URL_, { headers: bearer(token) }),
    ),
  () =>
    createGate({
      key,
      origin,
      onReject: () => {
        throw new Error("x");
      },
    })(new Request(URL_)),
  () =>
    createGate({
      key,
      origin,
      onDecision: () => {
        throw new Error("x");
      },
    })(new Request(URL_)),
  () =>
    createGate({
      key,
      origin,
      onDecision: () => {
        throw {
          get message() {
            throw 5;
          },
        };
      },
    })(new Request(URL_)),
  () =>
    createGate({ key, origin, resource })(
      new Request("https://api.example/.well-known/oauth-protected-resource"),
    ),
  asking({ resource, audience: "b" }, bearer(signed({ exp: FAR, aud: "b" }))),
  forwarding(2 ** 60),
  forwarding({}),
  forwarding("é"),
  asking({ forwardClaims: { "x-a": "a" } }, bearer(signed(long("a")))),
  asking({}, bearer(bound())),
  asking({}, bearer(signed({ exp: FAR, cnf: { jwk: {} } }))),
  asking({}, bearer(signed({ exp: FAR, cnf: {} }))),
  certified(() => undefined),
  certified(() => "B".repeat(43)),
  certified(() => "short"),
  () => createGate({ key, origin })({}),
  () => express({ key })({}, {}),
  () => express({ key })(new Request(URL_)),
  () => express({}, () => {}),
  () => express({ key })({ headers: {}, method: "GET", url: "/" }, { setHeader() {}, end() {} }, 5),
  () => express({ key }).require({}, {}, () => {}),
  () => express({ key }).require({}),
  () => express({ key }).require({ scop: "a" }),
  () => fastify({}, {}, () => {}),
  () => fastify({ key })({}, {}, () => {}),
  () => fastify({ key }).require()({}, 5),
  () => hono({ key })({}, () => {}),
  proving(proofOf()),
  proving(undefined),
  proving("a, b"),
  proving(proofOf(), { publicUrl: () => 5 }),
  proving(proofOf(), {
    publicUrl: () => {
      throw new Error("x");
    },
  }),
  proving("a"),
  proving(proofOf(), {}, signed({ exp: FAR })),
  asking({ dpop: { replay: dpop.memoryReplay(), required: true } }, bearer(token)),
  proving(proofOf({ htm: "POST" })),
  proving(proofOf({ htu: "https://other.example/" })),
  proving(proofOf({ htu: "x" })),
  proving(proofOf({ htu: 5 })),
  proving(proofOf({ ath: "x" })),
  proving(proofOf({ jti: undefined })),
  proving(proofOf({ nonce: "x" }), { nonce: nonces }),
  proving(proofOf({ iat: 5 })),
  proving(proofOf({}, { alg: "HS256" })),
  proving(proofOf({}, { jwk: undefined })),
  proving(proofOf({}, { jwk: ec.privateJwk })),
  proving(proofOf({}, { jwk: { kty: "oct", k: "A".repeat(43) } })),
  proving(proofOf(), {}, bound({ cnf: { jkt: "x" } })),
  using(dpop.replayStore({ use: () => false })),
  using(dpop.replayStore({ use: () => 5 })),
  using(
    dpop.replayStore({
      use: () => {
        throw new Error("no connection");
      },
    }),
  ),
  using(redis(() => 5)),
  using(dpop.kvReplay(() => undefined)),
  using(dpop.kvReplay(() => "x")),
  using(dpop.durableObjectReplay(() => undefined)),
  async () => {
    const replay = dpop.memoryReplay({ maxProofs: 1 });
    const options = { method: "GET", url: URL_, replay };
    await dpop.verifyDpopProof(proofOf(), options);
    return dpop.verifyDpopProof(proofOf(), options);
  },
  async () => {
    const replay = dpop.memoryReplay();
    const options = { method: "GET", url: URL_, replay, maxAge: 86_400 };
    const before = Date.now;
    try {
      Date.now = () => before() + 500_000_000;
      await dpop.verifyDpopProof(proofOf(), options).catch(() => {});
      await dpop.verifyDpopProof(proofOf({ iat: seconds() }), options);
      Date.now = before;
      return await dpop.verifyDpopProof(proofOf(), options);
    } finally {
      Date.now = before;
    }
  },
  ...[null, undefined, 5].map(
    (proof) => () => dpop.verifyDpopProof(proof, { method: "GET", url: URL_, replay: dpop.memoryReplay() }),
  ),
  proving(proofOf({}, { jwk: { ...ec.publicJwk, key_ops: ["sign"] } }), {}),
  asking(
    { dpop: { replay: dpop.memoryReplay() } },
    { authorization: `DPoP ${bound()}`, dpop: proofOf() },
    { url: "blob:x" },
  ),
  proving(proofOf(), {
    nonce: dpop.dpopNonces({
      secret: () => {
        throw new Error("x");
      },
    }),
  }),
  proving(proofOf(), { nonce: dpop.dpopNonces({ secret: () => "short" }) }),
  introspected({ active: false }),
  introspected("x"),
  introspected([]),
  introspected({}),
  introspected({ active: true }),
  introspected({ ...active, token_type: "N_A" }),
  introspected({ ...active, token_type: "DPoP" }),
  introspected({ ...active, exp: "soon" }),
  introspected(answering("x", { status: 401 })),
  introspected(answering("x", { status: 500 })),
  introspected(async () => Response.redirect("https://other.example")),
  introspected(active, { signed: { key, issuer: "https://as.example" } }),
  introspected(active, {}, { maxTokenLength: 5 }, "x".repeat(100)),
  introspected(active, {}, {}, "x".repeat(20_000)),
];
