// Makes private keys for a provider.
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

/** One row for each kind of key: its algorithms, the members of its JWK, and how it is made. */
const KINDS = [
  // Without `alg`, one key signs with several algorithms, as at many providers.
  { algorithms: ["RS256", "RS512", "PS256"], make: ["rsa", { modulusLength: 2048 }] },
  { algorithms: ["ES256"], alg: "ES256", make: ["ec", { namedCurve: "P-256" }] },
  { algorithms: ["ES384"], alg: "ES384", make: ["ec", { namedCurve: "P-384" }] },
  { algorithms: ["ES512"], alg: "ES512", make: ["ec", { namedCurve: "P-521" }] },
  { algorithms: ["EdDSA"], alg: "EdDSA", make: ["ed25519"] },
  { algorithms: ["Ed25519"], alg: "Ed25519", make: ["ed25519"] },
];

export const ALGORITHMS = KINDS.flatMap(({ algorithms }) => algorithms);

/** A key of each kind. The `kid` contains the generation. */
export function makeKeys(generation) {
  return KINDS.map(({ algorithms, alg, make }) => ({
    ...generateKeyPairSync(...make).privateKey.export({ format: "jwk" }),
    kid: `${algorithms[0]} of ${generation}`,
    use: "sig",
    ...(alg && { alg }),
  }));
}

/** The key that signs with an algorithm. */
export function keyFor(keys, alg) {
  return keys[KINDS.findIndex(({ algorithms }) => algorithms.includes(alg))];
}
