// Stores used proofs in a real Redis server, through two clients and over HTTP.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { jwk } from "jwt-wasm";
import { createDpopProof, redisReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { CLIENTS } from "./lib/clients.mjs";
import { startServers } from "./lib/servers.mjs";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = jwk(pair.privateKey.export({ format: "jwk" }), "ES256");
const [htm, htu] = ["GET", "https://api.example/"];
const proof = () => createDpopProof({ key, htm, htu });

let servers;
before(async () => {
  servers = await startServers();
});
after(() => servers?.stop());

const outcome = (proof, replay) =>
  verifyDpopProof(proof, { method: htm, url: htu, replay }).then(
    () => "good",
    ({ code }) => code,
  );

for (const [name, connect] of Object.entries(CLIENTS)) {
  describe(name, () => {
    let client;
    before(async () => {
      client = await connect(servers);
    });
    after(() => client?.close());

    test("of a hundred at once, by two servers, exactly one passes", async () => {
      const stores = [redisReplay({ send: client.send }), redisReplay({ send: client.send })];
      for (let round = 0; round < 5; round++) {
        const one = await proof();
        const all = await Promise.all(
          Array.from({ length: 100 }, (_, index) => outcome(one, stores[index % 2])),
        );
        assert.deepEqual([...new Set(all)].sort(), ["good", "revoked"]);
        assert.equal(all.filter((code) => code === "good").length, 1);
      }
    });

    test("the stored entry has the proof's name and expires with it", async () => {
      const prefix = `proofs of ${name}/é:`;
      const sent = [];
      const send = (command) => {
        sent.push(command);
        return client.send(command);
      };
      assert.equal(await outcome(await proof(), redisReplay({ send, prefix })), "good");
      const [[, kept]] = sent;
      assert.ok(kept.startsWith(prefix));
      const ttl = Number(await client.send(["PTTL", kept]));
      assert.ok(ttl > 380_000 && ttl <= 390_000, String(ttl));
    });

    test("a command that is refused lets nothing through", async () => {
      const refused = redisReplay({ send: ([command]) => client.send([command]) });
      assert.equal(await outcome(await proof(), refused), "revocation_unavailable");
    });
  });
}

test("a server that is slow or gone lets nothing through", { timeout: 60_000 }, async () => {
  const clients = await Promise.all(Object.values(CLIENTS).map((connect) => connect(servers)));
  await clients[0].send(["CLIENT", "PAUSE", "7000", "ALL"]);
  const begun = Date.now();
  for (const code of await Promise.all(
    clients.map(async ({ send }) => outcome(await proof(), redisReplay({ send }))),
  )) {
    assert.equal(code, "revocation_unavailable");
  }
  assert.ok(Date.now() - begun < 6500);
  await sleep(7500 - (Date.now() - begun));
  await servers.stopRedis();
  // node-redis keeps commands until it is connected again, so the client is closed instead.
  clients[0].close();
  for (const { send } of clients) {
    assert.equal(await outcome(await proof(), redisReplay({ send })), "revocation_unavailable");
  }
  for (const { close } of clients.slice(1)) close();
});
