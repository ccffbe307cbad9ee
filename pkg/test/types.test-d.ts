// Checked by `tsc`, never run: users' code must have the expected types, and mistakes must be type errors.
import {
  type Algorithm,
  type ClaimTest,
  cacheApi,
  contains,
  createVerifier,
  type Decoded,
  decode,
  entraId,
  explainSync,
  generateSecret,
  type JweHeaderReason,
  type JweMalformedReason,
  type JwePart,
  type JwksReason,
  type JwtClaims,
  JwtError,
  type JwtErrorCode,
  type JwtHeader,
  jwk,
  jwks,
  type Key,
  type KeyReason,
  loadEngine,
  type MalformedReason,
  type OptionsReason,
  oneOf,
  privateKey,
  publicKey,
  type RemoteKeySetState,
  type Report,
  type RevokedReason,
  remoteJwks,
  type SkipReason,
  type SyncReason,
  secretKey,
  sign,
  signJws,
  signJwsSync,
  signSync,
  type TokenPart,
  type TrustedIssuers,
  type thumbprint,
  trustedIssuers,
  type UnverifiedClaims,
  type UnverifiedHeader,
  type Verified,
  type VerifiedKey,
  type Verifier,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
  type WeakReason,
} from "jwt-wasm";
import { createTokenIssuer, memoryStore, type RevocationStore, type TokenPair } from "jwt-wasm/issuer";
import { init, initSync } from "jwt-wasm/slim";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

interface Access {
  token_type: "access";
  user_id: number;
}

const key: Key = secretKey(generateSecret("HS256"), "HS256");
const token: string = signSync({ sub: "user-42" }, key, { expiresIn: 300, jwtId: "random" });
signSync({}, key, { typ: false });
signSync({}, key, { header: { x5t: "x", jwk: { kty: "OKP" } } });

// A declared type of claims, without an index signature. Its members are still checked.
declare const access: Access;
declare const timed: Access & { readonly exp: number; readonly aud: readonly string[] };
declare const claims: JwtClaims;
signSync(access, key);
await sign(timed, key);
signSync(claims, key);
signSync({ ...access, roles: ["a"] }, key, { header: access });
verifySync(token, key, { claims: access });

// `oneOf` and `contains`.
verifySync(token, key, {
  issuer: oneOf("a", "b"),
  audience: oneOf("a"),
  subject: oneOf("a"),
  jwtId: oneOf("a"),
});
verifySync(token, key, { claims: { azp: oneOf("a", 1, null), realm_access: { roles: contains("x", "y") } } });
createVerifier({ key, claims: { groups: contains({ name: "a" }) } }).free();
const plans = oneOf("pro", "team");
same<typeof plans, ClaimTest<"oneOf", "pro" | "team">>(true);
// @ts-expect-error an issuer is one text
verifySync(token, key, { issuer: contains("a") });
// @ts-expect-error an issuer is a text
verifySync(token, key, { issuer: oneOf(1) });
// @ts-expect-error a token has one typ
verifySync(token, key, { typ: oneOf("JWT", "at+jwt") });
// @ts-expect-error tests are made by functions
verifySync(token, key, { subject: { kind: "oneOf", values: ["a"] } });
// @ts-expect-error times are numbers, also in a type of one's own
signSync({ ...access, exp: "tomorrow" }, key);
// @ts-expect-error a list is not an object of claims
signSync([], key);
// @ts-expect-error nor is a map
signSync(new Map([["sub", "a"]]), key);
// @ts-expect-error nor is a date
signSync(new Date(), key);
// @ts-expect-error nor is a promise
signSync(Promise.resolve(access), key);
// @ts-expect-error nor is a function
signSync(() => access, key);
// @ts-expect-error nor is text
signSync('{"sub":"a"}', key);
// @ts-expect-error nor is a demand on claims
verifySync(token, key, { claims: ["sub"] });

const verified = verifySync<Access>(token, key, { claims: { token_type: "access" } });
same<typeof verified.payload, Access>(true);
same<typeof verified.header.alg, string>(true);

const plain = await verify(token, key);
same<typeof plain.payload.exp, number | undefined>(true);
same<typeof plain.payload.aud, string | string[] | undefined>(true);

const decoded = decode<Access>(token);
same<typeof decoded, Decoded<Access>>(true);
same<typeof decoded.signature, Uint8Array>(true);
// Nothing is verified, so each member may be missing or of any type.
same<typeof decoded.header, UnverifiedHeader>(true);
same<typeof decoded.header.alg, unknown>(true);
const read = decode(token, { maxTokenLength: 30_000, allowPadding: true });
same<typeof read.payload, UnverifiedClaims>(true);
same<typeof read.payload.exp, unknown>(true);
same<typeof read.payload.roles, unknown>(true);
if (typeof read.payload.sub === "string") same<typeof read.payload.sub, string>(true);
// @ts-expect-error alg may be missing
decoded.header.alg.startsWith("HS");
// @ts-expect-error exp may be anything
new Date(read.payload.exp * 1000);
// @ts-expect-error `decode` has no such option, since it checks nothing
decode(token, { issuer: "a" });

