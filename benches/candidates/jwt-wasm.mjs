import * as whole from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { fromBase64url } from "../lab/text.mjs";

const optionsOf = ({ algorithm, issuer, audience }) => ({ algorithms: [algorithm], issuer, audience });

function verificationKey({ secretKey, publicKey, jwks }, { algorithm, secret, publicPem, jwks: set }) {
  if (set) return jwks(set);
  return secret ? secretKey(fromBase64url(secret), algorithm) : publicKey(publicPem, algorithm);
}

function verifierOf(api, demands, more) {
  return api.createVerifier({ key: verificationKey(api, demands), ...optionsOf(demands), ...more });
}

const sync = (name, verifier, more) => ({ name, run: (token) => verifier.verifySync(token), ...more });
const promised = (name, verifier) => ({ name, async: true, run: (token) => verifier.verify(token) });

/** Whether the runtime has a `node:crypto` that the package asks. */
const hasNodeCrypto = typeof globalThis.process?.getBuiltinModule === "function" && !globalThis.WebSocketPair;

export function decode() {
  return [
    { name: "jwt-wasm decode", run: (token) => whole.decode(token) },
    { name: "jwt-wasm/lite decode", run: (token) => lite.decode(token) },
  ];
}

export function verifySync(demands) {
  const name = "jwt-wasm verifySync";
  const key = verificationKey(whole, demands);
  const options = optionsOf(demands);
  const eachTime = {
    name: `${name}, options each time`,
    run: (token) => whole.verifySync(token, key, options),
  };
  if (demands.secret) {
    const inLite = sync("jwt-wasm/lite verifySync", verifierOf(lite, demands));
    return [sync(name, verifierOf(whole, demands)), inLite, eachTime];
  }
  const inModule = sync(`${name}, wasm`, verifierOf(whole, demands, { engine: "wasm" }));
  if (!hasNodeCrypto) return [inModule, eachTime];
  const byHost = sync(`${name}, host`, verifierOf(whole, demands, { engine: "host" }));
  const inLite = sync("jwt-wasm/lite verifySync, host", verifierOf(lite, demands));
  return [byHost, inModule, inLite, eachTime];
}

export function verify(demands) {
  const name = "jwt-wasm verify";
  const key = verificationKey(whole, demands);
  const options = optionsOf(demands);
  const wasm = demands.secret
    ? []
    : [promised(`${name}, wasm`, verifierOf(whole, demands, { engine: "wasm" }))];
  return [
    promised(name, verifierOf(whole, demands)),
    ...wasm,
    promised("jwt-wasm/lite verify", verifierOf(lite, demands)),
    { name: `${name}, options each time`, async: true, run: (token) => whole.verify(token, key, options) },
  ];
}

export function refused(demands) {
  const verifier = verifierOf(whole, demands);
  if (!demands.secret && !hasNodeCrypto) return [promised("jwt-wasm verify", verifier)];
  return [
    sync("jwt-wasm verifySync", verifier),
    sync("jwt-wasm verifySync, a good token", verifier, { takesGood: true }),
  ];
}

export function cached(demands) {
  const verifier = verifierOf(whole, demands, { cache: 1000 });
  return [
    ...(demands.secret || hasNodeCrypto ? [sync("jwt-wasm verifySync", verifier)] : []),
    promised("jwt-wasm verify", verifier),
  ];
}

export function jwks(demands) {
  const verifier = verifierOf(whole, demands);
  return [
    ...(hasNodeCrypto ? [sync("jwt-wasm verifySync", verifier)] : []),
    promised("jwt-wasm verify", verifier),
  ];
}

export function sign({ algorithm, secret, privatePem, lifetime }) {
  const key = secret
    ? whole.secretKey(fromBase64url(secret), algorithm)
    : whole.privateKey(privatePem, algorithm);
  const options = { expiresIn: lifetime };
  return [
    ...(secret || hasNodeCrypto
      ? [{ name: "jwt-wasm signSync", run: (claims) => whole.signSync(claims, key, options) }]
      : []),
    { name: "jwt-wasm sign", async: true, run: (claims) => whole.sign(claims, key, options) },
  ];
}
