export type { TokenFrom } from "../edge/bearer.js";
export type { ForwardedClaims } from "../edge/identity.js";
export type { Refusal, RefusalCode } from "../edge/refusal.js";
export type { Revocation } from "../edge/revocation.js";
export type { JwtGateOptions, JwtVariables } from "./middleware.js";
export { jwtGate } from "./middleware.js";
