import { createVerifier } from "fast-jwt";

export default function candidates({ algorithm, secret, issuer, audience }) {
  const verify = createVerifier({
    key: secret,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
    // A cache answers for tokens it has seen; what is compared here is the verification of one.
    cache: false,
  });
  return [{ name: "fast-jwt verifier", package: "fast-jwt", run: (token) => verify(token) }];
}
