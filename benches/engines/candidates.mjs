// An engine's module first, and then the host that computes the same signatures: `node:crypto`, or WebCrypto without it.
import { sign as webSign, verify as webVerify } from "../candidates/webcrypto.mjs";
import { bytesOf, parts } from "../lab/text.mjs";
import { hasName } from "../lab/webcrypto.mjs";
import { signerOf, verifierOf } from "./module.mjs";

const split = (token) => {
  const { input, signature } = parts(token);
  return { input: bytesOf(input), signature };
};
const written = (claims) => bytesOf(JSON.stringify(claims));

/** A candidate that throws if the function refuses a signature. */
export const verifying = (name, isGood) => ({
  name,
  signatureOnly: true,
  prepare: split,
  run({ input, signature }) {
    if (!isGood(input, signature)) throw new Error("signature");
  },
});

/** A candidate whose signatures the module takes. */
export async function signing(name, { algorithm, publicJwk }, run) {
  const message = bytesOf("is it good?");
  const isGood = await verifierOf(algorithm, publicJwk);
  if (!isGood(message, new Uint8Array(await run(message)))) throw new Error(`${name} signs wrongly`);
  return { name, signatureOnly: true, prepare: written, run };
}

const engine = {
  async verify({ algorithm, publicJwk }) {
    return [verifying("engine", await verifierOf(algorithm, publicJwk))];
  },
  async sign(demands) {
    return [await signing("engine", demands, await signerOf(demands.algorithm, demands.privateJwk))];
  },
};

/** What only some hosts have is left out where it is missing. */
export const ifThere = (make) => async (demands) => {
  try {
    return await make(demands);
  } catch (error) {
    if (error.message.endsWith("signs wrongly")) throw error;
    return [];
  }
};

const webHost = (make) => ifThere((demands) => (hasName(demands.algorithm) ? make(demands) : []));

export const portable = {
  "jwt-wasm": engine,
  webcrypto: { verify: webHost(webVerify), sign: webHost(webSign) },
};
