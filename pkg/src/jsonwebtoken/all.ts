import { decode } from "./decode.js";
import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
import { promises } from "./promises.js";
import { sign } from "./sign.js";
import { verify } from "./verify.js";

/** All functions in one object, for programs that import the default. */
export const jsonwebtoken = {
  sign,
  verify,
  decode,
  promises,
  JsonWebTokenError,
  TokenExpiredError,
  NotBeforeError,
};
