import { decode } from "./decode.js";
import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
import { promises } from "./promises.js";
import { sign } from "./sign.js";
import { verify } from "./verify.js";

/** All functions and classes in one object, for programs that import the default. */
export const jsonwebtoken = {
  sign,
  verify,
  decode,
  promises,
  /** The class of the errors of a token that is refused. */
  JsonWebTokenError,
  /** The class of the error of an expired token. */
  TokenExpiredError,
  /** The class of the error of a token that is not valid yet. */
  NotBeforeError,
};
