// What jwt-wasm/jsonwebtoken says, mostly in the words of the library that it stands in for.
import jwt from "jwt-wasm/jsonwebtoken";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";
import { ec, FAR, rsa, SECRET, signed, token } from "./given.mjs";

const pss = (options) => generateKeyPairSync("rsa-pss", { modulusLength: 2048, ...options }).privateKey;
const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const verifying = (payload, options, header) => () => jwt.verify(signed(payload, header), SECRET, options);
const asking = (text, key) => () =>
  new Promise((resolve, reject) =>
    jwt.verify(text, key, (error, value) => (error ? reject(error) : resolve(value))),
  );

export default [
  verifying({ nbf: "x" }),
  verifying({ nbf: FAR }),
  verifying({ exp: "x" }),
  verifying({ exp: 1 }),
  verifying({ exp: FAR }, { maxAge: "1h" }),
  verifying({ exp: FAR, iat: 1 }, { maxAge: "1h" }),
  verifying({ exp: FAR, iat: 1 }, { maxAge: "soon" }),
  verifying({ exp: FAR }, { audience: ["a", "b"] }),
  verifying({ exp: FAR }, { clockTimestamp: 1e15 }),
  verifying({ exp: FAR }, { algorithms: ["none"] }),
  verifying({ exp: FAR }, {}, { alg: "HS384" }),
  () => jwt.verify(token, Buffer.alloc(32, 8)),
  () => jwt.verify("", SECRET),
  () => jwt.verify(5, SECRET),
  () => jwt.verify("a", SECRET),
  () => jwt.verify("a.b.c", SECRET),
  () => jwt.verify(`${token.split(".").slice(0, 2).join(".")}.`, SECRET),
  () => jwt.verify(token),
  () => jwt.verify(token, "short"),
  () => jwt.verify(token, rsa.pem),
  () => jwt.verify(token, Symbol("x")),
  () => jwt.verify(token, {}),
  () => jwt.verify(token, "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"),
  () => jwt.verify(token, () => SECRET),
  () => jwt.verify(token, SECRET, {}, 5),
  () => jwt.verify(jwt.sign({}, rsa.privatePem, { algorithm: "RS256" }), SECRET),
  () => jwt.verify(jwt.sign({}, rsa.privatePem, { algorithm: "RS256" }), SECRET, { algorithms: ["RS256"] }),
  () => jwt.verify(signed({ exp: FAR }), rsa.pem, { algorithms: ["HS256"] }),
  asking(token, (_header, done) => done(new Error("no key"))),
  asking(token, () => {
    throw new Error("x");
  }),
  asking(token, (_header, done) =>
    done({
      get message() {
        throw new Error("x");
      },
    }),
  ),
  asking(new Proxy({}, {}), SECRET),
  () => jwt.sign(undefined, SECRET),
  () => jwt.sign("text", SECRET, { expiresIn: 5 }),
  () => jwt.sign(() => 5, SECRET),
  () => jwt.sign(Symbol("x"), SECRET),
  () => jwt.sign({ exp: 5 }, SECRET, { expiresIn: 5 }),
  () => jwt.sign({ nbf: 5 }, SECRET, { notBefore: 5 }),
  () => jwt.sign({ iss: "a" }, SECRET, { issuer: "b" }),
  () => jwt.sign([], SECRET),
  () => jwt.sign({ iat: "x" }, SECRET),
  () => jwt.sign({ exp: Date.now() }, SECRET),
  () => jwt.sign({ a: 5n }, SECRET),
  () => jwt.sign({}, SECRET, { expiresIn: "1e30 years" }),
  () => jwt.sign({}, SECRET, { algorithm: "none" }),
  () => jwt.sign({}, SECRET, { algorithm: "RS256" }),
  () => jwt.sign({}, rsa.privatePem),
  () => jwt.sign({}, "", {}),
  () => jwt.sign({}, undefined),
  () => jwt.sign({}, "short"),
  () => jwt.sign({}, {}, { algorithm: "RS256" }),
  () => jwt.sign({}, "x", { algorithm: "RS256" }),
  () => jwt.sign({}, small, { algorithm: "RS256" }),
  () => jwt.sign({}, SECRET, {}, 5),
  () => jwt.sign({}, ec.privatePem, { algorithm: "RS256" }),
  () => jwt.sign({}, rsa.privatePem, { algorithm: "ES256" }),
  () => jwt.sign({}, ec.privatePem, { algorithm: "ES384" }),
  () => jwt.sign({}, generateKeyPairSync("ed25519").privateKey, { algorithm: "ES256" }),
  () => jwt.sign({}, generateKeyPairSync("x25519").privateKey, { algorithm: "RS256" }),
  () => jwt.sign({}, pss({}), { algorithm: "RS256" }),
  () =>
    jwt.sign({}, pss({ hashAlgorithm: "sha512", mgf1HashAlgorithm: "sha512", saltLength: 64 }), {
      algorithm: "PS256",
    }),
  () =>
    jwt.sign({}, pss({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 64 }), {
      algorithm: "PS256",
    }),
  () =>
    jwt.sign({}, pss({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 32 }), {
      algorithm: "PS256",
    }),
];
