// Tokens with proofs of possession, through the gate and through Hono's middleware: who is let in, and what the others are told.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { jwk } from "jwt-wasm";
import { createDpopProof, dpopNonces, kvReplay, memoryReplay, replayStore } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { client, clientKey, URL as PLACE, proofOf, seconds } from "./dpop.mjs";
import { assertRefused, key, logged, token, told } from "./gate.mjs";
import { code } from "./support.mjs";

const ALGS = "ES256 EdDSA";
const BEARER = 'Bearer realm="site.example"';
const DPOP = 'DPoP realm="site.example"';
const bound = (jkt = client.jkt, more = {}) => token({ cnf: { jkt }, ...more });

/** How each is sent a request, which is a text for the framework to make it of. */
const COATS = {
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

for (const [name, make] of Object.entries(COATS)) {
  describe(name, () => {
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

    test("a bound token with a proof of its key is let in, by any spelling of the scheme and any method", async () => {
      for (const scheme of ["DPoP", "dpop", "DPOP"]) {
        for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
          const access = bound();
          const headers = { authorization: `${scheme} ${access}`, dpop: proofOf({ token: access, method }) };
          assert.deepEqual([(await send(headers, { method })).status], [200]);
        }
      }
      const access = bound();
      const url = `${PLACE}?page=2`;
      const made = await createDpopProof({
        key: jwk(client.privateJwk, "ES256"),
        htm: "GET",
        htu: url,
        accessToken: access,
      });
      assert.equal((await with_(made, access, { url })).body, "origin");
    });

    test("a bound token without its proof", async () => {
      const access = bound();
      assertRefused(
        await send({ authorization: `Bearer ${access}` }),
        401,
        "token_bound",
        `${BEARER}, error="invalid_token", error_description="token_bound", ${DPOP}, algs="${ALGS}"`,
        "Authorization, DPoP",
      );
      // The proof does not help with the scheme that everybody may use.
      const headers = { authorization: `Bearer ${access}`, dpop: proofOf({ token: access }) };
      assert.equal((await send(headers)).body.code, "token_bound");
      refusedProof(await send({ authorization: `DPoP ${access}` }));
      refusedProof(await send({ authorization: `DPoP ${access}`, dpop: "" }));
    });

    test("two proofs, in one header or in two", async () => {
      const access = bound();
      const [one, other] = [proofOf({ token: access }), proofOf({ token: access })];
      for (const value of [`${one}, ${other}`, `${one},${one}`, `${one},`, `,${one}`]) {
        const headers = new Headers({ authorization: `DPoP ${access}` });
        headers.append("dpop", value);
        const challenge = `${BEARER}, ${DPOP}, error="invalid_request", algs="${ALGS}"`;
        assertRefused(await send(headers), 400, "invalid_request", challenge, "Authorization, DPoP");
      }
      const twice = new Headers({ authorization: `DPoP ${access}` });
      for (const proof of [one, other]) twice.append("dpop", proof);
      assert.equal((await send(twice)).status, 400);
      // Neither was used up.
      assert.equal((await with_(one, access)).status, 200);
    });

    test("two tokens", async () => {
      const access = bound();
      const headers = new Headers({ dpop: proofOf({ token: access }) });
      for (const scheme of ["DPoP", "Bearer"]) headers.append("authorization", `${scheme} ${access}`);
      assert.equal((await send(headers)).status, 400);
    });

    test("a proof of another method, URI, token, key or time, or of no sound form", async () => {
      const access = bound();
      const now = seconds();
      const other = clientKey();
      const half = proofOf({ token: access }).split(".").slice(0, 2).join(".");
      const proofs = {
        method: proofOf({ token: access, method: "POST" }),
        "method in lower case": proofOf({ token: access, method: "get" }),
        URI: proofOf({ token: access, url: `${PLACE}/more` }),
        host: proofOf({ token: access, url: "https://other.example/api" }),
        scheme: proofOf({ token: access, url: PLACE.replace("https", "http") }),
        port: proofOf({ token: access, url: "https://site.example:8443/api" }),
        "no URI": proofOf({ token: access, url: "/api" }),
        token: proofOf({ token: bound(client.jkt, { sub: "bob" }) }),
        "no token": proofOf(),
        key: proofOf({ token: access, key: other }),
        "key of another signature": proofOf({ token: access, key: { ...other, jwk: client.jwk } }),
        "private key": proofOf({ token: access, header: { jwk: client.privateJwk } }),
        "no key": proofOf({ token: access, header: { jwk: undefined } }),
        HMAC: proofOf({ token: access, header: { alg: "HS256" } }),
        none: `${proofOf({ token: access, header: { alg: "none" } })
          .split(".")
          .slice(0, 2)
          .join(".")}.`,
        "another algorithm": proofOf({ token: access, key: clientKey("ES384") }),
        typ: proofOf({ token: access, header: { typ: "JWT" } }),
        crit: proofOf({ token: access, header: { crit: ["jwk"] } }),
        "too old": proofOf({ token: access, claims: { iat: now - 400 } }),
        "in the future": proofOf({ token: access, claims: { iat: now + 60 } }),
        "iat as text": proofOf({ token: access, claims: { iat: String(now) } }),
        "no jti": proofOf({ token: access, claims: { jti: undefined } }),
        "no signature": `${half}.`,
        "the token itself": access,
        "no JWS": "proof",
        "five parts": "a.b.c.d.e",
        long: "x".repeat(17_000),
      };
      for (const [what, proof] of Object.entries(proofs)) {
        const answer = await with_(proof, access);
        assert.equal(answer.status, 401, what);
        refusedProof(answer);
      }
    });

    test("htu in every spelling of the request's URI", async () => {
      for (const htu of [
        `${PLACE}?x=1`,
        `${PLACE}#x`,
        "https://site.example:443/api",
        "HTTPS://Site.Example/%61pi",
        "https://site.example/x/../api",
      ]) {
        const access = bound();
        assert.equal((await with_(proofOf({ token: access, url: htu }), access)).status, 200, htu);
      }
      // What URL leaves though no URI has it, in the path of the request.
      for (const url of ["https://site.example/100%", "https://site.example/%zz"]) {
        const access = bound();
        refusedProof(await with_(proofOf({ token: access, url }), access, { url }));
      }
    });

    test("of a hundred at once one passes", async () => {
      const access = bound();
      const proof = proofOf({ token: access });
      const answers = await Promise.all(Array.from({ length: 100 }, () => with_(proof, access)));
      const refused = answers.filter(({ status }) => status !== 200);
      assert.equal(refused.length, 99);
      for (const answer of refused) refusedProof(answer);
    });

    test("a token that is not bound", async () => {
      const access = token();
      assert.equal((await send({ authorization: `Bearer ${access}` })).status, 200);
      const answer = await with_(proofOf({ token: access }), access);
      assert.deepEqual([answer.status, answer.body.code], [401, "token_unbound"]);
      const strict = gateOf({ dpop: { required: true } });
      const refused = await strict({ authorization: `Bearer ${access}` });
      assertRefused(
        refused,
        401,
        "token_unbound",
        `${DPOP}, error="invalid_token", error_description="token_unbound", algs="${ALGS}"`,
        "Authorization, DPoP",
      );
      const good = bound();
      assert.equal(
        (await strict({ authorization: `DPoP ${good}`, dpop: proofOf({ token: good }) })).status,
        200,
      );
    });

    test("the token is checked before the proof, and its scopes after it", async () => {
      const replay = memoryReplay();
      const scoped = gateOf({ dpop: { replay }, scope: "write" });
      const expired = token({ cnf: { jkt: client.jkt }, exp: 1 }, {});
      const first = await scoped({ authorization: `DPoP ${expired}`, dpop: "x" });
      const challenge = `${BEARER}, ${DPOP}, error="invalid_token", error_description="expired", algs="${ALGS}"`;
      assertRefused(first, 401, "expired", challenge, "Authorization, DPoP");
      const access = bound();
      const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) };
      const second = await scoped(headers);
      const forbidden = `${BEARER}, ${DPOP}, error="insufficient_scope", algs="${ALGS}", scope="write"`;
      assertRefused(second, 403, "insufficient_scope", forbidden, "Authorization, DPoP");
      assert.equal((await scoped(headers)).body.code, "invalid_dpop_proof");
    });

    test("a client without a token is told both schemes", async () => {
      assertRefused(
        await send({}),
        401,
        "token_missing",
        `${BEARER}, ${DPOP}, algs="${ALGS}"`,
        "Authorization, DPoP",
      );
    });

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
      // Another reason is told first, without a nonce that would not help.
      const other = await by(undefined, { htm: "POST" });
      assert.deepEqual([other.body.code, other.nonce], ["invalid_dpop_proof", null]);
      context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 130_000 });
      const late = await asking({
        authorization: `DPoP ${bound()}`,
        dpop: proofOf({ token: access, claims: { nonce } }),
      });
      // The proof is of another token here: what costs less is asked first.
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
      // The proof was made for a host of a thief's, who sends both on with that host's name.
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

    test("a store that fails, lies, or cannot be found among the bindings: 503, and nobody is let in", async () => {
      const throws = () => {
        throw new Error("down");
      };
      const stores = [throws, () => undefined, () => 1, () => "true", async () => ({}), async () => throws()];
      const replays = [
        ...stores.map((use) => replayStore({ use })),
        memoryReplay({ maxProofs: 1 }),
        kvReplay((env) => env.NONE),
      ];
      await logged(async () => {
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
}

test("options, each of which is checked when the gate is made", () => {
  const replay = memoryReplay();
  const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
  for (const dpop of [
    {},
    null,
    "replay",
    [],
    replay,
    { replay: {} },
    { replay: undefined },
    { replay: new Map() },
    { replay: { use: () => true } },
    { replay, required: 1 },
    { replay, required: undefined },
    { replay, required: "true" },
    { replay, nonce: true },
    { replay, nonce: "n" },
    { replay, nonce: {} },
    { replay, nonce: { issue() {}, isGood() {} } },
    { replay, algorithms: [] },
    { replay, algorithms: ["HS256"] },
    { replay, algorithms: ["none"] },
    { replay, algorithms: "ES256" },
    { replay, maxAge: 0 },
    { replay, maxAge: Number.NaN },
    { replay, maxAge: "60" },
    { replay, publicUrl: "" },
    { replay, publicUrl: "site.example" },
    { replay, publicUrl: "https://site.example/base" },
    { replay, publicUrl: "https://site.example/?" },
    { replay, publicUrl: "https://a@site.example" },
    { replay, publicUrl: "ftp://site.example" },
    { replay, publicUrl: new URL(PLACE) },
    { replay, publicUrl: {} },
    { replay, jti: 1 },
    { replay, max_age: 1 },
    hostile,
  ]) {
    for (const make of [createGate, jwtGate]) {
      const options = make === createGate ? { origin: () => new Response() } : {};
      assert.equal(
        code(() => make({ key, dpop, ...options })),
        "options_invalid",
        inspect(dpop, { showProxy: true }),
      );
    }
  }
  assert.equal(
    code(() => jwtGate({ key, dpop: { replay }, tokenFrom: "bearer" })),
    "options_invalid",
  );
});

test("what a route asks beyond the gate takes no second proof, and another gate does", async () => {
  const replay = memoryReplay();
  const gate = jwtGate({ key, dpop: { replay }, forwardClaims: { "x-user-id": "sub" } });
  const app = new Hono();
  app.use("/api/*", gate);
  app.get("/api/read", gate.require({ scope: "read" }), gate.require({ claims: { sub: "alice" } }), (c) =>
    c.text("origin"),
  );
  app.get("/api/write", gate.require({ scope: "write" }), (c) => c.text("origin"));
  app.get("/alone", gate.require({ scope: "read" }), (c) => c.text("origin"));
  app.get("/api/twice", jwtGate({ key, dpop: { replay } }), (c) => c.text("origin"));
  const ask = async (path) => {
    const url = `https://site.example${path}`;
    const access = bound(client.jkt, { scope: "read" });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url }) };
    const answers = [];
    for (let count = 0; count < 2; count++) answers.push((await app.request(url, { headers })).status);
    return answers;
  };
  assert.deepEqual(await ask("/api/read"), [200, 401]);
  assert.deepEqual(await ask("/alone"), [200, 401]);
  assert.deepEqual(await ask("/api/write"), [403, 401]);
  assert.deepEqual(await ask("/api/twice"), [401, 401]);

  const routed = createGate({
    key,
    dpop: { replay },
    routes: { "GET /admin/*": { scope: "admin" }, "GET /read": { scope: "read" } },
    origin: () => new Response("origin"),
  });
  for (const [path, status] of [
    ["/read", 200],
    ["/admin/x", 403],
  ]) {
    const url = `https://site.example${path}`;
    const access = bound(client.jkt, { scope: "read" });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url }) };
    assert.equal((await routed(new Request(url, { headers }))).status, status);
  }
});

