export { decode } from "./decode.js";
export type { HeaderReason, JwtErrorCode, JwtErrorFacts, MalformedReason } from "./error.js";
export { ERROR_CODES, JwtError } from "./error.js";
export { explain, explainSync } from "./explain.js";
export { verifyJws, verifyJwsSync } from "./jws.js";
export type { Jwk, Key, SecretKeyOptions } from "./key.js";
export { generateSecret, jwk, secretKey } from "./key.js";
export { sign, signSync } from "./sign.js";
export type {
  Algorithm,
  Check,
  CheckName,
  Decoded,
  JwtClaims,
  JwtHeader,
  Report,
  SignOptions,
  Verified,
  VerifiedJws,
  VerifyOptions,
} from "./types.js";
export type { Verifier, VerifierOptions } from "./verifier.js";
export { createVerifier } from "./verifier.js";
export { verify, verifySync } from "./verify.js";
