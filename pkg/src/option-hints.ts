import { OPTIONS } from "./advice.js";
import { meant, notAnOption } from "./read-options.js";

/** All options that the core reads, or that come with them, of every function: a misspelt one is compared with them. */
const OPTION_NAMES: readonly string[] = [
  ...Object.keys(OPTIONS),
  "accessToken",
  "algorithms",
  "allowPadding",
  "allowWeakSecret",
  "b64",
  "cache",
  "claims",
  "code",
  "detached",
  "engine",
  "header",
  "ignoreExpiry",
  "issuedAt",
  "maxTokenLength",
  "profile",
  "requireExpiry",
  "requiredClaims",
  "stackTraces",
];

const BOUND = "the key is bound to its algorithm";
const CLAIMS = "write claims: { … }";

/** What to write for options that other libraries have, and that no function of this package has. */
const HINTS: Readonly<Record<string, string>> = {
  alg: BOUND,
  algorithm: BOUND,
  iss: "write issuer",
  aud: "write audience",
  sub: "write subject",
  jwtid: "write jwtId",
  allowedIss: "write issuer",
  allowedAud: "write audience",
  allowedSub: "write subject",
  maxTokenAge: "write maxAge",
  ignoreExpiration: "write ignoreExpiry",
  currentDate: "write now",
  clockTimestamp: "write now",
  graceSeconds: "write clockTolerance",
  keyid: "write kid",
  noTimestamp: "write issuedAt: false",
  tokenUse: CLAIMS,
  customJwtCheck: CLAIMS,
  cacheTTL: "createVerifier has cache",
  secret: "make the key by secretKey(secret, algorithm)",
  issuerBaseURL: "write key: trustedIssuers([issuer])",
  credentialsRequired: "write optional: true",
  getToken: "write tokenFrom",
  isRevoked: "write revocation",
};

/**
 * Refuses an option of another library, and a name that is nearly one of `names`. The core refuses every other name
 * that it does not know, so a known option costs one look.
 * @throws {JwtError} `options_invalid`
 */
export function checkNames(options: object, names = OPTION_NAMES): void {
  for (const part of Object.keys(options)) {
    if (OPTION_NAMES.includes(part)) continue;
    if (Object.hasOwn(HINTS, part)) throw notAnOption(part, `; ${HINTS[part]}`);
    const advice = meant(part, names);
    if (advice !== "") throw notAnOption(part, advice);
  }
}
