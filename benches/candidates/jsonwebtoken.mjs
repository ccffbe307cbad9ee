import { createPrivateKey, createPublicKey, createSecretKey } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { requireExp } from "./claims.mjs";

const knows = (algorithm) => algorithm !== "EdDSA";

// A KeyObject, because jsonwebtoken would parse bytes or PEM at each call, which costs many times more.
const keyOf = ({ secret, publicPem }) =>
  secret ? createSecretKey(Buffer.from(secret, "base64url")) : createPublicKey(publicPem);

export const decode = () => [
  {
    name: "jsonwebtoken decode",
    run: (token) => {
      const decoded = jsonwebtoken.decode(token, { complete: true });
      if (decoded === null) throw new Error("no token");
      return decoded;
    },
  },
];

export function verifySync(demands) {
  const { algorithm, issuer, audience } = demands;
  if (!knows(algorithm)) return [];
  const key = keyOf(demands);
  const options = { algorithms: [algorithm], issuer, audience };
  const run = (token) => requireExp(jsonwebtoken.verify(token, key, options));
  return [{ name: "jsonwebtoken verify", run }];
}

export function jwks({ algorithm, issuer, audience, jwks: { keys } }) {
  if (!knows(algorithm)) return [];
  const known = new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: "jwk" })]));
  const find = ({ kid }, callback) => {
    const key = known.get(kid);
    callback(key ? null : new Error("no such key"), key);
  };
  const options = { algorithms: [algorithm], issuer, audience };
  const run = (token) =>
    new Promise((resolve, reject) => {
      jsonwebtoken.verify(token, find, options, (error, payload) =>
        error ? reject(error) : resolve(payload),
      );
    }).then(requireExp);
  return [{ name: "jsonwebtoken verify, keys by callback", async: true, run }];
}

export function sign({ algorithm, secret, privatePem, lifetime }) {
  if (!knows(algorithm)) return [];
  const key = secret ? keyOf({ secret }) : createPrivateKey(privatePem);
  const options = { algorithm, expiresIn: lifetime };
  return [{ name: "jsonwebtoken sign", run: (claims) => jsonwebtoken.sign(claims, key, options) }];
}
