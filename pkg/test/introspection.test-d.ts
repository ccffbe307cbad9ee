// Checked by `tsc`, never run: the types of introspection.
import { jwks, secretKey } from "jwt-wasm";
import { createGate, type Gate, introspection } from "jwt-wasm/edge";
import { keyRing } from "jwt-wasm/issuer";

interface Env {
  CLIENT_SECRET: string;
}

const endpoint = "https://issuer.example/introspect";
const ring = keyRing([], { retireAfter: 60 });
const key = secretKey("x", "HS256");

const gate: Gate<Env> = createGate({
  key,
  introspection: introspection({ endpoint, clientId: "a", clientSecret: (env: Env) => env.CLIENT_SECRET }),
  origin: (_request, _env: Env) => new Response(),
});
introspection({ endpoint: new URL(endpoint), clientId: "a", clientSecret: "b", cache: false });
introspection({ endpoint, clientId: "a", clientSecret: "b", cache: { maxAge: 5 }, audience: false });
introspection({ endpoint, clientId: "a", privateKeyJwt: { key: ring, audience: "b" } });
introspection({ endpoint, clientId: "a", privateKeyJwt: async () => ({ key: ring, audience: "b" }) });
introspection({
  endpoint,
  clientId: "a",
  clientSecret: "b",
  signed: { key: jwks({ keys: [] }), issuer: "a" },
});
// @ts-expect-error the endpoint is needed
introspection({ clientId: "a", clientSecret: "b" });
// @ts-expect-error a secret is text
introspection({ endpoint, clientId: "a", clientSecret: new Uint8Array(5) });
// @ts-expect-error an issuer must be named
introspection({ endpoint, clientId: "a", clientSecret: "b", signed: { key: jwks({ keys: [] }) } });
// @ts-expect-error `cache` is an object
introspection({ endpoint, clientId: "a", clientSecret: "b", cache: 60 });
// @ts-expect-error the option is made by introspection()
createGate({ key, introspection: { endpoint, clientId: "a", clientSecret: "b" } });

export { gate };
