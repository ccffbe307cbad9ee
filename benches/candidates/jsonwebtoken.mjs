import { createSecretKey } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";

export default function candidates({ algorithm, secret, issuer, audience }) {
  // Bytes it would try as a public key first, at each call and at fifty times the cost.
  const key = createSecretKey(secret);
  const options = { algorithms: [algorithm], issuer, audience };
  const run = (token) => jsonwebtoken.verify(token, key, options);
  return [{ name: "jsonwebtoken verify", package: "jsonwebtoken", run }];
}
