import { createSigner, createVerifier } from "fast-jwt";
import { LIFETIME } from "../cases.mjs";

function verifierOf({ algorithm, secret, publicPem, issuer, audience }, more) {
  return createVerifier({
    key: secret ?? publicPem,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
    ...more,
  });
}

export function verify(demands) {
  // A cache answers for tokens it has seen; what is compared here is the verification of one.
  const verifier = verifierOf(demands, { cache: false });
  return [{ name: "fast-jwt verifier", run: (token) => verifier(token) }];
}

export function cache(demands) {
  const hashing = verifierOf(demands, { cache: 1000 });
  const plain = verifierOf(demands, { cache: 1000, cacheKeyBuilder: (token) => token });
  return [
    { name: "fast-jwt verifier, by the token's hash (its default)", run: (token) => hashing(token) },
    { name: "fast-jwt verifier, by the token", run: (token) => plain(token) },
  ];
}

export function sign({ algorithm, secret, privatePem }) {
  const signer = createSigner({ algorithm, key: secret ?? privatePem, expiresIn: LIFETIME * 1000 });
  return [{ name: "fast-jwt signer", run: (claims) => signer(claims) }];
}
