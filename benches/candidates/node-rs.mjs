import * as nodeRs from "@node-rs/jsonwebtoken";
import { timed } from "./claims.mjs";

const knows = (algorithm) => algorithm !== "ES512";

const optionsOf = ({ algorithm, issuer, audience }) => ({
  algorithms: [algorithm],
  iss: [issuer],
  aud: [audience],
  requiredSpecClaims: ["exp", "iss", "aud"],
  validateExp: true,
  leeway: 0,
});

const keyOf = (secret, pem) => (secret ? Buffer.from(secret, "base64url") : pem);

export function verifySync(demands) {
  if (!knows(demands.algorithm)) return [];
  const key = keyOf(demands.secret, demands.publicPem);
  const options = optionsOf(demands);
  return [{ name: "@node-rs verifySync", run: (token) => nodeRs.verifySync(token, key, options) }];
}

export function verify(demands) {
  if (!knows(demands.algorithm)) return [];
  const key = keyOf(demands.secret, demands.publicPem);
  const options = optionsOf(demands);
  return [{ name: "@node-rs verify", async: true, run: (token) => nodeRs.verify(token, key, options) }];
}

export function sign({ algorithm, secret, privatePem, lifetime }) {
  if (!knows(algorithm)) return [];
  const key = keyOf(secret, privatePem);
  const header = { algorithm };
  return [
    { name: "@node-rs signSync", run: (claims) => nodeRs.signSync(timed(claims, lifetime), key, header) },
    {
      name: "@node-rs sign",
      async: true,
      run: (claims) => nodeRs.sign(timed(claims, lifetime), key, header),
    },
  ];
}
