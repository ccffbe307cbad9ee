import * as whole from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { LIFETIME } from "../cases.mjs";

const optionsOf = ({ algorithm, issuer, audience }) => ({ algorithms: [algorithm], issuer, audience });

const verificationKey = ({ secretKey, publicKey }, { algorithm, secret, publicPem }) =>
  secret ? secretKey(secret, algorithm) : publicKey(publicPem, algorithm);

function verifierOf(api, demands, more) {
  return api.createVerifier({ key: verificationKey(api, demands), ...optionsOf(demands), ...more });
}

export function verify(demands) {
  const key = verificationKey(whole, demands);
  const options = optionsOf(demands);
  const verifier = verifierOf(whole, demands);
  const name = "jwt-wasm verifier.verifySync";
  const engines = demands.secret
    ? [{ name, isHeadline: true, run: (token) => verifier.verifySync(token) }]
    : [
        { ...withEngine("host", whole, demands), isHeadline: true },
        { ...withEngine("wasm", whole, demands), isHeadline: true },
        { ...withEngine("host", lite, demands), name: "jwt-wasm/lite verifier.verifySync, host" },
      ];
  return [
    ...engines,
    { name: "jwt-wasm verifySync", run: (token) => whole.verifySync(token, key, options) },
    { name: "jwt-wasm verifier.verify", async: true, run: (token) => verifier.verify(token) },
  ];
}

function withEngine(engine, api, demands) {
  const verifier = verifierOf(api, demands, { engine });
  return { name: `jwt-wasm verifier.verifySync, ${engine}`, run: (token) => verifier.verifySync(token) };
}

export function cache(demands) {
  const verifier = verifierOf(whole, demands, { cache: 1000 });
  return [
    { name: "jwt-wasm verifier.verifySync", isHeadline: true, run: (token) => verifier.verifySync(token) },
    { name: "jwt-wasm verifier.verify", async: true, run: (token) => verifier.verify(token) },
  ];
}

export function sign({ algorithm, secret, privatePem }) {
  const key = secret ? whole.secretKey(secret, algorithm) : whole.privateKey(privatePem, algorithm);
  const options = { expiresIn: LIFETIME };
  return [
    { name: "jwt-wasm signSync", isHeadline: true, run: (claims) => whole.signSync(claims, key, options) },
    { name: "jwt-wasm sign", async: true, run: (claims) => whole.sign(claims, key, options) },
  ];
}
