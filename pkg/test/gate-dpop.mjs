// Shared by the tests of proofs at the gate, which send each request to createGate and to the middleware for Hono.
import { describe } from "node:test";
import { Hono } from "hono";
import { memoryReplay } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { client, URL as PLACE } from "./dpop.mjs";
import { assertRefused, key, token, told } from "./gate.mjs";

export const ALGS = "ES256 EdDSA";
export const BEARER = 'Bearer realm="site.example"';
export const DPOP = 'DPoP realm="site.example"';
export const bound = (jkt = client.jkt, more = {}) => token({ cnf: { jkt }, ...more });

/** By name: makes a function that sends a request to the adapter. */
const ADAPTERS = {
  createGate(options, env) {
    const gate = createGate({ key, origin: () => new Response("origin"), ...options });
    return (request) => gate(request, env);
  },
  "jwtGate of Hono"(options, env) {
    const app = new Hono();
    app.use("*", jwtGate({ key, ...options }));
    app.all("*", (c) => c.text("origin"));
    return (request) => app.fetch(request, env ?? {});
  },
};

/** Runs the tests once for each adapter. @param tests gets functions that send requests to it */
export function inEachCoat(tests) {
  for (const [name, make] of Object.entries(ADAPTERS)) describe(name, () => tests(senders(make)));
}

function senders(make) {
  const gateOf = ({ dpop, env, ...options } = {}) => {
    const handle = make(
      { dpop: { replay: memoryReplay(), algorithms: ALGS.split(" "), ...dpop }, ...options },
      env,
    );
    return async (headers, { method = "GET", url = PLACE } = {}) => {
      const response = await handle(new Request(url, { method, headers }));
      return { ...(await told(response)), nonce: response.headers.get("dpop-nonce") };
    };
  };
  const send = gateOf();
  const with_ = (proof, access, more) => send({ authorization: `DPoP ${access}`, dpop: proof }, more);
  const refusedProof = (answer) =>
    assertRefused(
      answer,
      401,
      "invalid_dpop_proof",
      `${BEARER}, ${DPOP}, error="invalid_dpop_proof", algs="${ALGS}"`,
      "Authorization, DPoP",
    );
  return { gateOf, send, with_, refusedProof };
}
