// Proofs of possession in real workerd: how many of many parallel uses of one proof pass.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { jwk, secretKey, sign, thumbprint } from "jwt-wasm";
import { createDpopProof } from "jwt-wasm/dpop";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bundleFixture, start } from "./bundle.mjs";
import { send } from "./http.mjs";
import { SECRET } from "./tokens.mjs";

const DURABLE = {
  REPLAY: { className: "Replay", useSQLite: true },
  SLOW: { className: "Slow", useSQLite: true },
  LYING: { className: "Lying", useSQLite: true },
};

let modules;
let worker;
before(async () => {
  ({ modules } = await bundleFixture("dpop"));
  worker = await running();
});
after(() => worker?.dispose());

/** A client with its own key. */
function client(alg = "ES256") {
  const { privateKey } =
    alg === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : alg === "EdDSA"
        ? generateKeyPairSync("ed25519")
        : generateKeyPairSync("ec", { namedCurve: { ES256: "P-256", ES384: "P-384", ES512: "P-521" }[alg] });
  const key = jwk(privateKey.export({ format: "jwk" }), alg);
  const jkt = thumbprint(key.toPublicJwk());
  return { key, jkt };
}

async function running(durableObjects = DURABLE) {
  const { url, log, dispose } = await start(modules, { SECRET }, { kvNamespaces: ["KV"], durableObjects });
  const ask = async (path, headers, { isBound = true } = {}) => {
    const { status, text } = await send(new URL(path, url), { headers });
    assert.equal(status === 500, !isBound, `${text}\n${log()}`);
    return { status, text };
  };
  const headersOf = async ({ key, jkt }, path = "/api") => {
    const token = await sign({ sub: "alice", cnf: { jkt } }, secretKey(SECRET, "HS256"), { expiresIn: 60 });
    const proof = await createDpopProof({
      key,
      htm: "GET",
      htu: `https://api.example${path}`,
      accessToken: token,
    });
    return { authorization: `DPoP ${token}`, dpop: proof };
  };
  const codeOf = ({ status, text }) => (status === 200 ? "good" : JSON.parse(text).code);
  return { ask, headersOf, codeOf, log, dispose };
}

test("keys of every kind", async () => {
  const { ask, headersOf, codeOf } = worker;
  for (const alg of ["ES256", "ES384", "ES512", "RS256", "EdDSA"]) {
    const answer = await ask("/api?store=durable", await headersOf(client(alg)));
    assert.equal(codeOf(answer), "good", `${alg} ${worker.log()}`);
  }
});

describe("a Durable Object", () => {
  test("of a hundred uses at once exactly one passes, of each proof", { timeout: 60_000 }, async () => {
    const { ask, headersOf, codeOf } = worker;
    for (const who of [client(), client("EdDSA")]) {
      for (let round = 0; round < 3; round++) {
        const headers = await headersOf(who);
        const answers = await Promise.all(
          Array.from({ length: 100 }, () => ask("/api?store=durable", headers)),
        );
        const codes = answers.map(codeOf);
        assert.deepEqual([...new Set(codes)].sort(), ["good", "invalid_dpop_proof"]);
        assert.equal(codes.filter((code) => code === "good").length, 1);
      }
    }
  });

  test("keeps a proof under its name until it may be forgotten, and then keeps nothing", async () => {
    const { ask, headersOf, codeOf } = worker;
    const who = client();
    const look = async (path) => JSON.parse((await ask(`${path}?jkt=${who.jkt}`)).text);
    assert.deepEqual(await look("/look"), { rows: [], alarm: null });
    const now = Date.now() / 1000;
    for (let count = 0; count < 2; count++) {
      assert.equal(codeOf(await ask("/api?store=durable", await headersOf(who))), "good");
    }
    const { rows, alarm } = await look("/look");
    assert.equal(rows.length, 2);
    for (const { id, expires_at } of rows) {
      assert.match(id, /^[\w-]{43}$/);
      assert.ok(Math.abs(expires_at - now - 390) < 5);
    }
    assert.ok(Math.abs(alarm / 1000 - now - 300) < 5);
    // A proof that could still pass must be remembered.
    assert.equal((await look("/forget")).rows.length, 2);
    const other = client();
    const at = async (path) => JSON.parse((await ask(`${path}jkt=${other.jkt}`)).text);
    for (const isFirst of [true, false]) assert.equal(await at("/use?id=late&"), isFirst);
    assert.equal((await at("/look?")).rows.length, 1);
    assert.deepEqual(await at("/forget?"), { rows: [], alarm: null });
    for (const isFirst of [true, false]) assert.equal(await at("/use?id=late&"), isFirst);
    assert.ok((await at("/look?")).alarm > 0);
  });

  test("without a gate as well", async () => {
    const { ask, headersOf } = worker;
    for (const store of ["durable", "kv"]) {
      const who = client();
      const { dpop } = await headersOf(who, "/prove");
      const answers = [];
      for (let count = 0; count < 2; count++) answers.push(await ask(`/prove?store=${store}`, { dpop }));
      assert.deepEqual(JSON.parse(answers[0].text), { jkt: who.jkt });
      assert.deepEqual(JSON.parse(answers[1].text), { code: "revoked", reason: "reused" });
    }
  });

  test("that is slow, lies or is not bound accepts no proof", { timeout: 60_000 }, async () => {
    const { ask, headersOf, codeOf } = worker;
    await Promise.all(
      ["slow", "lying"].map(async (store) => {
        const begun = Date.now();
        const answer = await ask(`/api?store=${store}`, await headersOf(client()));
        assert.deepEqual([answer.status, codeOf(answer)], [503, "replay_unavailable"], store);
        assert.ok(Date.now() - begun < 6500, store);
      }),
    );
    const unbound = await ask("/api?store=missing", await headersOf(client()), { isBound: false });
    assert.equal(codeOf(unbound), "gate_misconfigured");
  });

  test("without SQLite accepts no proof", async () => {
    const { ask, headersOf, codeOf, dispose } = await running({
      ...DURABLE,
      REPLAY: { className: "Replay", useSQLite: false },
    });
    try {
      const answer = await ask("/api?store=durable", await headersOf(client()));
      assert.deepEqual([answer.status, codeOf(answer)], [503, "replay_unavailable"]);
    } finally {
      await dispose();
    }
  });
});

test("the memory of one isolate", async () => {
  const { ask, headersOf, codeOf } = worker;
  const headers = await headersOf(client());
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask("/api?store=memory", headers)));
  assert.equal(answers.filter((answer) => codeOf(answer) === "good").length, 1);
});

test("KV refuses a later replay, and promises nothing about parallel ones", async () => {
  const { ask, headersOf, codeOf } = worker;
  const headers = await headersOf(client());
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask("/api?store=kv", headers)));
  assert.ok(answers.filter((answer) => codeOf(answer) === "good").length >= 1);
  assert.equal(codeOf(await ask("/api?store=kv", headers)), "invalid_dpop_proof");
});
