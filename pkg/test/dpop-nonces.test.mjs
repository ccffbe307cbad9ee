// The nonces of a server that runs the package are those of one that runs the crate, if they share a secret.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dpopNonces } from "jwt-wasm/dpop";
import { load } from "./support.mjs";

const { secret, nonces } = load("reports/dpop-nonces.json");

test("a nonce is what the secret, the lifetime and the time make it", async (context) => {
  for (const { lifetime, now, nonce } of nonces) {
    context.mock.timers.enable({ apis: ["Date"], now: now * 1000 });
    assert.equal(await dpopNonces({ secret, lifetime }).issue(), nonce);
    context.mock.timers.reset();
  }
});
