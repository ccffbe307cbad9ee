// Keys for every algorithm, in every form that one of the peers accepts.
import { randomBytes } from "node:crypto";
import { certificate, KINDS, pem } from "../../pkg/test/key-forms.mjs";

const SECRETS = ["HS256", "HS384", "HS512"];

/** All the algorithms, Ed25519 under both of its names. */
export const ALGORITHMS = [...SECRETS, ...KINDS.flatMap(({ algorithms }) => algorithms)];

/**
 * The same key in each form: the half that signs and the half that verifies. Text is PEM or a secret, bytes are DER, and an object is
 * a JWK.
 */
export function formsFor(alg) {
  if (SECRETS.includes(alg)) {
    const secret = randomBytes(32).toString("hex");
    const jwk = { kty: "oct", alg, k: Buffer.from(secret).toString("base64url") };
    return { secret: { private: secret, public: secret }, jwk: { private: jwk, public: jwk } };
  }
  const kind = KINDS.find(({ algorithms }) => algorithms.includes(alg));
  const { publicKey, privateKey } = kind;
  const both = (privateType, publicType, format) => ({
    private: privateKey.export({ type: privateType, format }),
    public: publicKey.export({ type: publicType, format }),
  });
  const spki = both("pkcs8", "spki", "pem");
  return {
    spki,
    der: both("pkcs8", "spki", "der"),
    certificate: { private: spki.private, public: pem("CERTIFICATE", certificate(kind)) },
    jwk: {
      private: { ...privateKey.export({ format: "jwk" }), alg },
      public: { ...publicKey.export({ format: "jwk" }), alg },
    },
    ...(kind.name === "RSA" ? { pkcs1: both("pkcs1", "pkcs1", "pem") } : {}),
    ...(kind.name.startsWith("P-") ? { sec1: both("sec1", "spki", "pem") } : {}),
  };
}

/** Each algorithm with each of these forms of a key. */
export function casesOf(algorithms, forms) {
  return algorithms.flatMap((alg) =>
    Object.entries(formsFor(alg))
      .filter(([form]) => forms.includes(form))
      .map(([form, key]) => ({ alg, form, key, name: `${alg} ${form}` })),
  );
}

const isJwk = (key) => typeof key === "object" && "kty" in key;

/** Makes the key with one variant of the package. */
export function ourKey(api, alg, key, isPrivate) {
  if (isJwk(key)) return api.jwk(key);
  if (SECRETS.includes(alg)) return api.secretKey(key, alg);
  return isPrivate ? api.privateKey(key, alg) : api.publicKey(key, alg);
}

/** The key as JSON for Python. */
export function asJson(key) {
  return Buffer.isBuffer(key) ? { base64: key.toString("base64") } : key;
}
