// The candidates that need Node's own modules.
import * as awsJwtVerify from "./aws-jwt-verify.mjs";
import * as fastJwt from "./fast-jwt.mjs";
import * as jsonwebtoken from "./jsonwebtoken.mjs";
import * as nodeCrypto from "./node-crypto.mjs";
import * as nodeRs from "./node-rs.mjs";
import { portable } from "./portable.mjs";

const { webcrypto, ...packages } = portable;

export const server = {
  ...packages,
  "fast-jwt": fastJwt,
  jsonwebtoken,
  "aws-jwt-verify": awsJwtVerify,
  "@node-rs/jsonwebtoken": nodeRs,
  "node:crypto": nodeCrypto,
  webcrypto,
};
