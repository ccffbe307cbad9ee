export type { TokenFrom } from "../edge/bearer.js";
export type { ForwardedClaims } from "../edge/identity.js";
export type { Rejection, RejectionCode } from "../edge/rejection.js";
export type { Revocation } from "../edge/revocation.js";
export type { JwtGateOptions, JwtVariables } from "./middleware.js";
export { jwtGate } from "./middleware.js";
