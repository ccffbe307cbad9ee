// Options and arguments that are wrong in every way.
import * as api from "jwt-wasm";
import * as dpop from "jwt-wasm/dpop";
import * as edge from "jwt-wasm/edge";
import * as express from "jwt-wasm/express";
import * as issuer from "jwt-wasm/issuer";
import * as drop from "jwt-wasm/jsonwebtoken";
import { misuses, wrongly } from "../lib/provoke.mjs";
import { read } from "../lib/repository.mjs";
import { membersOf } from "../lib/typescript.mjs";
import { ec, key, SECRET, token } from "./given.mjs";

const names = (file, type) => membersOf(read(`pkg/src/${file}.ts`), type);
const verifyNames = names("types", "VerifyOptions");
const origin = () => new Response();
const endpoint = "https://as.example/introspect";
const introspected = { endpoint, clientId: "api", clientSecret: "secret" };
const gate = { key, origin };
const resource = { url: "https://api.example/", authorizationServers: ["https://as.example"] };
const proof = { method: "GET", url: "https://api.example/", replay: dpop.memoryReplay() };
const metadata = { tokenEndpoint: "https://as.example/token" };
const many = Array.from({ length: 101 }, () => ec.privateJwk);
const entra = (options) => api.trustedIssuers([api.entraId(options)]);

