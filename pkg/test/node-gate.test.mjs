// The adapters for Node's servers in the real frameworks. Each framework must send the gate's answer, and its handlers must get
// the verified token.
import assert from "node:assert/strict";
import { test } from "node:test";
import { secretKey } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { bearer, key, logged, token } from "./gate.mjs";
import { APPS, isHttp2, serving } from "./node-apps.mjs";
import { SECRET } from "./support.mjs";

const ANSWERED = ["cache-control", "content-type", "retry-after", "vary", "www-authenticate"];

/** The parts of an answer that the gate determines. */
const answerOf = ({ status, headers, text }) => ({
  status,
  ...Object.fromEntries(ANSWERED.map((name) => [name, headers[name]])),
  text,
});

async function answerOfGate(gate, headers) {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const answer = await gate(new Request("https://site.example/api/me", { headers: lines }));
  return answerOf({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: await answer.text(),
  });
}

const OPTIONS = {
  key,
  scope: "read",
  audience: "api",
  forwardClaims: { "x-user-id": "sub" },
  revocation: {
    isRevoked({ jti }) {
      if (jti === "broken") throw new Error("down");
      return jti === "revoked";
    },
  },
};
const good = { aud: "api", scope: "read" };

const REFUSED = [
  {},
  bearer(token({ ...good, exp: 1 }, {})),
  bearer(token({ aud: "api" })),
  bearer(token({ scope: "read" })),
  bearer(token({ ...good, jti: "revoked" })),
  bearer(token({ ...good, jti: "broken" })),
  bearer(token({ ...good, sub: "a\nb" })),
  bearer(`${token(good)}, Bearer ${token(good)}`),
  bearer("garbage"),
  bearer(""),
  { authorization: "Basic YTpi" },
];

/** In `headers`, Node keeps the first of them only. Node's HTTP/2 client sends only one. */
const TWICE = { authorization: [`Bearer ${token(good)}`, `Bearer ${token(good)}`] };

