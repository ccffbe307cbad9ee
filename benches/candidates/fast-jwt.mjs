import { createPublicKey } from "node:crypto";
import { createDecoder, createSigner, createVerifier } from "fast-jwt";

function verifierOf({ algorithm, secret, publicPem, issuer, audience }, more) {
  return createVerifier({
    key: secret ? Buffer.from(secret, "base64url") : publicPem,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
    ...more,
  });
}

export function decode() {
  const decoder = createDecoder({ complete: true });
  return [{ name: "fast-jwt decoder", run: (token) => decoder(token) }];
}

export function verifySync(demands) {
  // Without the cache, because the bench compares verifying a token, not remembering one.
  const verifier = verifierOf(demands, { cache: false });
  return [{ name: "fast-jwt verifier", run: (token) => verifier(token) }];
}

export function cached(demands) {
  const hashing = verifierOf(demands, { cache: 1000 });
  const plain = verifierOf(demands, { cache: 1000, cacheKeyBuilder: (token) => token });
  return [
    { name: "fast-jwt verifier, by the token's hash (its default)", run: (token) => hashing(token) },
    { name: "fast-jwt verifier, by the token", run: (token) => plain(token) },
  ];
}

export function jwks(demands) {
  const known = new Map(
    demands.jwks.keys.map((jwk) => [
      jwk.kid,
      createPublicKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "spki" }),
    ]),
  );
  const key = async ({ header: { kid } }) => {
    if (!known.has(kid)) throw new Error("no such key");
    return known.get(kid);
  };
  const verifier = verifierOf(demands, { cache: false, key });
  return [{ name: "fast-jwt verifier, keys by callback", async: true, run: (token) => verifier(token) }];
}

export function sign({ algorithm, secret, privatePem, lifetime }) {
  const key = secret ? Buffer.from(secret, "base64url") : privatePem;
  const signer = createSigner({ algorithm, key, expiresIn: lifetime * 1000 });
  return [{ name: "fast-jwt signer", run: (claims) => signer(claims) }];
}
