export type { TokenFrom, TokenPlace } from "./credentials.js";
export type { Gate } from "./gate.js";
export { createGate } from "./gate.js";
export type { DpopOptions, Introspection, ReplayStore } from "./hooks.js";
export type { ForwardedClaims } from "./identity.js";
export type { GateContext } from "./lazy.js";
export type { GateOptions, Origin } from "./options.js";
export type { Rejection, RejectionCode } from "./rejection.js";
export type { Revocation } from "./revocation.js";
