export type { TokenFrom } from "./bearer.js";
export type { Gate } from "./gate.js";
export { createGate } from "./gate.js";
export type { ForwardedClaims } from "./identity.js";
export type { GateContext, GateOptions, Origin, Revocations } from "./options.js";
export type { Refusal, RefusalCode } from "./refusal.js";
