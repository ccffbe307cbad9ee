// Sends what a client could send to get past the gate, in workerd and in Node. The origin's record shows whether something passed.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { runtimes, startGates } from "./both.mjs";
import {
  admin,
  BOUND,
  bearer,
  CLAIMS,
  COOKIES,
  good,
  HEADERS,
  inCookie,
  MISSING,
  PLACES,
  requests,
  TAKEN,
} from "./hostile.mjs";
import { send } from "./http.mjs";
import { at, SECRET, token } from "./tokens.mjs";

const { overrides, harmless, hopByHop, targets } = requests;
const preflight = { Origin: "https://app.example", "Access-Control-Request-Method": "PUT" };
const PUBLIC = ["/health", "/health?x=/../api", "/static/", "/static/a/b.css", "/static/a%20b"];
const NOT_PUBLIC = [
  "//health",
  "///health",
  "/Health",
  "/HEALTH",
  "/health/",
  "/health.",
  "/health;x=1",
  "/health%00",
  "/health%20",
  "/%68ealth",
  "/static",
  "/Static/a",
  "/static/../api",
  "/static/./../api",
  "/static/%2e%2e/api",
  "/static/%2E%2E%2Fapi",
  "/static/.%2e/api",
  "/static/..%2fapi",
  "/static/..%5capi",
  "/static/..;/api",
  "/static/%252e%252e/api",
  "/static/%c0%ae%c0%ae/api",
  "/static/%u002e%u002e/api",
  "/static/%ef%bc%8e%ef%bc%8e/api",
  "/static//api",
  "/static/.../api",
  "/static/%",
  "/api/%2e%2e/health/",
  "/api/..%2fhealth",
];
// Some runtimes resolve dots before the gate sees the path, and send the resolved path on. Some servers refuse backslashes themselves.
const RESOLVED = ["/api/../health", "/api/%2e%2e/health", "/static/../health", "/api\\..\\health"];
const BACKSLASHES = ["/static/..\\..\\api", "/static\\..\\api", "/\\health", "/health\\"];

