// Checked by `tsc`, never run. The type of a store says which bindings it needs, and no other object is a store.
import { type Jwk, jwk, privateKey, publicKey, secretKey, sign, verify } from "jwt-wasm";
import {
  createDpopProof,
  DpopReplay,
  type DurableObjectNamespace,
  dpopNonces,
  durableObjectReplay,
  type KvNamespace,
  kvReplay,
  memoryReplay,
  type ReplayStore,
  redisReplay,
  replayStore,
  type VerifiedProof,
  verifyDpopProof,
} from "jwt-wasm/dpop";
import { createGate, type Gate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

interface Bindings {
  JWT_SECRET: string;
  NONCE_SECRET: string;
  REPLAY: DurableObjectNamespace;
  KV: KvNamespace;
}

const key = secretKey("for the types only", "HS256");
const origin = () => new Response();
const bound = durableObjectReplay((env: Bindings) => env.REPLAY);
same<typeof bound, ReplayStore<Bindings>>(true);

const gate = createGate({
  keyFromEnv: (env: Bindings) => secretKey(env.JWT_SECRET, "HS256"),
  dpop: { replay: bound, nonce: dpopNonces({ secret: (env: Bindings) => env.NONCE_SECRET }), required: true },
  origin,
});
gate satisfies Gate<Bindings>;
createGate({
  key,
  dpop: {
    replay: memoryReplay({ maxProofs: 10 }),
    algorithms: ["ES256"],
    maxAge: 60,
    publicUrl: "https://a.example",
  },
  origin,
});
jwtGate({
  keyFromEnv: (env: Bindings) => secretKey(env.JWT_SECRET, "HS256"),
  dpop: {
    replay: kvReplay((env: Bindings) => env.KV),
    publicUrl: ({ url, headers }) => url + headers.get("x"),
  },
});
// A store that needs no bindings serves any gate.
jwtGate<object, Bindings>({
  key,
  dpop: { replay: redisReplay({ send: async (command) => command.length }) },
});

// @ts-expect-error: the store needs bindings that this gate does not have
jwtGate<object, { OTHER: string }>({ key, dpop: { replay: bound } });
// @ts-expect-error: a store is made by this package
createGate({ key, dpop: { replay: { use: () => true } }, origin });
// @ts-expect-error: an algorithm of shared secrets
createGate({ key, dpop: { replay: memoryReplay(), algorithms: ["HS256"] }, origin });
// @ts-expect-error: a store is needed
createGate({ key, dpop: { required: true }, origin });

const demands = { method: "GET", url: new URL("https://a.example"), replay: memoryReplay() };
verifyDpopProof("", demands).then((proof) => {
  same<typeof proof, VerifiedProof>(true);
  same<typeof proof.jwk, Jwk>(true);
  same<typeof proof.payload.htu, string>(true);
});
verifyDpopProof("", {
  ...demands,
  replay: replayStore({ use: ({ id }) => id.length > 0 }),
  nonce: dpopNonces(),
});
// @ts-expect-error: without a gate there are no bindings
verifyDpopProof("", { ...demands, replay: bound });
// @ts-expect-error: a store must remember the proof
verifyDpopProof("", { method: "GET", url: "https://a.example" });

createDpopProof({ key: privateKey("", "ES256"), htm: "GET", htu: "https://a.example" });
createDpopProof({ key: jwk({} as Jwk, "ES256"), htm: "GET", htu: new URL("https://a.example"), nonce: "n" });
// @ts-expect-error: a proof is made with a private key
createDpopProof({ key, htm: "GET", htu: "https://a.example" });
// @ts-expect-error: a secret does not make proofs either
createDpopProof({ key: publicKey("", "ES256"), htm: "GET", htu: "https://a.example" });

class Mine extends DpopReplay {}
void Mine;
// The types of Workers recognise the class of a Durable Object by this member.
declare const object: DpopReplay;
object satisfies { readonly __DURABLE_OBJECT_BRAND: never };

// `cnf` says what an access token is bound to. It, and each of its members, may be missing.
verify("", key).then(({ payload: { cnf } }) => {
  // @ts-expect-error the token may be bound to nothing
  void cnf.jkt;
  if (cnf?.jkt !== undefined) verifyDpopProof("", { ...demands, accessToken: "", jkt: cnf.jkt });
  cnf?.["x5t#S256"] satisfies string | undefined;
  cnf?.["jwk"] satisfies unknown;
  // @ts-expect-error the rest is of any type
  cnf?.["jwk"] satisfies object | undefined;
});
sign({ sub: "user-42", cnf: { jkt: "thumbprint" } }, key);
