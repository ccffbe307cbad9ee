// Checked by `tsc`, never run: a key's type says what the key is and which algorithm it is bound to.
import {
  type Algorithm,
  type CryptoKeyLike,
  createVerifier,
  cryptoKey,
  type ExternalKeyOptions,
  externalKey,
  generateSecret,
  type Jwk,
  type Jwks,
  jwk,
  jwks,
  type Key,
  type KeySet,
  type PrivateKey,
  type PublicKey,
  type PublicKeyAlgorithm,
  privateKey,
  publicKey,
  type RemoteKeySet,
  remoteJwks,
  type SecretKey,
  type SigningKey,
  secretKey,
  sign,
  signSync,
  thumbprint,
  type VerificationKey,
  verify,
  verifySync,
} from "jwt-wasm";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

const secret = secretKey(generateSecret("HS512"), "HS512");
const open = publicKey("-----BEGIN PUBLIC KEY-----", "ES256");
const hidden = privateKey(new Uint8Array(), "Ed25519");
same<typeof secret, SecretKey<"HS512">>(true);
same<typeof open, PublicKey<"ES256">>(true);
same<typeof hidden, PrivateKey<"Ed25519">>(true);
same<typeof open.algorithms, readonly "ES256"[]>(true);

// Several algorithms for one key must be of one kind, as far as the type shows it.
const rsa = publicKey("", ["RS256", "PS256"]);
same<typeof rsa, PublicKey<"RS256" | "PS256">>(true);
same<ReturnType<typeof publicKey<readonly ["ES384"]>>, PublicKey<"ES384">>(true);
publicKey("", ["EdDSA", "Ed25519"]);
publicKey("", [] as PublicKeyAlgorithm[]);
// @ts-expect-error: no key is for RSA and for ECDSA
publicKey("", ["RS256", "ES256"]);
// @ts-expect-error: a curve has one algorithm
publicKey("", ["ES256", "ES384"]);
// @ts-expect-error: a public key is not a secret
publicKey("", ["RS256", "HS256"]);
// @ts-expect-error: a key that signs is for one algorithm
privateKey("", ["RS256", "PS256"]);
// @ts-expect-error: a key that signs is for one algorithm
secretKey("", ["HS256"]);
const either = jwk({ kty: "RSA", n: "AA", e: "AQAB" }, ["RS256", "PS256"]);
same<typeof either.algorithms, readonly ("RS256" | "PS256")[]>(true);
// @ts-expect-error: RSA has no ES256
jwk({ kty: "RSA", n: "AA", e: "AQAB" }, ["RS256", "ES256"]);

// Narrower types are assignable to wider ones, and all of them to `Key`.
const all: Key[] = [secret, open, hidden];
const secrets: SecretKey[] = [secret];
const verifying: VerificationKey[] = [
  secret,
  open,
  jwks({ keys: [] }),
  remoteJwks("https://issuer.example/"),
];
const signing: SigningKey[] = [secret, hidden];
same<(typeof all)[0]["algorithms"], readonly Algorithm[]>(true);
void [secrets, verifying, signing];

// The type of a JWK that is written out says what the key is. A JWK that was parsed says so at run time only.
const [written] = [jwk({ kty: "oct", k: "AAEC", alg: "HS256" })];
same<typeof written.algorithms, readonly "HS256"[]>(true);
signSync({}, written);
verifySync("", written);
const point = { kty: "EC", crv: "P-256", x: "AA", y: "AA" } as const;
verifySync("", jwk(point));
signSync({}, jwk({ ...point, d: "AA" }));
// Ed25519 has two names. The type has the name that was asked for.
const edwards = { kty: "OKP", crv: "Ed25519", x: "AA", alg: "Ed25519" } as const;
same<ReturnType<typeof jwk<typeof edwards>>["algorithms"], readonly "Ed25519"[]>(true);
same<ReturnType<typeof jwk<typeof edwards, "EdDSA">>["algorithms"], readonly "EdDSA"[]>(true);
jwk(edwards, "EdDSA");
same<ReturnType<typeof jwk<{ kty: "RSA"; n: string; e: string }, "PS256">>["algorithms"], readonly "PS256"[]>(
  true,
);
declare const read: Jwk;
declare const exported: JsonWebKey;
declare const anything: ReturnType<typeof JSON.parse>;
declare const record: Record<string, unknown>;
for (const key of [
  jwk(read),
  jwk(read, "ES256"),
  jwk(exported),
  jwk(anything),
  jwk(record),
  jwk({ ...exported, kid: "a" }),
]) {
  signSync({}, key);
  verifySync("", key);
}
thumbprint(exported);
thumbprint(point);
thumbprint(read);
thumbprint(anything);
thumbprint(open.toPublicJwk());
interface Published {
  keys: JsonWebKey[];
}
declare const published: Published;
declare const ownSet: Jwks;
const sets: KeySet[] = [
  jwks(published),
  jwks(ownSet),
  jwks(anything),
  jwks({ keys: [point, exported, open.toPublicJwk()] }),
  jwks(ownSet, { allowSecrets: true }),
];
void sets;