export default [
  ...misuses((options) => api.verifySync(token, key, options), {}, [...verifyNames, "schema", "claimTests"]),
  ...misuses((options) => api.createVerifier(options), { key }, [...verifyNames, "cache", "key"]),
  ...misuses((options) => api.decode(token, options), {}, names("types", "DecodeOptions")),
  ...misuses((options) => api.verifyJwsSync(token, key, options), {}, names("types", "VerifyJwsOptions")),
  ...misuses((options) => api.signSync({}, key, options), {}, names("types", "SignOptions")),
  ...misuses((options) => api.signJwsSync("x", key, options), {}, names("types", "SignJwsOptions")),
  ...misuses((options) => api.secretKey(SECRET, "HS256", options), {}, ["allowWeakSecret"]),
  ...misuses((options) => api.jwks({ keys: [] }, options), {}, ["allowSecrets"]),
  ...misuses(
    (options) => api.remoteJwks("https://a.example", options),
    {},
    names("remote/options", "RemoteJwksOptions"),
  ),
  () => api.remoteJwks("https://a.example", { minAge: 9, maxAge: 5 }),
  () => api.remoteJwks("https://a.example", { headers: { a: "\n" } }),
  () => api.remoteJwks("https://a.example", { initial: { keys: [{ kty: () => 5 }] } }),
  () => api.remoteJwks("https://a.example", { initial: '{"keys":5}' }).prefetch(),
  () => api.verifySync(token, api.remoteJwks("https://a.example", { initial: '{"keys":5}' })),
  ...misuses((options) => api.cacheApi(options), {}, ["name"]),
  ...misuses((options) => entra(options), { tenants: "any" }, ["tenants", "audience", "algorithms"]),
  () => entra({ tenants: Array(2).fill("11111111-1111-1111-1111-111111111111") }),
  ...misuses((entry) => api.trustedIssuers([entry]), { issuer: "https://a.example", key }, [
    ...names("issuers/types", "TrustedIssuer"),
  ]),
  ...misuses((options) => api.trustedIssuers([{ issuer: "a", key }], options), {}, [
    "maxIssuers",
    "timeout",
    "fetch",
  ]),
  ...wrongly((issuers) => api.trustedIssuers(issuers)),
  () => api.trustedIssuers([{ issuer: "https://a.example", key, jwksUri: "https://a.example" }]),
  () => api.trustedIssuers([{ issuer: "a", key: api.trustedIssuers(["https://a.example"]) }]),
  () => api.trustedIssuers([{ issuer: "a", key: ec.privateKey }]),
  () => api.trustedIssuers([{ issuer: "a", key, algorithms: ["ES256"] }]),
  () => api.trustedIssuers(["https://a.example", "https://a.example"]),
  () => api.trustedIssuers([() => undefined, () => undefined]),
  () => api.trustedIssuers([api.entraId({ tenants: "any" }), api.entraId({ tenants: "any" })]),
  () => {
    const tenants = ["11111111-1111-1111-1111-111111111111"];
    return api.trustedIssuers([api.entraId({ tenants }), api.entraId({ tenants })]);
  },
  () => api.trustedIssuers(["http://a.example"]),
  () => api.trustedIssuers(["urn:a"]),
  ...wrongly((...values) => api.oneOf(...values)),
  ...wrongly((...values) => api.contains(...values)),
  () => api.oneOf(),
  () => api.contains(["a"]),
  () => api.verifySync(token, key, { claims: { a: api.contains("x") }, audience: api.contains("x") }),
  () => api.verifySync(token, key, { claims: nested(40, api.oneOf("x")) }),
  ...misuses((options) => edge.createGate(options), gate, names("edge/options", "AllGateOptions")),
  ...misuses(
    (options) => edge.createGate({ ...gate, dpop: options }),
    { replay: dpop.memoryReplay() },
    names("edge/hooks", "DpopOptions"),
  ),
  ...misuses(
    (options) => edge.createGate({ ...gate, resource: options }),
    resource,
    names("edge/resource", "ResourceOptions"),
  ),
  ...wrongly((tokenFrom) => edge.createGate({ ...gate, tokenFrom: { cookie: tokenFrom } })),
  ...wrongly((tokenFrom) => edge.createGate({ ...gate, tokenFrom: { header: tokenFrom } })),
  () => edge.createGate({ ...gate, tokenFrom: { header: "cookie" } }),
  () => edge.createGate({ ...gate, tokenFrom: ["bearer", "dpop"] }),
  () => edge.createGate({ ...gate, forwardClaims: { cookie: "sub" } }),
  () => edge.createGate({ ...gate, forwardClaims: { "x-a": "sub", x_a: "iss" } }),
  ...wrongly((claim) => edge.createGate({ ...gate, forwardClaims: { "x-a": claim } })),
  () => edge.createGate({ key }),
  () => edge.createGate({ origin }),
  () => edge.createGate({ ...gate, resource, audience: false }),
  () => edge.createGate({ ...gate, resource: { ...resource, url: "https://api.example/a/../b" } }),
  () => edge.createGate({ ...gate, resource, key: api.trustedIssuers(["https://other.example"]) }),
  () => edge.createGate({ ...gate, dpop: { replay: proof.replay, required: true }, allowUnboundUse: true }),
  () => edge.createGate({ ...gate, routes: {} }),
  () => edge.createGate({ ...gate, routes: { admin: { scope: "a" } } }),
  () => edge.createGate({ ...gate, routes: { "/a": {} } }),
  () => edge.createGate({ ...gate, routes: { "/a": { scop: "a" } } }),
  () => edge.createGate({ ...gate, routes: { "/a": { claims: {} } } }),
  () => edge.createGate({ ...gate, routes: { "/a": { claims: 5 } } }),
  () => edge.createGate({ ...gate, publicPaths: ["/a"], routes: { "/a": { scope: "a" } } }),
  ...misuses(
    (options) => edge.introspection(options),
    introspected,
    names("introspection/options", "IntrospectionOptions"),
  ),
  () => edge.introspection({ ...introspected, privateKeyJwt: { key: ec.privateKey, audience: "a" } }),
  () => edge.introspection({ endpoint, clientId: "a", privateKeyJwt: { clientId: "b" } }),
  ...wrongly((maxAge) => edge.introspection({ ...introspected, cache: { maxAge } })),
  ...wrongly((issuerName) => edge.introspection({ ...introspected, signed: { key, issuer: issuerName } })),
  () =>
    edge.createGate({
      ...gate,
      introspection: edge.introspection(introspected),
      profile: "id_token",
      issuer: "a",
      audience: "b",
    }),
  ...misuses(
    (options) => issuer.createTokenIssuer(options),
    { key },
    names("issuer/options", "TokenIssuerOptions"),
  ),
  () => issuer.createTokenIssuer({ key, accessTtl: 100, refreshTtl: 50 }),
  () => issuer.createTokenIssuer({ key, refreshTtl: 100, maxRefreshTtl: 50 }),
  () => issuer.createTokenIssuer({ key: ec.publicKey }),
  () => issuer.createTokenIssuer({ key, audience: [5] }),
  () => issuer.createTokenIssuer({ key, claims: { exp: 5 } }),
  () => issuer.createTokenIssuer({ key, subjectClaim: "exp" }),
  () => issuer.createTokenIssuer({ key: issuer.keyRing([], { retireAfter: 5 }), refreshTtl: 500 }),
  () => issuer.createTokenIssuer({ key, metadata }),
  ...misuses(
    (options) => issuer.createTokenIssuer({ key, issuer: "https://as.example", metadata: options }),
    metadata,
    ["tokenEndpoint", "scopesSupported", "requestParameterSupported"],
  ),
  ...misuses((options) => issuer.keyRing([], options), { retireAfter: 5 }, [
    "publishAhead",
    "retireAfter",
    "algorithm",
  ]),
  () => issuer.keyRing([], {}),
  ...wrongly((keys) => issuer.keyRing(keys, { retireAfter: 5 })),
  ...wrongly((entry) => issuer.keyRing([entry], { retireAfter: 5 })),
  ...wrongly((nbf) => issuer.keyRing([{ ...ec.privateJwk, nbf }], { retireAfter: 5 })),
  () => issuer.keyRing(many, { retireAfter: 5 }),
  () => issuer.keyRing([ec.privateJwk, { ...ec.privateJwk, nbf: 5 }], { retireAfter: 5 }),
  () =>
    issuer.keyRing(
      [
        { ...ec.privateJwk, kid: "a" },
        { ...ec.otherJwk, kid: "b" },
      ],
      { retireAfter: 5 },
    ),
  () => issuer.keyRing([ec.publicJwk], { retireAfter: 5 }),
  () => issuer.keyRing([{ kty: "oct", k: "A".repeat(43), alg: "HS256" }], { retireAfter: 5 }),
  ...misuses((options) => issuer.memoryStore(options), {}, ["maxFamilies"]),
  ...misuses((options) => issuer.redisStore(options), { send: () => null }, ["send", "prefix"]),
  ...wrongly((binding) => issuer.kvStore(binding)),
  ...wrongly((binding) => issuer.durableObjectStore(binding)),
  ...misuses(
    (options) => issuer.signClientAssertion(options),
    { key: ec.privateKey, clientId: "a", audience: "b" },
    names("issuer/client-assertion", "ClientAssertionOptions"),
  ),
  () => issuer.signClientAssertion({ key: ec.publicKey, clientId: "a", audience: "b" }),
  ...misuses(
    (options) => dpop.verifyDpopProof("a.b.c", options),
    proof,
    names("dpop/verify", "VerifyDpopProofOptions"),
  ),
  () => dpop.verifyDpopProof("a.b.c", { ...proof, accessToken: "a" }),
  () => dpop.verifyDpopProof("a.b.c", { ...proof, algorithms: ["HS256"] }),
  ...misuses(
    (options) => dpop.createDpopProof(options),
    { key: ec.privateKey, htm: "GET", htu: "https://a.example" },
    names("dpop/create", "CreateDpopProofOptions"),
  ),
  () => dpop.createDpopProof({ key: ec.publicKey, htm: "GET", htu: "https://a.example" }),
  ...misuses((options) => dpop.memoryReplay(options), {}, ["maxProofs"]),
  ...misuses((options) => dpop.redisReplay(options), { send: () => null }, ["send", "prefix"]),
  ...misuses((options) => dpop.replayStore(options), { use: () => true }, ["use"]),
  ...wrongly((binding) => dpop.kvReplay(binding)),
  ...wrongly((binding) => dpop.durableObjectReplay(binding)),
  ...misuses((options) => dpop.dpopNonces(options), {}, ["secret", "lifetime"]),
  ...misuses((options) => express.jwtGate(options), { key }, ["origin", "routes", "optional"]),
  ...misuses((options) => drop.verify(token, SECRET, options), {}, [
    "algorithms",
    "audience",
    "issuer",
    "subject",
    "jwtid",
    "nonce",
    "maxAge",
    "clockTimestamp",
    "clockTolerance",
    "complete",
    "allowInvalidAsymmetricKeyTypes",
    "legacy",
  ]),
  ...misuses((options) => drop.sign({ a: 1 }, SECRET, options), {}, [
    "algorithm",
    "keyid",
    "expiresIn",
    "notBefore",
    "audience",
    "subject",
    "issuer",
    "jwtid",
    "mutatePayload",
    "noTimestamp",
    "header",
    "encoding",
    "allowInsecureKeySizes",
    "legacy",
  ]),
  ...misuses((options) => drop.decode(token, options), {}, ["complete", "json", "legacy"]),
];

function nested(depth, value) {
  return depth === 0 ? value : { a: nested(depth - 1, value) };
}
