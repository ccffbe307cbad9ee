// The calls that stores make. tests/worker tests them in real workerd, and tests/stores with a real Redis.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { durableObjectStore, kvStore, memoryStore, redisStore } from "jwt-wasm/issuer";
import { code } from "./support.mjs";

const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
const send = async () => null;

test("wrong arguments are told at once", () => {
  for (const [make, values] of [
    [kvStore, [undefined, null, {}, "KV", { get() {} }, { get: 1, put: 1 }, hostile]],
    [durableObjectStore, [undefined, null, {}, "DO", { get() {} }, { idFromName: 1, get: 1 }, hostile]],
    [
      redisStore,
      [
        undefined,
        null,
        {},
        send,
        hostile,
        { send: "GET" },
        { send, prefix: 1 },
        { send, prefix: undefined },
        { send, port: 6379 },
      ],
    ],
    [memoryStore, [null, { maxFamilies: 0 }, { maxFamilies: 1.5 }, { maxFamilies: undefined }, { max: 1 }]],
  ]) {
    for (const value of values) {
      assert.equal(
        code(() => make(value)),
        "options_invalid",
        `${make.name} ${inspect(value, { showProxy: true })}`,
      );
    }
  }
});

test("a payload without sid and jti cannot be looked up, in any store", async () => {
  const asked = [];
  const note = (key) => asked.push(key);
  const stores = [
    memoryStore(),
    kvStore({ get: note, put: note }),
    durableObjectStore({ idFromName: note, get: note }),
    redisStore({ send: note }),
  ];
  for (const store of stores) {
    for (const [payload, expected] of [
      [{}, "claim_missing"],
      [undefined, "claim_missing"],
      [null, "claim_missing"],
      [{ jti: 1 }, "claim_invalid"],
      [{ jti: "" }, "claim_invalid"],
      [{ jti: "j".repeat(129) }, "claim_invalid"],
      [{ sid: [], jti: "j" }, "claim_invalid"],
      [{ sid: null, jti: "j" }, "claim_invalid"],
    ]) {
      await assert.rejects(store.isRevoked(payload), { name: "JwtError", code: expected }, inspect(payload));
    }
  }
  assert.deepEqual(asked, []);
});
