// The candidates where there is `node:crypto`.
import * as crypto from "node:crypto";
import { algorithms, others } from "../corpus/algorithms.mjs";
import { ifThere, portable, signing, verifying } from "./candidates.mjs";

const asNode = (algorithm) => ({ ...algorithms, ...others })[algorithm];

const node = {
  verify: ifThere(({ algorithm, publicJwk }) => {
    const { hash, how } = asNode(algorithm);
    const key = { key: crypto.createPublicKey({ key: publicJwk, format: "jwk" }), ...how };
    return [verifying("node:crypto", (input, signature) => crypto.verify(hash, input, key, signature))];
  }),
  sign: ifThere(async (demands) => {
    const { hash, how } = asNode(demands.algorithm);
    const key = { key: crypto.createPrivateKey({ key: demands.privateJwk, format: "jwk" }), ...how };
    return [await signing("node:crypto", demands, (input) => crypto.sign(hash, input, key))];
  }),
};

export const server = { "jwt-wasm": portable["jwt-wasm"], "node:crypto": node };
