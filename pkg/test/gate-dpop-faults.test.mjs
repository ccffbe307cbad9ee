// Proofs of possession with nonces, behind proxies, with stores that fail, and from many clients.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { dpopNonces, durableObjectReplay, kvReplay, memoryReplay, replayStore } from "jwt-wasm/dpop";
import { client, clientKey, URL as PLACE, proofOf } from "./dpop.mjs";
import { assertRefused, logged } from "./gate.mjs";
import { ALGS, BEARER, bound, DPOP, inEachCoat } from "./gate-dpop.mjs";

inEachCoat(({ gateOf, with_, refusedProof }) => {
  test("nonces: asked for, given, and forgotten", async (context) => {
    const nonces = dpopNonces({ secret: "n".repeat(32), lifetime: 60 });
    const asking = gateOf({ dpop: { nonce: nonces } });
    const access = bound();
    const by = (nonce, claims = {}) =>
      asking({
        authorization: `DPoP ${access}`,
        dpop: proofOf({ token: access, claims: { nonce, ...claims } }),
      });
    const nonce = await nonces.issue();
    for (const wrong of [undefined, "", "forged", 1, `${nonce}x`, [nonce]]) {
      const answer = await by(wrong);
      const challenge = `${BEARER}, ${DPOP}, error="use_dpop_nonce", algs="${ALGS}"`;
      assertRefused(answer, 401, "use_dpop_nonce", challenge, "Authorization, DPoP");
      assert.equal(await nonces.isGood(answer.nonce), true);
      assert.equal((await by(answer.nonce)).status, 200);
    }
    // A proof with another fault gets that answer and no nonce, since a nonce would not help.
    const other = await by(undefined, { htm: "POST" });
    assert.deepEqual([other.body.code, other.nonce], ["invalid_dpop_proof", null]);
    context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 130_000 });
    const late = await asking({
      authorization: `DPoP ${bound()}`,
      dpop: proofOf({ token: access, claims: { nonce } }),
    });
    // This proof is also for another token. That is checked before the nonce, because it costs less.
    assert.equal(late.body.code, "invalid_dpop_proof");
    const again = bound();
    const expired = await asking({
      authorization: `DPoP ${again}`,
      dpop: proofOf({ token: again, claims: { nonce } }),
    });
    assert.equal(expired.body.code, "use_dpop_nonce");
    assert.notEqual(expired.nonce, nonce);
  });

  test("behind a proxy: the URL that clients know", async () => {
    const inside = "http://10.0.0.7:8080/api?x=1";
    const by = async (publicUrl, htu, url = inside) => {
      const proxied = gateOf({ dpop: { publicUrl } });
      const access = bound();
      return (
        await proxied(
          { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url: htu }) },
          { url },
        )
      ).status;
    };
    for (const origin of ["https://site.example", "https://site.example/", "https://SITE.example:443"]) {
      assert.equal(await by(origin, PLACE), 200, origin);
      assert.equal(await by(origin, "http://10.0.0.7:8080/api"), 401);
    }
    // A thief had the client make a proof for the thief's host, and sends token and proof on with that host's name.
    assert.equal(
      await by("https://site.example", "https://thief.example/api", "https://thief.example/api"),
      401,
    );
    const prefixed = ({ url }) => `https://site.example/v1${new URL(url).pathname}`;
    assert.equal(await by(prefixed, "https://site.example/v1/api"), 200);
    assert.equal(
      await by(({ headers }) => `https://${headers.get("host") ?? "site.example"}/api`, PLACE),
      200,
    );
    await logged(async (lines) => {
      for (const broken of [
        () => "/api",
        () => undefined,
        () => 7,
        () => "ftp://site.example/",
        () => {
          throw new Error("x");
        },
        async () => PLACE,
      ]) {
        assert.equal(await by(broken, PLACE), 500, String(broken));
      }
      assert.ok(lines().every((line) => line.includes("options_invalid")));
    });
  });

  test("a store that cannot be found among the bindings: 500, and the log says where to look", async () => {
    const env = { TEXT: "x", LATER: Promise.resolve({}), HALF: { get() {} } };
    const broken = () => {
      throw new Error("no bindings");
    };
    await logged(async (lines) => {
      for (const [replay, said] of [
        [
          durableObjectReplay((bindings) => bindings.NONE),
          "durableObjectReplay is undefined; is it among durable_objects.bindings?",
        ],
        [kvReplay((bindings) => bindings.NONE), "kvReplay is undefined; is it among kv_namespaces?"],
        [
          kvReplay((bindings) => bindings.TEXT),
          "kvReplay must be a binding of Workers KV, but it is a string",
        ],
        [kvReplay((bindings) => bindings.LATER), "it is a Promise"],
        [durableObjectReplay((bindings) => bindings.HALF), "must be a binding of Durable Objects"],
        [kvReplay(broken), "the binding of kvReplay cannot be read"],
      ]) {
        const failing = gateOf({ dpop: { replay }, env });
        const access = bound();
        const answer = await failing({ authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) });
        assert.deepEqual([answer.status, answer.body.code], [500, "gate_misconfigured"], said);
        assert.match(lines().at(-1), /options_invalid/);
        assert.ok(lines().at(-1).includes(said), lines().at(-1));
      }
    });
  });

  test("a store that fails or lies leads to 503, and the log says why", async () => {
    const throws = () => {
      throw new Error("down");
    };
    const stores = [throws, () => undefined, () => 1, () => "true", async () => ({}), async () => throws()];
    const replays = [...stores.map((use) => replayStore({ use })), memoryReplay({ maxProofs: 1 })];
    await logged(async (lines) => {
      for (const replay of replays) {
        const failing = gateOf({ dpop: { replay }, env: {} });
        const statuses = [];
        for (let count = 0; count < 2; count++) {
          const access = bound();
          const answer = await failing({
            authorization: `DPoP ${access}`,
            dpop: proofOf({ token: access }),
          });
          statuses.push(answer.status);
          if (answer.status === 503) {
            assert.deepEqual(
              [answer.body.code, answer.retry, answer.challenge],
              ["replay_unavailable", "5", null],
            );
          }
        }
        assert.equal(statuses[1], 503, inspect(replay));
        // The log has the store's own message.
        const reason =
          /replay_unavailable: JwtError: the store of used proofs failed: \w*Error: .*(down|answer|full|many|proofs)/;
        assert.match(lines().at(-1), reason);
      }
    });
  });

  test("a store gets the bindings of the request", async () => {
    const seen = [];
    const replay = replayStore({ use: (proof, env) => seen.push([proof.jkt, env.NAME]) > 0 });
    const gate = gateOf({ dpop: { replay }, env: { NAME: "bindings" } });
    const access = bound();
    assert.equal(
      (await gate({ authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) })).status,
      200,
    );
    assert.deepEqual(seen, [[client.jkt, "bindings"]]);
    const nonce = dpopNonces({ secret: (env) => env.SECRET });
    const secretly = gateOf({ dpop: { nonce }, env: { SECRET: "s".repeat(32) } });
    const told = await secretly({ authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) });
    assert.equal(told.body.code, "use_dpop_nonce");
    await logged(async () => {
      const without = gateOf({ dpop: { nonce: dpopNonces({ secret: (env) => env.SECRET }) }, env: {} });
      const headers = {
        authorization: `DPoP ${access}`,
        dpop: proofOf({ token: access, claims: { nonce: "x" } }),
      };
      assert.equal((await without(headers)).status, 500);
    });
  });

  test("a key that was used before does not vouch for another header, however many keys there are", async () => {
    const keys = Array.from({ length: 520 }, () => clientKey());
    for (const key of keys) {
      const access = bound(key.jkt);
      assert.equal((await with_(proofOf({ key, token: access }), access)).status, 200);
    }
    const [first] = keys;
    for (const key of [first, keys.at(-1)]) {
      const access = bound(key.jkt);
      const proof = (more) => proofOf({ key, token: access, ...more });
      assert.equal((await with_(proof(), access)).status, 200);
      refusedProof(await with_(proof({ header: { jwk: { ...key.jwk, d: "AA" } } }), access));
      refusedProof(await with_(proof({ header: { jwk: { ...key.jwk, use: "enc" } } }), access));
      refusedProof(await with_(proof({ header: { alg: "EdDSA" } }), access));
      refusedProof(await with_(proofOf({ key: client, header: { jwk: key.jwk }, token: access }), access));
    }
  });
});
