import * as tsndr from "@tsndr/cloudflare-worker-jwt";
import { cryptoKey } from "../lab/webcrypto.mjs";
import { checkClaims, timed } from "./claims.mjs";

const knows = (algorithm) => /^(?:HS|RS|ES)/.test(algorithm);

export const decode = () => [{ name: "@tsndr decode", run: (token) => tsndr.decode(token) }];

export async function verify(demands) {
  const { algorithm } = demands;
  if (!knows(algorithm)) return [];
  const key = await cryptoKey(demands, "verify");
  const options = { algorithm, throwError: true };
  const run = async (token) => {
    const decoded = await tsndr.verify(token, key, options);
    checkClaims(decoded.payload, demands);
    return decoded;
  };
  return [{ name: "@tsndr verify", async: true, run }];
}

export { verify as verifySync };

export async function sign(demands) {
  const { algorithm, lifetime } = demands;
  if (!knows(algorithm)) return [];
  const key = await cryptoKey(demands, "sign");
  const options = { algorithm };
  const run = (claims) => tsndr.sign(timed(claims, lifetime), key, options);
  return [{ name: "@tsndr sign", async: true, run }];
}