test("an optional token: a request without one goes on, and one with a bad proof does not", async () => {
  const gate = createGate({
    key,
    optional: true,
    dpop: { replay: memoryReplay() },
    origin: (_request, _env, _context, verified) => new Response(verified?.payload.sub ?? "nobody"),
  });
  const ask = async (headers) => {
    const answer = await gate(new Request(PLACE, { headers }));
    return answer.status === 200 ? answer.text() : answer.status;
  };
  const access = bound();
  assert.equal(await ask({}), "nobody");
  assert.equal(await ask({ authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) }), "alice");
  assert.equal(await ask({ authorization: `DPoP ${access}` }), 401);
  assert.equal(await ask({ authorization: `DPoP ${access}`, dpop: "x" }), 401);
  assert.equal(await ask({ authorization: `Bearer ${access}` }), 401);
  assert.equal(await ask({ authorization: "DPoP", dpop: proofOf() }), "nobody");
});

test("with a resource, its origin is where clients send their requests", async () => {
  const resource = { url: "https://site.example/api", authorizationServers: ["https://auth.example"] };
  const by = async (dpop, htu, url) => {
    const options = {
      key,
      resource,
      dpop: { replay: memoryReplay(), ...dpop },
      origin: () => new Response("origin"),
    };
    const access = bound(client.jkt, { aud: resource.url });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url: htu }) };
    return (await createGate(options)(new Request(url, { headers }))).status;
  };
  assert.equal(await by({}, "https://site.example/api/1", "http://10.0.0.7:8080/api/1?x"), 200);
  assert.equal(await by({}, "https://thief.example/api/1", "https://thief.example/api/1"), 401);
  const publicUrl = "https://other.example";
  assert.equal(await by({ publicUrl }, "https://other.example/api/1", "http://10.0.0.7:8080/api/1"), 200);
  assert.equal(await by({ publicUrl }, "https://site.example/api/1", "https://site.example/api/1"), 401);
});

test("what was checked is what is used", async () => {
  const algorithms = ["EdDSA"];
  const dpop = { replay: memoryReplay(), algorithms };
  const gate = createGate({ key, dpop, origin: () => new Response("origin") });
  algorithms.push("ES256");
  dpop.algorithms = ["ES256"];
  dpop.replay = replayStore({ use: () => true });
  const access = bound();
  const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) };
  assert.equal((await gate(new Request(PLACE, { headers }))).status, 401);
});
