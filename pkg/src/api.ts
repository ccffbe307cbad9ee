/**
 * Verifies, decodes, explains and signs JSON Web Tokens (RFC 7519) in every runtime, with nothing to initialise.
 *
 * @module jwt-wasm
 */

export { contains, oneOf } from "./claims/make.js";
export type { ClaimTest, ClaimTestKind } from "./claims/test.js";

export { decode } from "./decode.js";
export { loadEngine } from "./engines/load-engine.js";
export type { JwksReason, JwtErrorFacts, KeyReason, OptionsReason, RevokedReason } from "./error.js";
export { JwtError } from "./error.js";
export { explain, explainSync } from "./explain.js";
export type { EntraIdOptions } from "./issuers/entra.js";
export { entraId } from "./issuers/entra.js";
export { trustedIssuers } from "./issuers/trusted-issuers.js";
export type {
  EntraIssuers,
  IssuerEntry,
  IssuerResolver,
  TrustedIssuer,
  TrustedIssuers,
  TrustedIssuersOptions,
} from "./issuers/types.js";
export { verifyJws, verifyJwsSync } from "./jws.js";
export type { Key, KeyKind, KeySet, PrivateKey, PublicKey, RotatingKeys, SecretKey } from "./key.js";
export { privateKey, publicKey } from "./keys/file.js";
export type { KeyPair } from "./keys/generate.js";
export { generateKeyPair } from "./keys/generate.js";
export type { Jwk, Jwks, JwksOptions } from "./keys/jwk.js";
export { jwk, jwks, thumbprint } from "./keys/jwk.js";
export { cryptoKey } from "./keys/outside/crypto-key.js";
export { externalKey } from "./keys/outside/external-key.js";
export type { ExternalKeyOptions, SigningContext } from "./keys/outside/external-options.js";
export type { KeyObjectLike } from "./keys/outside/key-object.js";
export type { CryptoKeyLike } from "./keys/outside/web-key.js";
export type { SecretKeyOptions } from "./keys/secret.js";
export { generateSecret, secretKey } from "./keys/secret.js";
export type {
  ClaimType,
  HeaderReason,
  JweAlgorithmReason,
  JweHeaderReason,
  JweKeyReason,
  JweMalformedReason,
  JwePart,
  JwtErrorCode,
  KeyFileKind,
  MalformedReason,
  PublicLook,
  Surroundings,
  SyncReason,
  TokenPart,
  TokenProfile,
  WeakReason,
} from "./names.js";
export { ERROR_CODES } from "./names.js";
export type { CachedJwks, JwksCache } from "./remote/cache.js";
export type { CacheApiOptions } from "./remote/cache-api.js";
export { cacheApi } from "./remote/cache-api.js";
export type { RemoteJwksOptions } from "./remote/options.js";
export type { RemoteKeySet, RemoteKeySetState } from "./remote.js";
export { remoteJwks } from "./remote.js";
export type {
  SchemaIssue,
  SchemaOption,
  StandardSchema,
  StandardSchemaResult,
} from "./schema/standard.js";
export { sign, signSync } from "./sign.js";
export { signJws, signJwsSync } from "./sign-jws.js";
export type {
  Algorithm,
  Check,
  CheckName,
  ClaimsToSign,
  Decoded,
  DecodeOptions,
  Engine,
  JsonObject,
  JwtClaims,
  JwtHeader,
  PublicKeyAlgorithm,
  RegisteredClaims,
  Report,
  SecretAlgorithm,
  SignatureKey,
  SigningKey,
  SignJwsOptions,
  SignOptions,
  SkipReason,
  UnverifiedClaims,
  UnverifiedHeader,
  VerificationKey,
  Verified,
  VerifiedJws,
  VerifiedKey,
  Verifier,
  VerifierOptions,
  VerifyJwsOptions,
  VerifyOptions,
} from "./types.js";
export { createVerifier } from "./verifier.js";
export { verify, verifySync } from "./verify.js";
