// Keys that stay where they are, and signers that fail.
import * as node from "node:crypto";
import * as api from "jwt-wasm";
import { keyRing } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";
import { wrongly } from "../lib/provoke.mjs";
import { ec, rsa, SECRET } from "./given.mjs";

const { subtle } = crypto;
const web = (algorithm, uses = ["sign", "verify"]) => subtle.generateKey(algorithm, false, uses);
const P256 = { name: "ECDSA", namedCurve: "P-256" };
const PSS = { name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

const signing = (options) => () => api.sign({}, api.externalKey({ alg: "ES256", ...options }));
const bytes = (length) => () => new Uint8Array(length);
const good = { alg: "ES256", sign: bytes(64) };
const external = (options) => api.externalKey({ ...good, ...options });
const ring = (signer) => keyRing([{ ...ec.publicJwk, kid: "a" }], { retireAfter: 5, signer });
const pss = generateKeyPairSync("rsa-pss", {
  modulusLength: 2048,
  hashAlgorithm: "sha256",
  saltLength: 32,
});
const throwing = () => {
  throw new Error("mine");
};

export default [
  ...wrongly((key) => api.cryptoKey(key, "ES256")),
  () => api.cryptoKey("secret", "ES256"),
  async () => api.cryptoKey(await web(P256), "ES256"),
  () => api.cryptoKey({ type: "secret", export: throwing }, "HS256"),
  () => api.cryptoKey({ type: "secret", export: () => "text" }, "HS256"),
  () => api.cryptoKey(generateKeyPairSync("x448").publicKey, "ES256"),
  () => api.cryptoKey(generateKeyPairSync("dsa", { modulusLength: 2048 }).publicKey, "ES256"),
  () => api.cryptoKey({ [Symbol.toStringTag]: "CryptoKey", type: "public", algorithm: { name: 7 } }, "ES256"),
  () => api.cryptoKey(pss.publicKey, "PS512"),
  () => api.cryptoKey(pss.publicKey, "PS256").toPublicJwk(),
  async () => api.cryptoKey(await web({ name: "AES-GCM", length: 256 }, ["encrypt"]), "HS256"),
  async () => api.cryptoKey((await web(PSS)).publicKey, "RS256"),
  async () => api.cryptoKey((await web(P256)).publicKey, "ES256").toPublicJwk(),
  async () => api.signSync({}, api.cryptoKey((await web(P256)).privateKey, "ES256")),
  () => api.signSync({}, api.cryptoKey(node.createSecretKey(SECRET), "HS256")),
  async () => {
    const { type, algorithm, usages } = (await web(P256)).privateKey;
    const fake = { [Symbol.toStringTag]: "CryptoKey", type, algorithm, usages };
    return api.sign({}, api.cryptoKey(fake, "ES256"));
  },
  async () => {
    const key = api.cryptoKey(await web({ name: "HMAC", hash: "SHA-256" }), "HS256");
    return api.verify(await api.sign({}, key), key, { engine: "wasm" });
  },
  ...wrongly((options) => api.externalKey(options)),
  ...["alg", "kid", "sign", "format", "timeout", "publicKey"].flatMap((name) =>
    wrongly((value) => external({ [name]: value })),
  ),
  () => api.externalKey({ sign: good.sign }),
  () => external({ alg: "HS256" }),
  () => external({ alg: "RS256", format: "der" }),
  () => external({ kid: "\ud800" }),
  () => external({ publicKey: ec.privateKey }),
  () => external({ publicKey: api.jwk(rsa.publicJwk, "RS256") }),
  () => external().toPublicJwk(),
  ...wrongly((value) => signing({ sign: () => value })()),
  signing({ sign: bytes(64) }),
  signing({ sign: bytes(3) }),
  signing({ sign: () => Uint8Array.of(0x30, 1, 1) }),
  signing({ sign: bytes(64), format: "der" }),
  signing({ alg: "RS256", sign: bytes(3) }),
  signing({ sign: throwing }),
  signing({ sign: () => new Promise(() => {}), timeout: 0.01 }),
  signing({ sign: () => new Uint8Array(64).fill(1), publicKey: api.jwk(ec.publicJwk, "ES256") }),
  () => ring(throwing),
  () => ring(() => api.jwk(ec.publicJwk)),
  () => ring(() => ec.privateKey),
  ...wrongly((signer) => ring(signer)),
];
