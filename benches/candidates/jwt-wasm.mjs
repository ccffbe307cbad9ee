import * as api from "jwt-wasm";
import { fromBase64url } from "../lab/text.mjs";

const optionsOf = ({ algorithm, issuer, audience }) => ({ algorithms: [algorithm], issuer, audience });

function verificationKey({ algorithm, secret, publicPem, jwks: set }) {
  if (set) return api.jwks(set);
  return secret ? api.secretKey(fromBase64url(secret), algorithm) : api.publicKey(publicPem, algorithm);
}

function verifierOf(demands, more) {
  return api.createVerifier({ key: verificationKey(demands), ...optionsOf(demands), ...more });
}

const sync = (name, verifier, more) => ({ name, run: (token) => verifier.verifySync(token), ...more });
const promised = (name, verifier) => ({ name, async: true, run: (token) => verifier.verify(token) });

/** Whether the package uses `node:crypto` in this runtime. */
const hasNodeCrypto = typeof globalThis.process?.getBuiltinModule === "function" && !globalThis.WebSocketPair;

export function decode() {
  return [{ name: "jwt-wasm decode", run: (token) => api.decode(token) }];
}

export async function verifySync(demands) {
  const name = "jwt-wasm verifySync";
  // Workers have imported it.
  if (!demands.secret) await api.loadEngine(demands.algorithm);
  const key = verificationKey(demands);
  const options = optionsOf(demands);
  const eachTime = {
    name: `${name}, options each time`,
    run: (token) => api.verifySync(token, key, options),
  };
  if (demands.secret) return [sync(name, verifierOf(demands)), eachTime];
  const byEngine = sync(`${name}, wasm`, verifierOf(demands, { engine: "wasm" }));
  if (!hasNodeCrypto) return [byEngine, eachTime];
  return [sync(`${name}, host`, verifierOf(demands, { engine: "host" })), byEngine, eachTime];
}

export function verify(demands) {
  const name = "jwt-wasm verify";
  const key = verificationKey(demands);
  const options = optionsOf(demands);
  const wasm = demands.secret ? [] : [promised(`${name}, wasm`, verifierOf(demands, { engine: "wasm" }))];
  return [
    promised(name, verifierOf(demands)),
    ...wasm,
    { name: `${name}, options each time`, async: true, run: (token) => api.verify(token, key, options) },
  ];
}

export function refused(demands) {
  const verifier = verifierOf(demands);
  if (!demands.secret && !hasNodeCrypto) return [promised("jwt-wasm verify", verifier)];
  return [
    sync("jwt-wasm verifySync", verifier),
    sync("jwt-wasm verifySync, a good token", verifier, { takesGood: true }),
  ];
}

export function cached(demands) {
  const verifier = verifierOf(demands, { cache: 1000 });
  return [
    ...(demands.secret || hasNodeCrypto ? [sync("jwt-wasm verifySync", verifier)] : []),
    promised("jwt-wasm verify", verifier),
  ];
}

export function jwks(demands) {
  const verifier = verifierOf(demands);
  return [
    ...(hasNodeCrypto ? [sync("jwt-wasm verifySync", verifier)] : []),
    promised("jwt-wasm verify", verifier),
  ];
}

export function sign({ algorithm, secret, privatePem, lifetime }) {
  const key = secret
    ? api.secretKey(fromBase64url(secret), algorithm)
    : api.privateKey(privatePem, algorithm);
  const options = { expiresIn: lifetime };
  return [
    ...(secret || hasNodeCrypto
      ? [{ name: "jwt-wasm signSync", run: (claims) => api.signSync(claims, key, options) }]
      : []),
    { name: "jwt-wasm sign", async: true, run: (claims) => api.sign(claims, key, options) },
  ];
}