using verifier = createVerifier<Access>({ key, issuer: ["a", "b"], audience: "api" });
same<ReturnType<typeof verifier.verifySync>["payload"], Access>(true);
const inferred: Verifier<Access> = createVerifier({ key });
void inferred;
same<ReturnType<typeof createVerifier>, Verifier>(true);
same<ReturnType<typeof createVerifier<Access>>, Verifier<Access>>(true);
same<ReturnType<typeof verify>, Promise<Verified>>(true);
same<ReturnType<typeof verifySync>, Verified>(true);
same<ReturnType<typeof decode>, Decoded>(true);

const pem = publicKey("-----BEGIN PUBLIC KEY-----", "ES256");
const jws: string = await signJws(new Uint8Array(), key, {
  typ: "JOSE",
  kid: "k",
  header: { cty: "text/plain" },
});
same<ReturnType<typeof signJwsSync>, string>(true);
const bytes = verifyJwsSync(jws, pem, { payload: "text", b64: false, maxTokenLength: 30_000 });
same<typeof bytes.payload, Uint8Array>(true);
await verifyJws(jws, key, { allowPadding: true });
signJwsSync("text", key, { detached: true, b64: false });
// @ts-expect-error a public key does not sign
signJwsSync("text", pem);
// @ts-expect-error bytes have no claims
signJwsSync("text", key, { expiresIn: 300 });
// @ts-expect-error an object is neither text nor bytes
signJwsSync({ sub: "user-42" }, key);
// @ts-expect-error a JWT's payload is in the token, and encoded
verifySync(jws, key, { b64: false });
same<ReturnType<typeof thumbprint>, string>(true);
const set = jwks({ keys: [pem.toPublicJwk()] });
await verify<Access>(token, set, { engine: "host", algorithms: ["RS256"] });
const issuers = trustedIssuers(
  [
    "https://a.example",
    { issuer: "https://b.example", key: jwks({ keys: [] }), audience: ["b"], algorithms: ["ES256"] },
    { issuer: "https://c.example", jwksUri: new URL("https://c.example/jwks") },
    entraId({ tenants: ["72f988bf-86f1-41af-91ab-2d7cd011db47"] }),
    async (iss) => (iss === "https://d.example" ? { issuer: iss } : undefined),
  ],
  { timeout: 2, maxIssuers: 100, cache: cacheApi() },
);
same<typeof issuers, TrustedIssuers>(true);
createVerifier({ key: issuers, audience: "api" });
same<ReturnType<typeof issuers.prefetch>, Promise<void>>(true);
// @ts-expect-error an issuer has a name
trustedIssuers([{ key }]);
// @ts-expect-error a misspelled member
trustedIssuers([{ issuer: "a", audiense: "b" }]);
// @ts-expect-error headers would go to every issuer
trustedIssuers(["https://a.example"], { headers: {} });
// @ts-expect-error a list of issuers is not an entry
trustedIssuers([{ issuer: "a", key: issuers }]);
// @ts-expect-error content that is not a JWT has no issuer to choose by
verifyJws(token, issuers);
// @ts-expect-error `tenants` is required
entraId({});

const remote = remoteJwks("https://issuer.example/jwks.json", { timeout: 2, cache: cacheApi() });
await remote.prefetch();
same<ReturnType<typeof remote.reload>, Promise<void>>(true);
same<typeof remote.state, RemoteKeySetState>(true);
same<Verified["key"], VerifiedKey>(true);
same<VerifiedKey["kid"], string | undefined>(true);
same<(Report & { verdict: "verified" })["key"], VerifiedKey>(true);
same<(Report & { verdict: "refused" })["key"], VerifiedKey | undefined>(true);
same<RemoteKeySetState["freshUntil"], number | undefined>(true);
// @ts-expect-error the member is read-only
remote.state = {};
createVerifier({ key: remote, cache: 1000 }).free();
verifySync(token, jwk(pem.toPublicJwk()));
await init(new Uint8Array(8));
await init(fetch("es256.wasm"), "es256");
initSync(new Uint8Array(8), "keyfile");
// @ts-expect-error there is no such module
await init(new Uint8Array(8), "es257");
await loadEngine("ES256", "HS256");
// @ts-expect-error there is no such algorithm
await loadEngine("ES257");

