import { createSecretKey } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";

export function verify({ algorithm, secret, publicKey, issuer, audience }) {
  if (algorithm === "EdDSA") return []; // which it does not know
  // An object, since bytes and PEM would be read again at each call, at many times the cost.
  const key = secret ? createSecretKey(secret) : publicKey;
  const options = { algorithms: [algorithm], issuer, audience };
  return [{ name: "jsonwebtoken verify", run: (token) => jsonwebtoken.verify(token, key, options) }];
}
