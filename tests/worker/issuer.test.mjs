// The stores of Workers in real workerd: how many of many parallel refreshes of one token win.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { decode } from "jwt-wasm";
import { bundleFixture, start } from "./bundle.mjs";
import { send } from "./http.mjs";
import { SECRET } from "./tokens.mjs";

let modules;
before(async () => {
  ({ modules } = await bundleFixture("issuer"));
});

const BINDINGS = {
  kvNamespaces: ["KV"],
  durableObjects: { FAMILIES: { className: "Family", useSQLite: true } },
};

/** Starts a Worker with these options of Miniflare. @returns functions that send requests to it */
async function running(options = BINDINGS) {
  const worker = await start(modules, { SECRET }, options);
  const ask = async (store, path, body = "", headers = {}) => {
    const url = new URL(`${path}?store=${store}`, worker.url);
    const { status, headers: told, text } = await send(url, { method: "POST", body, headers });
    assert.notEqual(status, 500, `${text}\n${worker.log()}`);
    return { status, ...(told["content-type"]?.includes("json") ? JSON.parse(text) : { text }) };
  };
  const isLetIn = async (store, { access }) => {
    const { status, code } = await ask(store, "/api", "", { authorization: `Bearer ${access}` });
    assert.ok(status === 200 || code === "revoked", code);
    return status === 200;
  };
  return { ask, isLetIn, dispose: () => worker.dispose() };
}

for (const store of ["durable", "kv"]) {
  describe(store, () => {
    let worker;
    before(async () => {
      worker = await running();
    });
    after(() => worker?.dispose());

    test("each refresh token is good once; a second use revokes the family, and no other", async () => {
      const { ask, isLetIn } = worker;
      const other = await ask(store, "/issue");
      const first = await ask(store, "/issue");
      const second = await ask(store, "/refresh", first.refresh);
      const third = await ask(store, "/refresh", second.refresh);
      for (const pair of [other, first, second, third]) assert.ok(await isLetIn(store, pair));
      assert.equal((await ask(store, "/refresh", first.refresh)).reason, "reused");
      for (const pair of [first, second, third]) {
        assert.equal(await isLetIn(store, pair), false);
        assert.deepEqual(await ask(store, "/refresh", pair.refresh), { status: 401, code: "revoked" });
      }
      assert.ok(await isLetIn(store, other));
      assert.equal((await ask(store, "/refresh", other.refresh)).status, 200);
    });

    test("a logout", async () => {
      const { ask, isLetIn } = worker;
      const pair = await ask(store, "/issue");
      assert.equal((await ask(store, "/revoke", pair.access)).revoked, true);
      assert.equal(await isLetIn(store, pair), false);
      assert.equal((await ask(store, "/refresh", pair.refresh)).code, "revoked");
    });

    test("of many refreshes at once", { timeout: 60_000 }, async () => {
      const { ask, isLetIn } = worker;
      for (let round = 0; round < 4; round++) {
        const login = await ask(store, "/issue");
        const answers = await Promise.all(
          Array.from({ length: 50 }, () => ask(store, "/refresh", login.refresh)),
        );
        const won = answers.filter(({ status }) => status === 200);
        // KV cannot promise that only one refresh wins.
        if (store === "durable") assert.equal(won.length, 1);
        else assert.ok(won.length >= 1);
        for (const { status, code } of answers) assert.ok(status === 200 || code === "revoked", code);
        if (won.length < 50) {
          for (const pair of won) {
            assert.equal((await ask(store, "/refresh", pair.refresh)).code, "revoked");
            assert.equal(await isLetIn(store, pair), false);
          }
        }
      }
    });
  });
}

test("a Durable Object forgets its family when no token of it can be good any more", async () => {
  const { ask, dispose } = await running();
  try {
    const now = Date.now() / 1000;
    const look = (family) => ask("durable", "/look", family);
    const rotate = (rotation) => ask("durable", "/rotate", JSON.stringify(rotation));
    assert.deepEqual(await look("lives"), { status: 200, records: [], alarm: null });
    const expiresAt = now + 3600;
    assert.equal((await rotate({ family: "lives", jti: "lives", next: "b", expiresAt })).outcome, "rotated");
    const [[name, record]] = (await look("lives")).records;
    assert.deepEqual([name, record], ["family", { current: "b", expiresAt }]);
    assert.equal((await look("lives")).alarm, Math.floor(expiresAt * 1000));
    // Each use extends the lifetime. The alarm stays as it is, because it sets itself again when it runs.
    assert.equal(
      (await rotate({ family: "lives", jti: "b", next: "c", expiresAt: expiresAt + 60 })).outcome,
      "rotated",
    );
    assert.equal((await look("lives")).records[0][1].expiresAt, expiresAt + 60);

    assert.equal(
      (await rotate({ family: "dies", jti: "dies", next: "b", expiresAt: now + 1 })).outcome,
      "rotated",
    );
    assert.equal((await look("dies")).records.length, 1);
    for (let tries = 0; (await look("dies")).records.length > 0; tries++) {
      assert.ok(tries < 200, "the alarm never rang");
      await sleep(100);
    }
    assert.equal((await rotate({ family: "dies", jti: "b", next: "c", expiresAt })).outcome, "revoked");
  } finally {
    await dispose();
  }
});

test("KV, which keeps nothing for less than a minute, is asked for no less", async () => {
  const { ask, dispose } = await running();
  try {
    const rotation = { family: "a", jti: "a", next: "b", expiresAt: Date.now() / 1000 + 1 };
    for (const outcome of ["rotated", "reused"]) {
      assert.equal((await ask("kv", "/rotate", JSON.stringify(rotation))).outcome, outcome);
    }
  } finally {
    await dispose();
  }
});

test("a store that cannot be had lets nothing through", async () => {
  // Without SQLite the object cannot read and write in one step.
  const { ask, dispose } = await running({
    ...BINDINGS,
    durableObjects: { FAMILIES: { className: "Family", useSQLite: false } },
  });
  try {
    const { access, refresh } = await ask("durable", "/issue");
    assert.equal(decode(access).payload.sid, decode(refresh).payload.jti);
    const { code, cause } = await ask("durable", "/refresh", refresh);
    assert.deepEqual([code, /Durable Object|SQL/.test(cause)], ["revocation_unavailable", true], cause);
    const { status } = await ask("durable", "/api", "", { authorization: `Bearer ${access}` });
    assert.equal(status, 503);
  } finally {
    await dispose();
  }
});
