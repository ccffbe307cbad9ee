// What is said where the runtime lacks something. Each case has a process of its own, as the package asks the runtime once.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as api from "jwt-wasm";
import { ROOT } from "../lib/repository.mjs";
import { ec, pair, rsa } from "./given.mjs";

const run = promisify(execFile);
const GIVEN = JSON.stringify({
  ec: { open: ec.publicJwk, secret: ec.privateJwk },
  rsa: { open: rsa.publicJwk, secret: rsa.privateJwk },
  pem: pair("ed25519").privatePem,
  pems: ec.pem,
  agreement: Buffer.from(`302e020100300506032b656e04220420${"07".repeat(32)}`, "hex").toString("base64"),
});
const TOKEN = api.signSync({ exp: 4_000_000_000 }, ec.privateKey);

/** The messages of what these calls throw, in a process that begins with this. */
const inHost =
  (prelude, ...calls) =>
  async () => {
    const text = `const given = ${GIVEN}; const token = ${JSON.stringify(TOKEN)}; ${prelude}
      const said = [];
      for (const call of [${calls.map((call) => `async (api) => ${call}`).join(",")}]) {
        try { await call(await import("jwt-wasm")); } catch (error) {
          for (let at = error; at; at = at.cause) said.push(at.message);
        }
      }
      console.log(JSON.stringify(said));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", text], {
      cwd: `${ROOT}/tests/docs`,
    });
    return JSON.parse(stdout).map((message) => new Error(message));
  };

const HIDE_NODE = "process.getBuiltinModule = undefined;";
const NO_CRYPTO = "Object.defineProperty(globalThis, 'crypto', { value: undefined });";
const forbidding = (said) => `new Response("");
  WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError(${JSON.stringify(said)}); } };`;
const slim = (call) => `(await import("jwt-wasm/slim")).${call}`;
const FAILING = `const fail = () => { throw new Error("x"); };`;

export default [
  inHost(
    HIDE_NODE,
    `api.verifySync(token, api.jwk(given.ec.open, "ES256"))`,
    `api.verifySync(token, api.jwk(given.ec.open, "ES256"), { engine: "host" })`,
    `(await import("jwt-wasm/jsonwebtoken")).default.verify(token, given.pems)`,
    `(await import("jwt-wasm/issuer")).createTokenIssuer({ key: api.privateKey(given.pem, "EdDSA") })`,
    `api.privateKey(given.pem, "EdDSA").toPublicJwk()`,
    `(await import("jwt-wasm/jwe")).encryptionKeyFile(Buffer.from(given.agreement, "base64"), { alg: "ECDH-ES", enc: "A256GCM" })`,
    `api.sign({}, api.cryptoKey((await import("node:crypto")).generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey, "PS256"))`,
  ),
  inHost(
    HIDE_NODE + NO_CRYPTO,
    `api.verify(token, api.jwk(given.ec.open, "ES256"), { engine: "host" })`,
    `(await import("jwt-wasm/dpop")).createDpopProof({ key: api.jwk(given.ec.secret, "ES256"), htm: "GET", htu: "https://a.example", accessToken: "a" })`,
    `api.generateSecret("HS256")`,
    `api.generateKeyPair("HS256")`,
    `api.generateKeyPair("ES256")`,
  ),
  inHost(
    `${HIDE_NODE} Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });`,
    `api.verifySync(token, api.jwk(given.ec.open, "ES256"))`,
    `api.verify(token, api.jwk(given.ec.open, "ES256"), { engine: "wasm" })`,
  ),
  inHost("", slim('secretKey("x".repeat(32), "HS256")')),
  inHost(
    `${HIDE_NODE} const { readFileSync } = await import("node:fs");
     await ${slim(`init(readFileSync("../../pkg/generated/core.wasm"))`)};`,
    slim(
      `verifySync(token, (await import("jwt-wasm/slim")).jwk(given.ec.open, "ES256"), { engine: "wasm" })`,
    ),
    slim(`verify(token, (await import("jwt-wasm/slim")).jwk(given.ec.open, "ES256"), { engine: "wasm" })`),
    slim(`publicKey("x", "ES256")`),
  ),
  inHost(forbidding("blocked by CSP"), `api.secretKey("x".repeat(32), "HS256")`),
  inHost(forbidding("Wasm code generation disallowed by embedder"), `api.secretKey("x".repeat(32), "HS256")`),
  inHost(forbidding("invalid value type"), `api.secretKey("x".repeat(32), "HS256")`),
  inHost(`${HIDE_NODE} globalThis.TextEncoder = undefined;`, `api.secretKey("x".repeat(32), "HS256")`),
  inHost(
    `${FAILING} const real = process.getBuiltinModule;
     process.getBuiltinModule = (name) => (name === "node:crypto" ? { ...real(name), verify: fail, sign: fail } : real(name));`,
    `api.verifySync(token, api.jwk(given.ec.open, "ES256"), { engine: "host" })`,
    `api.signSync({}, api.jwk(given.ec.secret, "ES256"), {})`,
    `await api.loadEngine("ES256"), api.verifySync(token, api.jwk(given.ec.open, "ES256"), { engine: "host" })`,
  ),
];
