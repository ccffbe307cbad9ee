// Issuers of tokens, their stores, and rings of keys.
import * as api from "jwt-wasm";
import {
  createTokenIssuer,
  decryptJwks,
  durableObjectStore,
  encryptJwks,
  keyRing,
  kvStore,
  memoryStore,
  redisStore,
} from "jwt-wasm/issuer";
import { wrongly } from "../lib/provoke.mjs";
import { ec, FAR, key, signed } from "./given.mjs";

const refresh = (claims = {}) =>
  signed({ token_type: "refresh", jti: "a", sid: "b", sub: "u", exp: FAR, ...claims });
const issuer = (options = {}) => createTokenIssuer({ key, ...options });
const withStore = (store) => () => issuer({ store }).refresh(refresh());
const store = (rotate) => ({ rotate, revoke: () => {}, isRevoked: () => false });
const ring = () => keyRing([ec.privateJwk], { retireAfter: 5 });
/** A text that is encrypted as `encryptJwks` would, and holds what it would not. */
async function encrypted(text) {
  const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url");
  const iv = new Uint8Array(12);
  const own = await crypto.subtle.importKey("raw", Buffer.from(secret, "base64url"), "AES-GCM", false, [
    "encrypt",
  ]);
  const parameters = { name: "AES-GCM", iv, additionalData: Buffer.from(header) };
  const sealed = Buffer.from(await crypto.subtle.encrypt(parameters, own, Buffer.from(text)));
  const parts = [iv, sealed.subarray(0, -16), sealed.subarray(-16)];
  return [header, "", ...parts.map((part) => Buffer.from(part).toString("base64url"))].join(".");
}
const secret = Buffer.alloc(32, 9).toString("base64url");
const metadata = { tokenEndpoint: "https://as.example/token" };

export default [
  () => {
    const one = issuer();
    one.free();
    return one.issue("a");
  },
  () => {
    const one = issuer();
    one.free();
    return one.metadataResponse(new Request("https://a.example"));
  },
  ...wrongly((subject) => issuer().issue(subject)),
  () => issuer().issue("\ud800"),
  ...wrongly((claims) => issuer().issue("a", claims)),
  () => issuer({ claims: { a: 1 } }).issue("a", { a: 2 }),
  () => issuer().issue("a", { a: "x".repeat(20_000) }),
  () => issuer().metadataResponse(new Request("https://a.example")),
  ...wrongly((request) => issuer({ issuer: "https://as.example", metadata }).metadataResponse(request)),
  ...wrongly((request) => ring().jwksResponse(request)),
  () => issuer().refresh(signed({ token_type: "id", exp: FAR })),
  ...[
    { jti: undefined },
    { jti: "" },
    { sid: 5 },
    { sub: undefined },
    { sub: {} },
    { jti: "x".repeat(1000) },
  ].map((claims) => () => issuer({ store: memoryStore() }).refresh(refresh(claims))),
  async () => {
    const one = issuer({ store: memoryStore() });
    const { refresh: text } = await one.issue("a");
    await one.refresh(text);
    await one.refresh(text).catch(() => {});
    return one.refresh(text);
  },
  async () => {
    const one = issuer({ store: memoryStore() });
    const { refresh: text } = await one.issue("a");
    await one.refresh(text);
    return one.refresh(text);
  },
  withStore(store(() => 5)),
  withStore(
    store(() => {
      throw new Error("no connection");
    }),
  ),
  () => issuer({ store: redisStore({ send: () => 5 }) }).revoke(refresh()),
  () => withoutCrypto(() => encryptJwks({ keys: [] }, secret)),
  () => withoutCrypto(() => keyRing([], { retireAfter: 5 }).rotate()),
  () => keyRing([], { retireAfter: 5, algorithm: "RS512" }).rotate(),
  withStore(redisStore({ send: () => 5 })),
  withStore(redisStore({ send: () => "x" })),
  () => redisStore({ send: () => 5 }).isRevoked({ sid: "a" }),
  () => kvStore({ get: () => null, put: () => {} }).isRevoked({}),
  async () => {
    const one = issuer({ store: memoryStore({ maxFamilies: 1 }) });
    await one.refresh((await one.issue("a")).refresh);
    return one.refresh((await one.issue("b")).refresh);
  },
  () =>
    durableObjectStore({
      idFromName: () => "a",
      get: () => ({ fetch: async () => new Response("x", { status: 500 }) }),
    }).isRevoked({ sid: "a" }),
  ...wrongly((by) => encryptJwks({ keys: [] }, by)),
  ...wrongly((text) => decryptJwks(text, secret)),
  async () => decryptJwks(await encryptJwks({ keys: [ec.privateJwk] }, secret), Buffer.alloc(32, 1)),
  () => decryptJwks("a..b.c.d", secret),
  () => keyRing([{ ...ec.privateJwk, kid: "a" }], { retireAfter: 5 }).rotate({ ...ec.otherJwk, kid: "a" }),
  () =>
    keyRing(
      Array.from({ length: 2000 }, (_, nbf) => ({ ...ec.privateJwk, kid: String(nbf), nbf })),
      { retireAfter: 5 },
    ),
  () => issuer().revoke(refresh({ token_type: "id" })),
  () => issuer({ store: memoryStore() }).revoke(refresh({ token_type: "access", sid: 5 })),
  async () => decryptJwks(await encrypted("x"), secret),
  () => keyRing([], { retireAfter: 5 }).signingKey(),
  () => ring().replace([]),
  async () => {
    const one = ring();
    one.free();
    return one.rotate();
  },
  () => {
    const before = Date.now;
    try {
      Date.now = () => 0;
      return keyRing([], { retireAfter: 5 }).rotate(ec.privateJwk);
    } finally {
      Date.now = before;
    }
  },
  () => api.signSync({}, keyRing([], { retireAfter: 5 })),
];

async function withoutCrypto(call) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  try {
    return await call();
  } finally {
    Object.defineProperty(globalThis, "crypto", before);
  }
}
