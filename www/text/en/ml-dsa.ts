import { number } from "../locale";

export const mlDsa = {
  title: (algorithm: string) => `${algorithm}: what your browser says`,
  intro:
    "A post-quantum signature: made to withstand quantum computers, which would break RSA and elliptic curves. Its keys and signatures are many times as long as theirs.",
  neverAccepted:
    "jwt-wasm does not verify ML-DSA itself and never accepts such a token. This page asks your browser instead, with the key above: a JWK of the type AKP, a JWKS or a PEM file. Other programs can answer otherwise.",
  verdict: "Not checked: jwt-wasm does not verify ML-DSA",
  verdictDetail: (algorithm: string) =>
    `The token is signed with ${algorithm}, so jwt-wasm never accepts it. What your browser says of the signature stands below the key.`,
  asking: "Asking the browser…",
  matches: "The signature matches, says your browser",
  mismatch:
    "The signature does not match, says your browser: another key signed this token, or it was changed after it was signed.",
  length: (bytes: number, expected: number, algorithm: string) =>
    `The signature does not match: it has ${number(bytes)} bytes, a signature of ${algorithm} has ${number(expected)}.`,
  noSignature: "The signature cannot be read: it is missing, or it is not canonical base64url.",
  unavailable:
    "This browser has no ML-DSA, so it cannot check the signature. Recent versions of other browsers can.",
  cannotSign: "this browser has no ML-DSA.",
  noKey: "Enter the issuer’s public key above, and your browser will check the signature.",
  signatureOnly: "That shows who signed it and nothing more: the claims are checked under “Checks”.",
  badKey: (why: string) => `Not checked: ${why}`,
  problems: {
    secret: () => "a public key is needed, not a secret. Choose JWK, JWKS or PEM above.",
    json: () => "the key is not JSON object. Was it copied whole, from { to }?",
    kty: (found: string) =>
      found === ""
        ? "the key has no kty, which must be “AKP”."
        : `the key’s kty is “${found}”; a key for ML-DSA has “AKP”.`,
    alg: (found: string, wanted: string) =>
      found === ""
        ? `the key has no alg, which a key of the type AKP must have. The header says ${wanted}.`
        : `the key is for ${found}, the header says ${wanted}.`,
    pub: () => "the key’s pub is missing, or is not canonical base64url.",
    size: (found: string, wanted: string) =>
      `the key’s pub has ${number(Number(found))} bytes; it must have ${number(Number(wanted))}.`,
    use: (found: string) => `the key’s use is “${found}”, so it is not for signatures.`,
    keyOps: (found: string) => `the key’s key_ops are ${found}: “verify” is not among them.`,
    keys: () => "the key set has no list “keys”.",
    noneFits: (found: string, wanted: string) =>
      found === ""
        ? `no key of the set is for ${wanted}.`
        : `no key of the set is for ${wanted} and has the token’s kid, “${found}”.`,
    severalFit: (found: string, wanted: string) =>
      `${found} keys of the set are for ${wanted}, and the token’s kid does not choose one of them.`,
    pem: () => "the text is not a PEM file, or its base64 is damaged.",
    label: (found: string) => `the PEM file holds “${found}”; “PUBLIC KEY” is needed.`,
    privatePem: () => "this is a private key, which signs. Enter the public one.",
    notPrivate: () => "to sign, a private JWK of the type AKP is needed, with pub and priv.",
    priv: () => "to sign, the key’s priv must be the seed: 32 bytes as base64url.",
    refused: (found: string, wanted: string) =>
      `the browser does not take this key for ${wanted} (${found}).`,
  },
};
