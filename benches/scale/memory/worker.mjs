// Creates objects and keeps them, so that their size can be measured from outside.
import { createVerifier, jwks, secretKey } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { memoryStore } from "jwt-wasm/issuer";
import { load } from "../../../pkg/dist/core/module.js";

const kept = [];

const KINDS = {
  loaded: ({ secret }) => secretKey(secret, "HS256"),
  set: ({ set }) => jwks(set),
  gate: ({ secret }) =>
    createGate({ key: secretKey(secret, "HS256"), audience: "api", origin: () => new Response() }),
};

let verifier;
let store;

export default {
  async fetch(request) {
    const { kind, from, count, fixture } = await request.json();
    for (let index = from; index < from + count; index += 1) {
      if (kind === "token") {
        verifier ??= createVerifier({
          key: secretKey(fixture.secret, "HS256"),
          audience: "api",
          cache: 1_000_000,
        });
        verifier.verifySync(fixture.tokens[index - from]);
      } else if (kind === "family") {
        store ??= memoryStore();
        const family = index.toString(16).padStart(32, "0");
        await store.rotate({
          family,
          jti: family,
          next: `f${family.slice(1)}`,
          expiresAt: Date.now() / 1000 + 900,
        });
      } else kept.push(KINDS[kind](fixture));
    }
    return Response.json({ wasm: kind === undefined ? 0 : load().buffer.byteLength });
  },
};
