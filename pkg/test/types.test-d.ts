// Checked by `tsc` alone: what users write must have the types they expect, and mistakes must be type errors.
import {
  type Algorithm,
  cacheApi,
  createVerifier,
  type Decoded,
  decode,
  explainSync,
  generateSecret,
  type JwksReason,
  type JwtClaims,
  JwtError,
  type JwtErrorCode,
  jwk,
  jwks,
  type Key,
  type MalformedReason,
  privateKey,
  publicKey,
  type Report,
  type RevokedReason,
  remoteJwks,
  secretKey,
  signSync,
  type thumbprint,
  verify,
  verifySync,
} from "jwt-wasm";
import { createTokenIssuer, memoryStore, type RevocationStore, type TokenPair } from "jwt-wasm/issuer";
import * as lite from "jwt-wasm/lite";
import { createTokenIssuer as createLiteIssuer } from "jwt-wasm/lite/issuer";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

interface Access {
  token_type: "access";
  user_id: number;
}

const key: Key = secretKey(generateSecret("HS256"), "HS256");
jwk({ kty: "oct", k: "AAEC", alg: "HS256" });
const token: string = signSync({ sub: "user-42" }, key, { expiresIn: 300, jwtId: "random" });
signSync({}, key, { header: { x5t: "x", jwk: { kty: "OKP" } } });

const verified = verifySync<Access>(token, key, { claims: { token_type: "access" } });
same<typeof verified.payload, Access>(true);
same<typeof verified.header.alg, string>(true);

const plain = await verify(token, key);
same<typeof plain.payload.exp, number | undefined>(true);
same<typeof plain.payload.aud, string | string[] | undefined>(true);

const decoded = decode<Access>(token);
same<typeof decoded, Decoded<Access>>(true);
same<typeof decoded.signature, Uint8Array>(true);

using verifier = createVerifier<Access>({ key, issuer: ["a", "b"], audience: "api" });
same<ReturnType<typeof verifier.verifySync>["payload"], Access>(true);

const pem: Key = publicKey("-----BEGIN PUBLIC KEY-----", "ES256");
same<typeof pem.algorithms, readonly Algorithm[]>(true);
privateKey(new Uint8Array(), "Ed25519");
same<ReturnType<typeof thumbprint>, string>(true);
const set = jwks({ keys: [pem.toPublicJwk()] });
await verify<Access>(token, set, { engine: "host", algorithms: ["RS256"] });
const remote = remoteJwks("https://issuer.example/jwks.json", { timeout: 2, cache: cacheApi() });
await remote.prefetch();
createVerifier({ key: remote, cache: 1000 }).free();
// The same types, so that one can stand for the other.
lite.verifySync(token, lite.jwk(pem.toPublicJwk()));

const store: RevocationStore = memoryStore({ maxFamilies: 10 });
using issuer = createTokenIssuer({ key, subjectClaim: "user_id", store });
same<Awaited<ReturnType<typeof issuer.issue>>, TokenPair>(true);
const pair = await issuer.refresh((await issuer.issue("42", { roles: ["admin"] })).refresh);
same<typeof pair.expiresIn, number>(true);
createLiteIssuer satisfies typeof createTokenIssuer;
// @ts-expect-error the subject is text
await issuer.issue(42);
// @ts-expect-error it signs
createTokenIssuer({ key: set });
// @ts-expect-error there is no such option
createTokenIssuer({ key, grace: 10 });

const report: Report = explainSync(token);
same<typeof report.verdict, "verified" | "refused" | "unchecked">(true);
// What is there is known once the verdict or the outcome is.
same<typeof report.payload, JwtClaims | undefined>(true);
if (report.verdict === "verified") same<typeof report.payload, JwtClaims>(true);
for (const check of report.checks) {
  if (check.outcome === "failed") same<typeof check.error.code, JwtErrorCode>(true);
  else same<typeof check.error, undefined>(true);
}
// Lists are only read.
const lists = { algorithms: ["HS256"], issuer: ["a"], audience: ["b"], requiredClaims: ["jti"] } as const;
verifySync(token, key, lists);
createVerifier({ key, ...lists });
createTokenIssuer({ key, audience: lists.audience });

try {
  verifySync(token, key);
} catch (error) {
  if (error instanceof JwtError) {
    same<typeof error.code, JwtErrorCode>(true);
    switch (error.code) {
      case "malformed":
        same<typeof error.reason, MalformedReason>(true);
        break;
      case "expired":
        same<typeof error.claim, string>(true);
        break;
      case "header_rejected":
        same<typeof error.reason, "crit" | "b64" | "typ" | "kid">(true);
        break;
      case "revoked":
        same<typeof error.reason, RevokedReason | undefined>(true);
        break;
      case "jwks_unavailable":
        same<typeof error.reason, JwksReason>(true);
        break;
      default:
        same<typeof error.claim, string | undefined>(true);
    }
  }
}

// @ts-expect-error a key says what it is; a string is none
verifySync(token, "secret");
// @ts-expect-error there is no such option
verifySync(token, key, { isuer: "a" });
// @ts-expect-error no option takes a RegExp
verifySync(token, key, { issuer: /a/ });
// @ts-expect-error an undefined option is an error at run time too
verifySync(token, key, { issuer: undefined });
// @ts-expect-error one call has nothing to keep
verifySync(token, key, { cache: 10 });
// @ts-expect-error there is no such engine
verifySync(token, key, { engine: "gpu" });
// @ts-expect-error a set does not sign
signSync({}, set);
// @ts-expect-error none is no algorithm
secretKey("secret", "none");
// @ts-expect-error a verifier needs its key
createVerifier({ issuer: "a" });
// @ts-expect-error times are numbers
signSync({ exp: "tomorrow" }, key);
// @ts-expect-error the list is closed
const unknown: JwtErrorCode = "bad";
void (unknown satisfies string);
void ("HS256" satisfies Algorithm);