// @ts-expect-error RSA needs a pair of keys
secretKey("x", "RS256");
// @ts-expect-error ECDSA has no secret
generateSecret("ES256");
// @ts-expect-error HMAC has no public key
publicKey("x", "HS256");
// @ts-expect-error nor a private one
privateKey("x", "HS256");
// @ts-expect-error a public key does not sign
signSync({}, publicKey("x", "RS256"));
// @ts-expect-error a private key does not verify
verifySync("", privateKey("x", "RS256"));
// @ts-expect-error nor does a public JWK sign
sign({}, jwk(point));
// @ts-expect-error nor does a private JWK verify
verifySync("", jwk({ ...point, d: "AA" }));
// @ts-expect-error a key's own algorithm is not another's
const other: SecretKey<"HS256"> = secret;
// @ts-expect-error a secret has the algorithms of secrets
jwk({ kty: "oct", k: "AAEC" }, "RS256");
// @ts-expect-error a secret has no such algorithm, even if the JWK names it
jwk({ kty: "oct", k: "AAEC", alg: "RS256" });
// @ts-expect-error a curve has its own algorithms
jwk(point, "EdDSA");
// @ts-expect-error there is no such type of key
jwk({ kty: "EX", k: "AAEC" });
// @ts-expect-error a JWK says of which type it is
jwk({});
// @ts-expect-error a JWK is not a text
jwk('{"kty":"oct"}');
// @ts-expect-error nor is a set
jwks("https://issuer.example/jwks.json");
// @ts-expect-error a set has keys
jwks({});
// @ts-expect-error there is no such option
jwks(ownSet, { allowSecret: true });
// @ts-expect-error the entries of a set are JWKs, not keys that were made of them
jwks({ keys: [open] });
// @ts-expect-error a key that was made is not a JWK
jwk(open);
// @ts-expect-error a thumbprint is made of a JWK
thumbprint(open);
// @ts-expect-error a thumbprint is of a key
thumbprint({});
// @ts-expect-error one key is not a set
jwks(point);
// @ts-expect-error an object that looks like a key is not a key
const lookalike: Key = { algorithms: ["HS256"], toPublicJwk: () => read, free() {}, [Symbol.dispose]() {} };
// @ts-expect-error an object that looks like a set is not a set
const setAlike: KeySet = { size: 1, free() {}, [Symbol.dispose]() {} };
// @ts-expect-error an object that looks like a remote set is not one
const remoteAlike: RemoteKeySet = { prefetch: async () => {}, reload: async () => {}, state: {} };
void [other, lookalike, setAlike, remoteAlike];

// Keys that stay where they are.
declare const webKey: CryptoKey;
declare const structural: CryptoKeyLike & { readonly other: 1 };
const kept = cryptoKey(webKey, "ES256");
same<typeof kept, Key<"ES256">>(true);
sign({}, kept).then((token) => verify(token, cryptoKey(webKey, "RS256")));
cryptoKey(structural, "HS256") satisfies SecretKey<"HS256">;
createVerifier({ key: kept });
// @ts-expect-error: an algorithm that does not exist
cryptoKey(webKey, "ES255");
// @ts-expect-error: a pair is two keys
cryptoKey({ privateKey: webKey, publicKey: webKey }, "ES256");
// @ts-expect-error: a key of this package is one already
cryptoKey(kept, "ES256");

const outside = externalKey({ alg: "ES256", publicKey: open, sign: async (input) => input });
same<typeof outside, PrivateKey<"ES256">>(true);
sign({}, outside);
externalKey({
  alg: "RS256",
  sign: async (input, { signal }) =>
    (await fetch("https://kms.example/sign", { method: "POST", body: input, signal })).arrayBuffer(),
  timeout: 1,
}) satisfies SigningKey;
externalKey({ alg: "ES256", sign: (input) => input.slice(), format: "der", kid: "a" });
// @ts-expect-error: it does not verify
verify("", outside);
// @ts-expect-error: a shared secret has no public half
externalKey({ alg: "HS256", sign: async (input) => input });
// @ts-expect-error: a signature is bytes
externalKey({ alg: "ES256", sign: async () => "text" });
// @ts-expect-error: a secret is not a public half
externalKey({ alg: "ES256", publicKey: secret, sign: (input) => input });
// @ts-expect-error: a private key is not one either
externalKey({ alg: "ES256", publicKey: outside, sign: (input) => input });
export const options: ExternalKeyOptions<"ES256"> = { alg: "ES256", sign: (input) => input };
