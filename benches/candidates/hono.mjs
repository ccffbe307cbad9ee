import * as hono from "hono/jwt";
import { cryptoKey } from "../lab/webcrypto.mjs";
import { requireExp, timed } from "./claims.mjs";

export const decode = () => [{ name: "hono/jwt decode", run: (token) => hono.decode(token) }];

export async function verify(demands) {
  const { algorithm: alg, issuer: iss, audience: aud } = demands;
  const key = await cryptoKey(demands, "verify");
  const options = { alg, iss, aud };
  const run = async (token) => requireExp(await hono.verify(token, key, options));
  return [{ name: "hono/jwt verify", async: true, run }];
}

export { verify as verifySync };

export function jwks({ algorithm, issuer: iss, audience: aud, jwks: { keys } }) {
  const options = { keys, verification: { iss, aud }, allowedAlgorithms: [algorithm] };
  const run = async (token) => requireExp(await hono.verifyWithJwks(token, options));
  return [{ name: "hono/jwt verifyWithJwks", async: true, run }];
}

export async function sign(demands) {
  const { algorithm, lifetime } = demands;
  const key = await cryptoKey(demands, "sign");
  const run = (claims) => hono.sign(timed(claims, lifetime), key, algorithm);
  return [{ name: "hono/jwt sign", async: true, run }];
}