const store: RevocationStore = memoryStore({ maxFamilies: 10 });
using issuer = createTokenIssuer({ key, subjectClaim: "user_id", store });
same<Awaited<ReturnType<typeof issuer.issue>>, TokenPair>(true);
const pair = await issuer.refresh((await issuer.issue("42", { roles: ["admin"] })).refresh);
await issuer.issue("42", access);
createTokenIssuer({ key, claims: access });
same<typeof pair.expiresIn, number>(true);
// @ts-expect-error the subject is text
await issuer.issue(42);
// @ts-expect-error a private key does not verify
createTokenIssuer({ key: set });
// @ts-expect-error a public key does not sign
createTokenIssuer({ key: pem });
// @ts-expect-error verifyKey must verify
createTokenIssuer({ key, verifyKey: privateKey("x", "ES256") });
// @ts-expect-error there is no such option
createTokenIssuer({ key, grace: 10 });

const report: Report = explainSync(token);
same<typeof report.verdict, "verified" | "refused" | "unchecked">(true);
// Once `verdict` or `outcome` is compared, the type says which members exist.
same<typeof report.payload, JwtClaims | UnverifiedClaims | undefined>(true);
if (report.verdict === "verified") {
  same<typeof report.payload, JwtClaims>(true);
  same<typeof report.header, JwtHeader>(true);
}
if (report.verdict === "unchecked") same<typeof report.header.alg, unknown>(true);
if (report.verdict === "refused") same<typeof report.payload, UnverifiedClaims | undefined>(true);
for (const check of report.checks) {
  if (check.outcome === "failed") same<typeof check.error.code, JwtErrorCode>(true);
  else same<typeof check.error, undefined>(true);
}
verifySync(token, key, { audience: false, ignoreExpiry: true });
createVerifier({ key, audience: false, subject: ["a", "b"], jwtId: ["c"] }).free();
// Read-only lists are accepted.
const lists = {
  algorithms: ["HS256"],
  issuer: ["a"],
  audience: ["b"],
  subject: ["c"],
  jwtId: ["d"],
  requiredClaims: ["jti"],
} as const;
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
        same<typeof error.reason, MalformedReason | JweMalformedReason>(true);
        same<typeof error.part, TokenPart | JwePart>(true);
        break;
      case "expired":
        same<typeof error.claim, string>(true);
        break;
      case "header_rejected":
        same<typeof error.reason, "crit" | "b64" | "typ" | "kid" | JweHeaderReason>(true);
        break;
      case "key_invalid":
        same<typeof error.reason, KeyReason>(true);
        same<typeof error.part, string | undefined>(true);
        break;
      case "key_too_weak":
        same<typeof error.reason, WeakReason>(true);
        break;
      case "options_invalid":
        same<typeof error.reason, OptionsReason | undefined>(true);
        break;
      case "sync_unavailable":
        same<typeof error.reason, SyncReason | undefined>(true);
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

for (const check of explainSync(token, key).checks) {
  if (check.outcome === "skipped") same<typeof check.reason, SkipReason>(true);
  // @ts-expect-error only a skipped check has this reason
  else check.reason;
}

// @ts-expect-error a string is not a key
verifySync(token, "secret");
// @ts-expect-error there is no such option
verifySync(token, key, { isuer: "a" });
// @ts-expect-error no option takes a RegExp
verifySync(token, key, { issuer: /a/ });
// @ts-expect-error an undefined option is an error at run time too
verifySync(token, key, { issuer: undefined });
// @ts-expect-error only false turns a check off
verifySync(token, key, { audience: true });
// @ts-expect-error only `audience` can be false
verifySync(token, key, { issuer: false });
// @ts-expect-error typ is a text, or left out
signSync({}, key, { typ: true });
// @ts-expect-error `cache` is for createVerifier
verifySync(token, key, { cache: 10 });
// @ts-expect-error there is no such engine
verifySync(token, key, { engine: "gpu" });
// @ts-expect-error a set does not sign
signSync({}, set);
// @ts-expect-error a remote set does not sign
signSync({}, remote);
// @ts-expect-error a verifier's key verifies
createVerifier({ key: privateKey("x", "ES256") });
// @ts-expect-error an object with `prefetch` is not a key
createVerifier({ key: { async prefetch() {} } });
// @ts-expect-error a report is of a verification
explainSync(token, privateKey("x", "ES256"));
// @ts-expect-error none is not an algorithm
secretKey("secret", "none");
// @ts-expect-error a verifier needs its key
createVerifier({ issuer: "a" });
// @ts-expect-error times are numbers
signSync({ exp: "tomorrow" }, key);
// @ts-expect-error the list of codes is closed
const unknown: JwtErrorCode = "bad";
void (unknown satisfies string);
void ("HS256" satisfies Algorithm);
