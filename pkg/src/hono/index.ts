export type { TokenFrom, TokenPlace } from "../edge/credentials.js";
export type { Decision } from "../edge/decision.js";
export type { RouteDemands } from "../edge/demands.js";
export type { DpopOptions, Introspection, ReplayStore } from "../edge/hooks.js";
export type { ForwardedClaims } from "../edge/identity.js";
export type { Rejection, RejectionCode } from "../edge/rejection.js";
export type { Revocation } from "../edge/revocation.js";
export type { JwtGate, JwtGateOptions, JwtVariables, OptionalJwtVariables } from "./middleware.js";
export { jwtGate } from "./middleware.js";
