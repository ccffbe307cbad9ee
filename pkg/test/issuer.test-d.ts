// Checked by `tsc`, never run: the types of key rings and client assertions.
import { createVerifier, jwk, type PrivateKey, secretKey, sign, trustedIssuers, verify } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import {
  createTokenIssuer,
  decryptJwks,
  encryptJwks,
  type KeyRing,
  keyRing,
  type StoredKeys,
  signClientAssertion,
  TokenFamily,
} from "jwt-wasm/issuer";

declare const stored: StoredKeys;
const ring: KeyRing = keyRing(stored, { retireAfter: 60 });
keyRing([], { publishAhead: 60, retireAfter: 60, algorithm: "EdDSA" });
keyRing(stored.keys, { retireAfter: 60 });
// The JWK types of jose, of WebCrypto and of Node.
interface JoseJwk {
  kty?: string;
  alg?: string;
  key_ops?: string[];
  use?: string;
  x5c?: string[];
  d?: string;
  oth?: Array<{ d?: string; r?: string; t?: string }>;
}
declare const joses: JoseJwk;
declare const exported: JsonWebKey;
for (const given of [joses, exported, { ...joses, nbf: 5 }]) {
  keyRing([given], { retireAfter: 60 });
  keyRing({ keys: [given] }, { retireAfter: 60 });
  ring.replace([given]);
  await ring.rotate(given);
  await encryptJwks({ keys: [given] }, "secret");
}
// @ts-expect-error a time is a number
keyRing([{ ...joses, nbf: "2026" }], { retireAfter: 60 });
// @ts-expect-error a lifetime is a number
keyRing([{ kty: "EC", nbf: "2026" }], { retireAfter: 60 });
// @ts-expect-error a key that was made is not a JWK
keyRing([jwk({ kty: "EC" })], { retireAfter: 60 });
// @ts-expect-error retireAfter has no default
keyRing([], { publishAhead: 60 });
// @ts-expect-error a secret cannot be published
keyRing([], { retireAfter: 60, algorithm: "HS256" });
// @ts-expect-error a ring is made of stored keys
keyRing(ring, { retireAfter: 60 });

const made: boolean = await ring.rotate();
await ring.rotate(stored.keys[0]);
const signing: PrivateKey = ring.signingKey();
await sign({ sub: "a" }, signing);
// @ts-expect-error a ring itself does not sign: signingKey() returns its key
await sign({ sub: "a" }, ring);
await verify("token", ring);
createVerifier({ key: ring });
createGate({ key: ring, origin: () => new Response() });
trustedIssuers([{ issuer: "https://a.example", key: ring }]);
// @ts-expect-error an object that looks like a ring is not a ring
await verify("token", { jwks: () => ring.jwks() });

const issuer = createTokenIssuer({
  key: ring,
  issuer: "https://a.example",
  metadata: { jwksUri: "https://a.example/j" },
});
const answer: Response = issuer.metadataResponse(new Request("https://a.example"));
ring.jwksResponse({ method: "GET", headers: new Headers() });
// @ts-expect-error the members are written as in JavaScript
createTokenIssuer({ key: ring, metadata: { jwks_uri: "https://a.example/j" } });

const text: string = await encryptJwks(ring.toPrivateJwks(), new Uint8Array(32));
ring.replace(await decryptJwks(text, "secret"));

const client = { clientId: "a", audience: "https://a.example" };
await signClientAssertion({ ...client, key: ring });
await signClientAssertion({ ...client, key: signing, expiresIn: 10 });
// @ts-expect-error an assertion has one audience
await signClientAssertion({ key: signing, clientId: "a", audience: ["a", "b"] });
// @ts-expect-error a secret is not a private key
await signClientAssertion({ ...client, key: secretKey("x", "HS256") });
// @ts-expect-error a public key does not sign
await signClientAssertion({ ...client, key: jwk({ kty: "EC", crv: "P-256", x: "", y: "" }) });

export { answer, made };

// The types of Workers recognise the class of a Durable Object by this member.
declare const family: TokenFamily;
family satisfies { readonly __DURABLE_OBJECT_BRAND: never };
class Mine extends TokenFamily {}
void Mine;
