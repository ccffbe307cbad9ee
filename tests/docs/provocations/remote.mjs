// Key sets and issuers' metadata that cannot be had.
import * as api from "jwt-wasm";
import { answering, ec, FAR, key, signed, token } from "./given.mjs";

const URL_ = "https://issuer.example/jwks.json";
let count = 0;
/** Each has its own address, since callers share what is fetched. */
const place = () => `https://issuer${++count}.example`;
const remote = (fetch, options = {}) => api.remoteJwks(`${place()}/jwks.json?x=1`, { fetch, ...options });
const fetching = (fetch, options) => () => api.verify(token, remote(fetch, options));
const redirecting = (location, status = 302) =>
  fetching(async (request) => {
    const answer = new Response(null, { status, headers: location ? { location } : {} });
    Object.defineProperty(answer, "url", { value: request.url ?? String(request) });
    return answer;
  });
const discovering = (metadata, name = place()) => [
  () => {
    const fetch = answering(typeof metadata === "function" ? metadata(name) : metadata);
    const issuers = api.trustedIssuers([name], { fetch });
    return api.verify(signed({ iss: name, exp: FAR }), issuers);
  },
];
const trusting = (entry, payload, options) => () =>
  api.verify(signed(payload), api.trustedIssuers([entry]), options);
const given = { issuer: "https://a.example", key };
const ofIssuer = { iss: "https://a.example", exp: FAR };

export default [
  fetching(async () => {
    throw new Error("no route");
  }),
  fetching(async () => {
    throw 5;
  }),
  fetching(async () => {
    throw Object.create(null, {
      message: {
        get: () => {
          throw new Error("x");
        },
      },
    });
  }),
  fetching(answering("x", { status: 500 })),
  fetching(answering("x")),
  fetching(answering({ keys: 5 })),
  fetching(answering({ keys: Array.from({ length: 1001 }, () => ec.publicJwk) })),
  fetching(answering(new Uint8Array([0xff]))),
  fetching(answering("x".repeat(2000)), { maxBytes: 1000 }),
  fetching(() => new Promise(() => {}), { timeout: 0.01 }),
  fetching(() => new Promise(() => {}), { signal: AbortSignal.abort() }),
  fetching(async () => ({
    ok: true,
    status: 200,
    headers: new Headers(),
    body: {
      getReader: () => ({
        read: async () => ({ done: false, value: "x" }),
        cancel: async () => {},
        releaseLock() {},
      }),
    },
  })),
  redirecting("https://elsewhere.example/x"),
  redirecting("http://["),
  redirecting(undefined),
  redirecting("/again"),
  redirecting("http://user@issuer.example/"),
  async () => {
    const set = remote(answering("x", { status: 500 }));
    await api.verify(token, set).catch(() => {});
    return api.verify(token, set);
  },
  () => remote(answering("x")).prefetch({ signal: 5 }),
  () => remote(answering("x")).reload?.({ signal: 5 }),
  () => api.verifySync(token, remote(answering("x"))),
  () => api.remoteJwks(5),
  () => api.remoteJwks("not a URL"),
  () => api.remoteJwks("ftp://a.example"),
  () => api.remoteJwks("https://a:b@a.example"),
  () => api.remoteJwks("http://a.example"),
  ...discovering("x"),
  ...discovering([]),
  ...discovering({}),
  ...discovering({ issuer: "https://other.example" }),
  ...discovering((issuer) => ({ issuer })),
  ...discovering((issuer) => ({ issuer, jwks_uri: "x" })),
  ...discovering((issuer) => ({ issuer, jwks_uri: "http://a.example/jwks" })),
  ...discovering((issuer) => ({ issuer, jwks_uri: URL_, id_token_signing_alg_values_supported: 5 })),
  ...discovering((issuer) => ({ issuer, jwks_uri: URL_, id_token_signing_alg_values_supported: ["HS256"] })),
  () => {
    const issuers = api.trustedIssuers([place()], { fetch: answering("x", { status: 404 }) });
    return api.verify(signed({ iss: `https://issuer${count}.example`, exp: FAR }), issuers);
  },
  trusting(given, { iss: "https://b.example", exp: FAR }),
  trusting(given, { exp: FAR }),
  trusting(given, { iss: 5, exp: FAR }),
  trusting(given, { iss: [], exp: FAR }),
  trusting(given, { iss: {}, exp: FAR }),
  trusting(given, { iss: null, exp: FAR }),
  trusting({ ...given, algorithms: ["HS256"] }, ofIssuer, { algorithms: ["HS384"] }),
  () => api.explain(signed(ofIssuer), api.trustedIssuers([given])),
  () => api.explain(signed({ iss: "https://b.example" }), api.trustedIssuers([given])),
  () =>
    api.explain(
      signed(ofIssuer),
      api.trustedIssuers([{ issuer: given.issuer, jwksUri: URL_ }], { fetch: answering({ keys: [] }) }),
    ),
  async () => {
    const name = place();
    const fetch = async (request) =>
      answering(
        String(request.url ?? request).endsWith("jwks")
          ? { keys: [] }
          : { issuer: name, jwks_uri: `${name}/jwks` },
      )();
    return api.explain(signed({ iss: name }), api.trustedIssuers([name], { fetch }));
  },
  () => api.verifySync(signed(ofIssuer), api.trustedIssuers(["https://a.example"])),
  () => api.verifyJws(token, api.trustedIssuers([given])),
  trusting(() => {
    throw new Error("no database");
  }, ofIssuer),
  trusting(() => ({ issuer: "" }), ofIssuer),
  trusting(() => 5, ofIssuer),
  ...discovering((issuer) => ({ issuer, jwks_uri: "http://localhost/jwks" })),
  fetching(async () => {
    const answer = new Response("x");
    Object.defineProperty(answer, "redirected", { value: true });
    return answer;
  }),
  fetching(async () => {
    throw { message: 5 };
  }),
  () => remote(answering({ keys: [] }), { headers: { a: "é\u0100" } }),
  () => remote(answering("x")).reload({ signal: 5 }),
  () => {
    const issuers = api.trustedIssuers([place()], {
      fetch: async () => {
        throw new Error("no route");
      },
    });
    return api.verify(signed({ iss: `https://issuer${count}.example`, exp: FAR }), issuers);
  },
  async () => {
    const issuers = api.trustedIssuers([() => new Promise(() => {})], { timeout: 0.05 });
    const asked = Array.from({ length: 1500 }, (_, index) =>
      api.verify(signed({ iss: `https://x${index}.example`, exp: FAR }), issuers).catch((error) => error),
    );
    return Promise.all(asked);
  },
];
