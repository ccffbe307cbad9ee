// Keys, tokens and a key set at an address, which the checks of every page use.
import { createHmac, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after } from "node:test";
import { selfSigned } from "../../../pkg/test/certificate.mjs";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

export const SECRET = "a secret of at least thirty-two bytes";

const PEM = {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
};

export const RSA = generateKeyPairSync("rsa", { modulusLength: 2048, ...PEM });
/** A line of a key that everyone can read, which is text like any secret. */
export const PUBLIC_BODY = RSA.publicKey.split("\n").slice(1, -2).join("");
/** Smaller than RFC 7518 §3.3 allows. */
export const SMALL_RSA = generateKeyPairSync("rsa", { modulusLength: 1024, ...PEM });
export const CERTIFICATE = selfSigned("issuer.example");

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const PRIVATE_KEY = pair.privateKey;
export const PUBLIC_JWK = { ...pair.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" };

export const now = () => Math.floor(Date.now() / 1000);

const encode = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** @param claims an object, or a text that is signed as it is */
export function hmacToken(claims = {}, { secret = SECRET, alg = "HS256", header = {} } = {}) {
  const input = `${encode({ alg, typ: "JWT", ...header })}.${encode(claims)}`;
  const mac = createHmac(`sha${alg.slice(2)}`, secret).update(input);
  return `${input}.${mac.digest("base64url")}`;
}

/** As {@link hmacToken}, with `sub` and an `exp` in five minutes. */
export const goodToken = (claims, options) =>
  hmacToken({ sub: "user-42", exp: now() + 300, ...claims }, options);

export function rsaToken(claims = {}, { key = PRIVATE_KEY, header = {} } = {}) {
  const input = `${encode({ alg: "RS256", kid: "1", typ: "JWT", ...header })}.${encode(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

/** The same bytes, spelled in another way: the last letter has bits that no byte has. */
export function respelled(token) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return token.slice(0, -1) + letters[letters.indexOf(token.at(-1)) ^ 1];
}

/** A text that JSON readers read in two ways. */
export const TWICE = `{"sub":"user-42","sub":"root","exp":${now() + 300}}`;

export const ENCRYPTED = `${encode({ alg: "dir", enc: "A256GCM" })}..AAAA.AAAA.AAAA`;

const server = createServer(({ url }, response) => {
  const metadata = { issuer: ISSUER_URL, jwks_uri: JWKS_URL };
  response.end(JSON.stringify(url.includes("openid-configuration") ? metadata : { keys: [PUBLIC_JWK] }));
}).listen(0, "127.0.0.1");
await once(server, "listening");
after(() => server.close());

/** An issuer that says where its keys are. */
export const ISSUER_URL = `http://127.0.0.1:${server.address().port}`;

/** Where {@link PUBLIC_JWK} is published. */
export const JWKS_URL = `${ISSUER_URL}/jwks.json`;