for (const runtime of runtimes) {
  describe(`in ${runtime}`, () => {
    let gates;
    let arrived = 0;
    before(async () => {
      gates = await startGates(runtime);
    });
    after(() => gates?.dispose());

    const ask = (request) => send(gates.url, request);

    async function assertRefused(request, [status, code, challenge]) {
      const answer = await ask(request);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.json().code, code);
      assert.equal(answer.headers["content-type"], "application/problem+json");
      assert.equal(answer.headers["www-authenticate"], `Bearer realm="${gates.url.host}"${challenge}`);
      assert.equal(answer.headers["cache-control"], "no-store");
      assert.equal(gates.origin.seen.length, arrived, "the origin saw it");
    }

    async function assertLetIn(request) {
      const answer = await ask(request);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(gates.origin.seen.length, ++arrived);
      return answer.json();
    }

    for (const [group, cases] of Object.entries({ HEADERS, COOKIES, PLACES, BOUND, CLAIMS })) {
      for (const [name, [request, expected]] of Object.entries(cases)) {
        test(`${group.toLowerCase()}: ${name}`, async () => {
          await assertRefused(request, expected);
          await assertLetIn(bearer(`Bearer ${good}`));
        });
      }
    }

    for (const [name, [request, expected]] of Object.entries(HEADERS)) {
      test(`Hono's middleware, ${name}`, () =>
        assertRefused({ ...request, headers: { ...request.headers, "x-gate": "hono" } }, expected));
    }

    for (const scheme of ["bearer", "BEARER", "bEaReR", "Bearer  "]) {
      test(`the scheme may be written "${scheme}"`, async () => {
        await assertLetIn(bearer(`${scheme} ${good}`));
        const headers = { "x-gate": "hono", Authorization: [`${scheme} ${good}`] };
        assert.equal((await assertLetIn({ headers })).headers["x-user-id"], "alice");
      });
    }

    test("white space around a header is not a part of it", () =>
      assertLetIn(bearer(`\t Bearer ${good} \t`)));

    test("a token in each other place, and subprotocols without it", async () => {
      for (const [request, goesOn] of TAKEN) {
        const { headers } = await assertLetIn(request);
        assert.equal(headers["sec-websocket-protocol"], goesOn);
      }
    });

    test("a route's demands apply to each path that could be below it", async () => {
      const headers = { "x-gate": "routes", Authorization: [`Bearer ${good}`] };
      for (const [target, route] of admin) {
        const path = target.replace(/^\w+ /, "").replaceAll(/admin/gi, "$&/users");
        if (route === undefined) continue;
        const answer = await ask({ path, headers });
        // The server itself may refuse the path.
        assert.ok([400, 403].includes(answer.status), `${path}: ${answer.status}`);
        assert.equal(gates.origin.seen.length, arrived, path);
      }
      const scoped = { ...headers, Authorization: [`Bearer ${token({ scope: "admin" })}`] };
      await assertLetIn({ path: "/admin/users", headers: scoped });
    });

    test("optional: requests without a token and with a good one pass, and others do not", async () => {
      const headers = { "x-gate": "optional", "X-User-Id": "root" };
      assert.equal((await assertLetIn({ headers })).headers["x-user-id"], undefined);
      const known = { ...headers, Authorization: [`Bearer ${good}`] };
      assert.equal((await assertLetIn({ headers: known })).headers["x-user-id"], "alice");
      const bad = { ...headers, Authorization: ["Bearer garbage"] };
      assert.equal((await ask({ headers: bad })).status, 401);
      assert.equal(gates.origin.seen.length, arrived);
    });

    test("a body that was read before goes on as read, with its headers changed", async () => {
      const headers = { "x-gate": "used", "X-User-Id": "root", Authorization: [`Bearer ${good}`] };
      for (const [path, user] of [
        ["/api", "alice"],
        ["/health", null],
      ]) {
        const answer = await ask({ path, method: "POST", body: "a body", headers });
        assert.deepEqual(answer.json(), { bodyUsed: true, method: "POST", user });
      }
    });

    test("a cookie among others", async () => {
      await assertLetIn(inCookie(`a=b; __Host-token=${good}; c=d`));
      // Two headers, which the runtimes join in different ways. The gate must never choose between two tokens.
      const answer = await ask(inCookie(`__Host-token=${good}`, `__Host-token=${token({ sub: "mallory" })}`));
      assert.ok([400, 401].includes(answer.status), answer.text);
      assert.equal(gates.origin.seen.length, arrived);
    });

    test("spoofed identity headers do not arrive, by any spelling", async () => {
      const spoofed = {
        "X-User-Id": "root",
        X_User_Id: "root",
        "x.user.id": "root",
        "x-role": "admin",
        x_role: "admin",
      };
      for (const gate of ["identity", "hono"]) {
        const headers = { ...spoofed, "x-gate": gate, Authorization: [`Bearer ${good}`] };
        const { headers: seen } = await assertLetIn({ headers });
        const believed = Object.entries(seen).filter(([name]) => /^x[-_.](?:user|role)/.test(name));
        assert.deepEqual(believed, [["x-user-id", "alice"]]);
        assert.equal(seen.authorization, `Bearer ${good}`);
      }
      const { headers: seen } = await assertLetIn({
        path: "/health",
        headers: { ...spoofed, "x-gate": "public" },
      });
      assert.deepEqual(
        Object.keys(seen).filter((name) => /^x[-_.](?:user|role)/.test(name)),
        [],
      );
    });

    const inPublic = (path, more = {}) => ({
      path,
      ...more,
      headers: { "x-gate": "public", ...more.headers },
    });
    for (const path of PUBLIC) test(`public: ${path}`, () => assertLetIn(inPublic(path)));
    for (const path of NOT_PUBLIC) {
      test(`not public: ${path}`, () => assertRefused(inPublic(path), MISSING));
    }
    for (const path of RESOLVED) {
      test(`public only as what the origin gets: ${path}`, async () => {
        const { status } = await ask(inPublic(path));
        if (status !== 200) return assert.equal(gates.origin.seen.length, arrived);
        assert.equal(gates.origin.seen.length, ++arrived);
        assert.equal(gates.origin.seen.at(-1).url, "/health");
      });
    }
    for (const path of BACKSLASHES) {
      test(`not public: ${path}`, async () => {
        const { status } = await ask(inPublic(path));
        assert.ok([400, 401].includes(status), `${status}`);
        assert.equal(gates.origin.seen.length, arrived);
      });
    }
    test("a header in place of the path or the method", async () => {
      for (const name of overrides) {
        await assertRefused(inPublic("/health", { headers: { [name]: "/api" } }), MISSING);
        await assertRefused(
          inPublic("/api", { method: "OPTIONS", headers: { ...preflight, [name]: "GET" } }),
          MISSING,
        );
      }
      for (const name of harmless) await assertLetIn(inPublic("/health", { headers: { [name]: "/api" } }));
    });

    for (const { target, isPublic } of targets) {
      test(`${isPublic ? "" : "not "}public: the target ${target}`, async () => {
        if (isPublic) return assertLetIn(inPublic(target));
        // The runtime itself may refuse the request.
        const { status } = await ask(inPublic(target));
        assert.ok(status >= 400, `${status}`);
        assert.equal(gates.origin.seen.length, arrived);
      });
    }
    for (const target of [
      "/health#/../api",
      "/api#/../health",
      "/health/..#/../api",
      "/static/#/../../api",
    ]) {
      test(`public only as what the origin gets: the target ${target}`, async () => {
        const { status } = await ask(inPublic(target));
        if (status !== 200) return assert.equal(gates.origin.seen.length, arrived);
        assert.equal(gates.origin.seen.length, ++arrived);
        assert.equal(gates.origin.seen.at(-1).url, "/health");
      });
    }

    test("no header has an identity header taken out on the way", async () => {
      // Node's `fetch` cannot send other values.
      const sendable = hopByHop.filter(
        ({ name, left }) => name === "Connection" && [null, "close"].includes(left),
      );
      for (const { name, value, left } of sendable) {
        for (const gate of ["identity", "hono"]) {
          const headers = { "x-gate": gate, Authorization: [`Bearer ${good}`], [name]: value };
          const { headers: seen } = await assertLetIn({ headers });
          assert.equal(seen["x-user-id"], "alice");
          assert.doesNotMatch(seen.connection ?? "", /user/i, `${value}, of which is left ${left}`);
        }
      }
    });

    test("methods and preflight", async () => {
      await assertLetIn(inPublic("/api", { method: "OPTIONS", headers: preflight }));
      await assertRefused(inPublic("/api", { method: "OPTIONS" }), MISSING);
      assert.equal((await ask(inPublic("/api", { method: "HEAD" }))).status, 200);
      assert.equal(gates.origin.seen.length, ++arrived);
      await assertRefused(inPublic("/api", { method: "POST", headers: preflight }), MISSING);
    });

    if (runtime === "workerd") {
      test("without an origin, requests go on to where they were sent", {
        skip: runtime !== "workerd",
      }, async () => {
        const { host } = new URL(gates.origin.url);
        const sent = { path: "/a?b=c", headers: { "x-gate": "onwards", Host: host } };
        const answer = await ask(sent);
        assert.deepEqual(
          [answer.status, answer.headers["www-authenticate"]],
          [401, `Bearer realm="${host}"`],
        );
        const headers = { ...sent.headers, Authorization: [`Bearer ${good}`] };
        assert.equal((await assertLetIn({ ...sent, headers })).url, "/a?b=c");
      });
    }

    test("requests that come at once while a key is made late", async () => {
      const headers = { "x-gate": "late", Authorization: [`Bearer ${good}`] };
      const answers = await Promise.all(Array.from({ length: 30 }, () => ask({ headers })));
      for (const { status, text } of answers) assert.deepEqual([status, text], [200, "late"]);
      arrived = gates.origin.seen.length;
      const refused = { ...headers, Authorization: [`Bearer ${token({ exp: at(-1) })}`] };
      assert.equal((await ask({ headers: refused })).json().code, "expired");
      // By now the key is kept.
      assert.equal(gates.origin.seen.length, arrived);
    });
  });

  for (const [name, secret] of Object.entries({
    missing: undefined,
    empty: "",
    short: "0123456789-0123456789",
  })) {
    test(`in ${runtime}, a secret that is ${name}: 500, and never open`, async () => {
      const gates = await startGates(runtime, secret === undefined ? {} : { JWT_SECRET: secret });
      try {
        for (const gate of ["bearer", "identity", "hono", "late"]) {
          for (const authorization of [[], [`Bearer ${token({}, { secret: secret ?? "" })}`]]) {
            const headers = { "x-gate": gate, Authorization: authorization };
            const { status, headers: answered, ...answer } = await send(gates.url, { headers });
            const problem = { title: "Internal Server Error", status: 500, code: "gate_misconfigured" };
            assert.deepEqual([status, answer.json()], [500, problem]);
            assert.equal(answered["www-authenticate"], undefined);
          }
        }
        const code = secret ? "key_too_weak" : "key_invalid";
        assert.match(gates.log(), new RegExp(`jwt-wasm gate: ${code}: `));
        if (secret) assert.ok(!gates.log().includes(secret), "the secret is in the log");
        assert.deepEqual(
          gates.origin.seen.filter(({ url }) => url !== "/secret"),
          [],
        );
      } finally {
        await gates.dispose();
      }
    });
  }
}

test("headers beyond Node's own limit are refused by Node, and nothing breaks", async () => {
  const gates = await startGates("Node", { JWT_SECRET: SECRET }, {});
  try {
    const ask = (text) => send(gates.url, bearer(`Bearer ${text}`));
    const { status, text } = await ask("x".repeat(15 * 1024));
    assert.deepEqual([status, JSON.parse(text).code], [401, "malformed"]);
    for (const size of [17, 64]) {
      assert.equal((await ask("x".repeat(size * 1024))).status, 431);
      assert.equal((await ask(good)).status, 200);
    }
    assert.equal(gates.origin.seen.length, 2);
  } finally {
    await gates.dispose();
  }
});