for (const name of Object.keys(APPS)) {
  test(`${name}: its answers are the gate's, letter by letter`, async () => {
    const gate = createGate({ ...OPTIONS, origin: () => new Response("handler") });
    const requests = isHttp2(name) ? REFUSED : [...REFUSED, TWICE];
    await logged(() =>
      serving(name, [OPTIONS], async (send) => {
        const statuses = new Set();
        for (const headers of requests) {
          const answer = answerOf(await send(headers));
          assert.deepEqual(answer, await answerOfGate(gate, headers), JSON.stringify(headers));
          statuses.add(answer.status);
        }
        assert.deepEqual([...statuses].sort(), [400, 401, 403, 503]);
      }),
    );
  });

  test(`${name}: a handler finds the verified token, and the body`, () =>
    serving(name, [{ key }], async (send) => {
      const content = "a body".repeat(50_000);
      const answer = await send(
        { ...bearer(token()), "content-type": "text/x-any" },
        { method: "POST", content },
      );
      assert.equal(answer.status, 200, answer.text);
      const { sub, body } = JSON.parse(answer.text);
      assert.deepEqual([sub, body], ["alice", content]);
    }));

  test(`${name}: identity headers are the verified ones, wherever Node shows headers`, () =>
    serving(name, [{ key, forwardClaims: { "X-User-Id": "uid" } }], async (send) => {
      const forged = { "x-user-id": "root", x_user_id: "root", "x.user.id": "root" };
      const { sub, user, distinct, raw } = JSON.parse(
        (await send({ ...bearer(token({ uid: "alice" })), ...forged })).text,
      );
      assert.deepEqual([sub, user, raw], ["alice", "alice", ["X-User-Id"]]);
      if (!isHttp2(name)) assert.deepEqual(distinct, ["alice"]);
      // If the token lacks the claim, the header is removed everywhere.
      const bare = JSON.parse((await send({ ...bearer(token()), ...forged })).text);
      assert.deepEqual([bare.user, bare.distinct, bare.raw], [null, null, []]);
    }));

  test(`${name}: a route makes further demands, and its answer says what is missing`, () =>
    serving(
      name,
      [
        { key, scope: "read" },
        { scope: "write", claims: { role: "admin" } },
      ],
      async (send) => {
        const scoped = (scope, more) => bearer(token({ scope, ...more }));
        const refused = await send(scoped("read"));
        assert.equal(refused.status, 403, refused.text);
        const { code, claims } = JSON.parse(refused.text);
        assert.deepEqual([code, claims], ["insufficient_scope", ["role"]]);
        assert.match(refused.headers["www-authenticate"], /error="insufficient_scope".* scope="read write"/);
        const claim = await send(scoped("read write"));
        assert.deepEqual([claim.status, JSON.parse(claim.text).code], [403, "insufficient_claims"]);
        const own = await send(scoped("write", { role: "admin" }));
        assert.deepEqual([own.status, JSON.parse(own.text).code], [403, "insufficient_scope"]);
        assert.equal((await send(scoped("read write", { role: "admin" }))).status, 200);
        assert.equal((await send({})).status, 401);
      },
    ));

  test(`${name}: onReject gets the framework's request, and its response is answered`, () => {
    const asked = [];
    const onReject = (rejection, request) => {
      asked.push([rejection.code, request.rawHeaders.length > 0]);
      const headers = [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["x-own", "yes"],
      ];
      return new Response("sign in", { status: 403, headers });
    };
    return serving(name, [{ key, onReject }], async (send) => {
      const { status, headers, text } = await send({});
      assert.deepEqual(
        [status, headers["x-own"], headers["set-cookie"], text],
        [403, "yes", ["a=1", "b=2"], "sign in"],
      );
      assert.deepEqual(asked, [["token_missing", true]]);
    });
  });

  test(`${name}: a response of onReject that cannot be read, and a key that fails, let no request pass`, () =>
    logged(async (lines) => {
      const used = new Response("x");
      await used.text();
      await serving(name, [{ key, onReject: () => used }], async (send) => {
        const answer = await send({});
        assert.deepEqual([answer.status, JSON.parse(answer.text).code], [500, "gate_misconfigured"]);
      });
      const failing = { keyFromEnv: () => Promise.reject(new Error("no secret")) };
      await serving(name, [failing], async (send) => {
        const answer = await send(bearer(token()));
        assert.deepEqual([answer.status, JSON.parse(answer.text).code], [500, "gate_misconfigured"]);
      });
      assert.equal(lines().length, 2);
    }));

  test(`${name}: keyFromEnv gets the environment of the process`, async () => {
    process.env.JWT_WASM_TEST_SECRET = SECRET;
    try {
      const keyFromEnv = (env) => secretKey(env.JWT_WASM_TEST_SECRET, "HS256");
      await serving(name, [{ keyFromEnv }], async (send) => {
        assert.equal((await send(bearer(token()))).status, 200);
        assert.equal((await send({})).status, 401);
      });
    } finally {
      delete process.env.JWT_WASM_TEST_SECRET;
    }
  });

  test(`${name}: HEAD is refused without a body, and other methods as well`, () =>
    serving(name, [{ key }], async (send) => {
      const head = await send({}, { method: "HEAD" });
      assert.deepEqual([head.status, head.text], [401, ""]);
      for (const method of ["OPTIONS", "POST", "DELETE"]) {
        assert.equal((await send({}, { method })).status, 401, method);
      }
    }));

  test(`${name}: the metadata of a protected resource are the gate's, letter by letter`, async () => {
    const resource = {
      url: "https://site.example/api/me",
      authorizationServers: ["https://auth.example"],
      scopes: ["read"],
    };
    const options = { key, resource };
    const gate = createGate({ ...options, origin: () => new Response("handler") });
    const path = "/.well-known/oauth-protected-resource/api/me";
    const told = ({ status, headers, text }) => ({
      status,
      type: headers["content-type"],
      etag: headers.etag,
      cache: headers["cache-control"],
      cors: headers["access-control-allow-origin"],
      methods: headers["access-control-allow-methods"],
      text,
    });
    await serving(name, [options], async (send) => {
      const { etag } = (await send({}, { path })).headers;
      const browser = { origin: "https://app.example", "access-control-request-method": "GET" };
      for (const [method, headers] of [
        ["GET", {}],
        ["HEAD", {}],
        ["GET", { "if-none-match": etag }],
        ["OPTIONS", browser],
        ["POST", {}],
      ]) {
        const expected = await gate(new Request(`https://site.example${path}`, { method, headers }));
        const answer = {
          ...expected,
          status: expected.status,
          headers: Object.fromEntries(expected.headers),
        };
        const text = method === "HEAD" ? "" : await expected.text();
        assert.deepEqual(
          told(await send(headers, { path, method })),
          told({ ...answer, text }),
          `${method} ${JSON.stringify(headers)}`,
        );
      }
      const refused = await send({});
      assert.match(
        refused.headers["www-authenticate"],
        /resource_metadata="https:\/\/site\.example\/\.well-known/,
      );
      assert.equal((await send(bearer(token({ aud: resource.url })))).status, 200);
      assert.equal((await send(bearer(token({ aud: "other" })))).status, 401);
      for (const trick of [
        `${path}/`,
        `/x/..${path}`,
        path.replace("api", "%61pi"),
        `${path}#`,
        `${path};x`,
      ]) {
        assert.equal((await send({}, { path: trick })).status === 200, false, trick);
      }
    });
  });
}
