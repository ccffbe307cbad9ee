// Stores families in a real Redis server, through two clients and over HTTP.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { decode, generateSecret, secretKey } from "jwt-wasm";
import { createTokenIssuer, redisStore } from "jwt-wasm/issuer";
import { CLIENTS } from "./lib/clients.mjs";
import { startServers } from "./lib/servers.mjs";

const secret = generateSecret("HS256");
const key = secretKey(secret, "HS256");

/** A token by other software, because `sign` refuses such times. */
function foreign(claims) {
  const parts = [{ alg: "HS256" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const input = parts.join(".");
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

let servers;
before(async () => {
  servers = await startServers();
});
after(() => servers?.stop());

const codeOf = (promise) =>
  promise.then(
    () => "fulfilled",
    ({ code, reason }) => [code, reason].filter(Boolean).join(" "),
  );

for (const [name, connect] of Object.entries(CLIENTS)) {
  describe(name, () => {
    let client;
    before(async () => {
      client = await connect(servers);
    });
    after(() => client?.close());

    const issuerOf = (options = {}, ttl = {}) => {
      const store = redisStore({ send: client.send, ...options });
      return { store, issuer: createTokenIssuer({ key, store, ...ttl }) };
    };
    const isRevoked = (store, { access }) => store.isRevoked(decode(access).payload);

    test("each refresh token is good once; a second use revokes the family, and no other", async () => {
      const { store, issuer } = issuerOf();
      const other = await issuer.issue("alice");
      const first = await issuer.issue("alice");
      const second = await issuer.refresh(first.refresh);
      const third = await issuer.refresh(second.refresh);
      for (const pair of [other, first, second, third]) assert.equal(await isRevoked(store, pair), false);
      assert.equal(await codeOf(issuer.refresh(first.refresh)), "revoked reused");
      for (const pair of [first, second, third]) {
        assert.equal(await isRevoked(store, pair), true);
        assert.equal(await codeOf(issuer.refresh(pair.refresh)), "revoked");
      }
      assert.equal(await isRevoked(store, other), false);
      await issuer.refresh(other.refresh);
    });

    test("of fifty refreshes at once exactly one wins", async () => {
      const { store, issuer } = issuerOf();
      for (let round = 0; round < 5; round++) {
        const { refresh } = await issuer.issue("alice");
        const settled = await Promise.allSettled(Array.from({ length: 50 }, () => issuer.refresh(refresh)));
        const won = settled.filter(({ status }) => status === "fulfilled");
        assert.equal(won.length, 1);
        for (const { reason } of settled) assert.ok(!reason || reason.code === "revoked", reason?.cause);
        assert.equal(await isRevoked(store, won[0].value), true);
      }
    });

    test("the stored entry has the family's name and expires with it, and a revocation does not shorten it", async () => {
      const prefix = `test ${name}/é:`;
      const { issuer } = issuerOf({ prefix }, { accessTtl: 10, refreshTtl: 1000 });
      const { refresh } = await issuer.issue("alice");
      const { jti } = decode(refresh).payload;
      const ttl = async () => Number(await client.send(["PTTL", prefix + jti])) / 1000;
      const next = await issuer.refresh(refresh);
      assert.equal(await client.send(["GET", prefix + jti]), `=${decode(next.refresh).payload.jti}`);
      const before = await ttl();
      assert.ok(before > 1000 && before <= 1060, String(before));
      const shorter = issuerOf({ prefix }, { accessTtl: 10, refreshTtl: 20, maxRefreshTtl: 20 });
      await shorter.issuer.revoke(next.access);
      assert.equal(await client.send(["GET", prefix + jti]), "revoked");
      assert.ok((await ttl()) > before - 30);
      assert.equal(await codeOf(issuer.refresh(next.refresh)), "revoked");
      // By default, a revocation is kept as long as the longest refresh token may live.
      await issuer.revoke(next.access);
      assert.ok((await ttl()) > 90 * 86_400);
    });

    test("a token without an end that a server knows is used once and revoked like others", async () => {
      const { issuer } = issuerOf();
      for (const exp of [32_503_680_000, 1e15, 1e300]) {
        const made = (claims) => foreign({ sub: "alice", exp, jti: randomUUID(), ...claims });
        const refresh = made({ token_type: "refresh" });
        assert.equal(await codeOf(issuer.refresh(refresh)), "fulfilled");
        assert.equal(await codeOf(issuer.refresh(refresh)), "revoked reused");
        const other = made({ token_type: "refresh" });
        assert.equal(await codeOf(issuer.revoke(other)), "fulfilled");
        assert.equal(await codeOf(issuer.refresh(other)), "revoked");
      }
    });

    test("a family that the server has forgotten is refused, except for its first token", async () => {
      const { issuer } = issuerOf();
      const login = await issuer.issue("alice");
      const { refresh } = await issuer.refresh(login.refresh);
      await client.send(["FLUSHALL"]);
      assert.equal(await codeOf(issuer.refresh(refresh)), "revoked");
      assert.equal(await codeOf(issuer.refresh(login.refresh)), "fulfilled");
    });

    test("a reply that is an error, or no reply of the script's, lets nothing through", async () => {
      const { issuer } = issuerOf();
      const { access, refresh } = await issuer.issue("alice");
      const { payload } = decode(access);
      await client.send(["LPUSH", `jwt-wasm:${payload.sid}`, "not a family"]);
      const failing = issuerOf();
      assert.equal(await codeOf(issuer.refresh(refresh)), "revocation_unavailable");
      await assert.rejects(failing.store.isRevoked(payload), { code: "revocation_unavailable" });
      await client.send(["DEL", `jwt-wasm:${payload.sid}`]);
      for (const reply of [undefined, 1, {}, [], { error: "no" }]) {
        const store = redisStore({ send: async () => reply });
        const broken = createTokenIssuer({ key, store });
        for (const call of [broken.refresh(refresh), broken.revoke(refresh), store.isRevoked(payload)]) {
          assert.equal(await codeOf(call), "revocation_unavailable");
        }
      }
      await issuer.refresh(refresh);
    });
  });
}

test("a server that is gone lets nothing through, and the error says so", async () => {
  const clients = await Promise.all(Object.values(CLIENTS).map((connect) => connect(servers)));
  const issuers = clients.map(({ send }) => {
    const store = redisStore({ send });
    return { store, issuer: createTokenIssuer({ key, store }) };
  });
  const { access, refresh } = await issuers[0].issuer.issue("alice");
  await servers.stopRedis();
  // node-redis keeps commands until it is connected again, so the client is closed instead.
  clients[0].close();
  for (const { store, issuer } of issuers) {
    const calls = [issuer.refresh(refresh), issuer.revoke(refresh), store.isRevoked(decode(access).payload)];
    for (const { status, reason } of await Promise.allSettled(calls)) {
      assert.equal(status, "rejected");
      assert.equal(reason.code, "revocation_unavailable");
      assert.ok(reason.cause instanceof Error);
    }
  }
  for (const { close } of clients.slice(1)) close();
});
