export type * from "../node/index.js";
export type { JwtGate, JwtHandler } from "./gate.js";
export { jwtGate } from "./gate.js";
export type {} from "./request.js";
