export { decode } from "./decode.js";
export { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
export { promises } from "./promises.js";
export { sign } from "./sign.js";
export type * from "./types.js";
export { verify } from "./verify.js";
