// Only the client that holds the key to which a token is bound can use the token (RFC 7800, RFC 8705, RFC 9449).
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createGate } from "jwt-wasm/edge";
import { ReplayStore } from "../dist/edge/hooks.js";
import { assertRefused, bearer, CHALLENGE, gateOf, key, logged, token } from "./gate.mjs";
import { code } from "./support.mjs";

const JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
const X5T = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg0";
const OTHER = "A".repeat(43);
const HEX = Buffer.from(X5T, "base64url").toString("hex");
const bound = (cnf, claims = {}) => token({ cnf, ...claims });
const refusal = (code, scheme = CHALLENGE) => `${scheme}, error="invalid_token", error_description="${code}"`;

/** A fake checker that records its calls and returns a given answer. The real one is in jwt-wasm/dpop. */
function proofs(answer = undefined, { isRequired = false, nonce } = {}) {
  const asked = [];
  const checker = {
    configure: ({ replay: _, ...options }) => {
      asked.push(options);
      return {
        algorithms: ["ES256", "EdDSA"],
        isRequired: isRequired || options.required === true,
        check: async (...given) => {
          asked.push(given);
          return answer;
        },
        ...(nonce && { nonce }),
      };
    },
  };
  return { asked, dpop: { replay: new ReplayStore(checker) } };
}

test("a bound token is refused as Bearer, whatever it is bound to", async () => {
  const { send, seen } = gateOf();
  for (const cnf of [
    { jkt: JKT },
    { "x5t#S256": X5T },
    { jkt: JKT, "x5t#S256": X5T },
    { jwk: { kty: "EC" } },
    { kid: "a" },
    { jku: "https://a.example" },
    { "x5t#s256": X5T },
    {},
    { jkt: null },
    null,
    "text",
    [],
    [JKT],
    7,
    false,
  ]) {
    assertRefused(await send(bearer(bound(cnf))), 401, "token_bound", refusal("token_bound"));
  }
  assert.equal(seen.length, 0);
  assert.equal((await send(bearer(token({ confirmation: 1 })))).status, 200);
});

test("a claim cnf on the prototype of all objects binds nothing", async (context) => {
  context.after(() => delete Object.prototype.cnf);
  Object.prototype.cnf = { jkt: JKT };
  assert.equal((await gateOf().send(bearer(token()))).status, 200);
});

test("from a cookie and from other headers as well", async () => {
  const { send } = gateOf({ tokenFrom: [{ cookie: "t" }, { header: "x-token" }, { webSocket: "protocol" }] });
  const good = bound({ jkt: JKT });
  for (const headers of [
    { cookie: `t=${good}` },
    { "x-token": good },
    { "sec-websocket-protocol": `bearer, ${good}` },
  ]) {
    assert.equal((await send(headers)).body.code, "token_bound");
  }
});

test("allowUnboundUse takes them from anybody", async () => {
  const { send } = gateOf({ allowUnboundUse: true });
  for (const cnf of [{ jkt: JKT }, { "x5t#S256": X5T }, { other: 1 }, null]) {
    assert.equal((await send(bearer(bound(cnf)))).status, 200);
  }
  assert.equal((await gateOf({ allowUnboundUse: false }).send(bearer(bound({ jkt: JKT })))).status, 401);
});

test("a certificate's thumbprint, as base64url and as hexadecimal", async () => {
  for (const given of [X5T, HEX, HEX.toUpperCase(), HEX.toUpperCase().match(/../g).join(":")]) {
    for (const certificateThumbprint of [() => given, async () => given]) {
      const { send } = gateOf({ certificateThumbprint });
      assert.equal((await send(bearer(bound({ "x5t#S256": X5T })))).status, 200, given);
      for (const cnf of [
        { "x5t#S256": OTHER },
        { "x5t#S256": HEX },
        { "x5t#S256": "" },
        { "x5t#S256": null },
        { "x5t#S256": [X5T] },
        { "x5t#S256": X5T, jkt: JKT },
        { "x5t#S256": X5T, jwk: { kty: "EC" } },
        { "x5t#S256": X5T, x5t: OTHER },
        { other: 1 },
        { jkt: JKT },
      ]) {
        assertRefused(await send(bearer(bound(cnf))), 401, "token_bound", refusal("token_bound"));
      }
      assert.equal((await send(bearer(token()))).status, 200);
      assert.equal((await send(bearer(bound({ "x5t#S256": X5T, other: 1 })))).status, 200);
    }
  }
});

test("the function has the request and the bindings, and without a certificate the token does not do", async () => {
  const asked = [];
  const certificateThumbprint = (request, env) => {
    asked.push([new URL(request.url).pathname, env]);
    return request.headers.get("x-thumbprint") ?? undefined;
  };
  const { send } = gateOf({ certificateThumbprint });
  const headers = bearer(bound({ "x5t#S256": X5T }));
  assert.equal((await send(headers, { env: 7 })).body.code, "token_bound");
  assert.equal((await send({ ...headers, "x-thumbprint": X5T }, { env: 7 })).status, 200);
  await send(bearer(token()));
  assert.deepEqual(asked, [
    ["/api", 7],
    ["/api", 7],
  ]);
});

test("a value that is not a thumbprint, and a function that fails, let no request pass", async () => {
  await logged(async (lines) => {
    for (const given of ["", "x", HEX.slice(2), `${X5T}=`, null, 7, {}, Buffer.from(HEX, "hex")]) {
      const { send } = gateOf({ certificateThumbprint: () => given });
      const { status, body } = await send(bearer(bound({ "x5t#S256": X5T })));
      assert.deepEqual([status, body.code], [500, "gate_misconfigured"], inspect(given));
    }
    const { send, seen } = gateOf({
      certificateThumbprint() {
        throw new Error("no socket");
      },
    });
    assert.equal((await send(bearer(bound({ "x5t#S256": X5T })))).status, 500);
    assert.match(lines().at(-1), /no socket/);
    assert.equal(seen.length, 0);
  });
});

test("a function that hangs does not keep a request waiting forever", async (context) => {
  await logged(async (lines) => {
    const { send, seen } = gateOf({ certificateThumbprint: () => new Promise(() => {}) });
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const sent = send(bearer(bound({ "x5t#S256": X5T })));
    await new Promise(setImmediate);
    context.mock.timers.tick(5000);
    assert.equal((await sent).status, 500);
    assert.match(lines().at(-1), /within 5 s/);
    assert.equal(seen.length, 0);
  });
});

test("with dpop, a token that was sent so needs cnf.jkt and a proof", async () => {
  const { asked, dpop } = proofs();
  const { send, seen } = gateOf({ dpop });
  const good = bound({ jkt: JKT });
  for (const scheme of ["DPoP", "dpop", "DPOP"]) {
    assert.equal((await send({ authorization: `${scheme} ${good}` }, { env: 1 })).status, 200);
  }
  const [{ url }, given, claims, env] = asked.at(-1);
  assert.deepEqual([url, given, claims.cnf, env], ["https://site.example/api", good, { jkt: JKT }, 1]);
  const both = (error, code) =>
    [
      `${CHALLENGE}${error === "Bearer" ? `, error="invalid_token", error_description="${code}"` : ""}`,
      `DPoP realm="site.example"${error === "DPoP" ? `, error="invalid_token", error_description="${code}"` : ""}, algs="ES256 EdDSA"`,
    ].join(", ");
  const vary = "Authorization, DPoP";
  for (const cnf of [undefined, {}, { jkt: 7 }, { "x5t#S256": X5T }, "text"]) {
    const text = cnf === undefined ? token() : bound(cnf);
    assertRefused(
      await send({ authorization: `DPoP ${text}` }),
      401,
      "token_unbound",
      both("DPoP", "token_unbound"),
      vary,
    );
  }
  // Unknown members are ignored (RFC 7800 §3.1): Keycloak's tokens have one.
  const keycloak = bound({ jkt: JKT, "kc-jkt-type": "DPoP" });
  assert.equal((await send({ authorization: `DPoP ${keycloak}` })).status, 200);
  // A proof shows possession of the key in `jkt` only, so the other members of `cnf` stay unconfirmed.
  for (const name of ["jwk", "jwe", "kid", "jku", "osc", "x5t", "x5c", "x5u"]) {
    const other = await send({ authorization: `DPoP ${bound({ jkt: JKT, [name]: "a" })}` });
    assertRefused(other, 401, "token_bound", both("DPoP", "token_bound"), vary);
  }
  const more = { authorization: `DPoP ${bound({ jkt: JKT, "x5t#S256": X5T })}` };
  assertRefused(await send(more), 401, "token_bound", both("DPoP", "token_bound"), vary);
  assertRefused(await send(bearer(good)), 401, "token_bound", both("Bearer", "token_bound"), vary);
  assertRefused(await send({}), 401, "token_missing", both(), vary);
  assert.equal((await send({ authorization: `Bearer ${good}, DPoP ${good}` })).body.code, "invalid_request");
  assert.equal((await send({ authorization: `DPoP ${good}, DPoP ${good}` })).body.code, "invalid_request");
  assert.equal((await send(bearer(token()))).status, 200);
  assert.equal(seen.length, 5);
  const certified = gateOf({ dpop, certificateThumbprint: () => X5T });
  assert.equal((await certified.send(more)).status, 200);
});

test("required refuses tokens that are not bound, and asks for DPoP alone", async () => {
  const { dpop } = proofs();
  const { send } = gateOf({ dpop: { ...dpop, required: true } });
  const challenge = (code) =>
    `DPoP realm="site.example", error="invalid_token", error_description="${code}", algs="ES256 EdDSA"`;
  const vary = "Authorization, DPoP";
  assertRefused(await send(bearer(token())), 401, "token_unbound", challenge("token_unbound"), vary);
  assertRefused(await send(bearer(bound({ jkt: JKT }))), 401, "token_bound", challenge("token_bound"), vary);
  const certified = gateOf({ dpop: { ...dpop, required: true }, certificateThumbprint: () => X5T });
  const byCertificate = await certified.send(bearer(bound({ "x5t#S256": X5T })));
  assertRefused(byCertificate, 401, "token_unbound", challenge("token_unbound"), vary);
  assertRefused(await send(), 401, "token_missing", 'DPoP realm="site.example", algs="ES256 EdDSA"', vary);
  assert.equal((await send({ authorization: `DPoP ${bound({ jkt: JKT })}` })).status, 200);
});

test("a scheme that is not taken is not offered", async () => {
  const { dpop } = proofs();
  for (const tokenFrom of ["dpop", ["dpop"], ["dpop", { cookie: "t" }]]) {
    const { send } = gateOf({ dpop, tokenFrom });
    assert.equal((await send()).challenge, 'DPoP realm="site.example", algs="ES256 EdDSA"');
    assert.equal((await send(bearer(token()))).body.code, "token_missing");
  }
  const { send } = gateOf({
    dpop,
    tokenFrom: ["dpop", { header: "x-forwarded-authorization", scheme: "Bearer" }],
  });
  assert.match((await send()).challenge, /^Bearer .*, DPoP /);
});

test("the gate answers with the verdict and the headers of the checker of proofs", async () => {
  await logged(async () => {
    for (const [rejection, error] of [
      [{ status: 401, code: "invalid_dpop_proof", detail: "d" }, 'error="invalid_dpop_proof"'],
      [{ status: 400, code: "invalid_dpop_proof", detail: "d" }, 'error="invalid_dpop_proof"'],
      [
        { status: 401, code: "use_dpop_nonce", detail: "d", headers: { "dpop-nonce": "n" } },
        'error="use_dpop_nonce"',
      ],
      [{ status: 503, code: "replay_unavailable", detail: "d" }, undefined],
    ]) {
      const { gate } = gateOf({ dpop: proofs(rejection).dpop });
      const headers = { authorization: `DPoP ${bound({ jkt: JKT })}` };
      const answer = await gate(new Request("https://site.example/", { headers }));
      assert.equal(answer.status, rejection.status);
      const challenge = error && `${CHALLENGE}, DPoP realm="site.example", ${error}, algs="ES256 EdDSA"`;
      assert.equal(answer.headers.get("www-authenticate"), challenge ?? null);
      assert.equal(answer.headers.get("dpop-nonce"), rejection.headers?.["dpop-nonce"] ?? null);
      assert.equal((await answer.json()).code, rejection.code);
    }
  });
});

test("a bad token is not a question for the checker of proofs", async () => {
  const { asked, dpop } = proofs();
  const { send } = gateOf({ dpop });
  const before = asked.length;
  assert.equal(
    (await send({ authorization: `DPoP ${token({ cnf: { jkt: JKT }, exp: 1 }, {})}` })).body.code,
    "expired",
  );
  assert.equal(asked.length, before);
});

test("wrong options are told at once", () => {
  const { dpop } = proofs();
  for (const options of [
    { allowUnboundUse: 1 },
    { certificateThumbprint: X5T },
    { dpop: undefined },
    { dpop: {} },
    { dpop: true },
    { dpop: { replay: {} } },
    { dpop: { replay: new Map() } },
    { dpop: { ...dpop, required: true }, allowUnboundUse: true },
    { dpop, tokenFrom: "bearer" },
    { dpop, tokenFrom: { cookie: "t" } },
    { introspection: {} },
    { introspection: dpop.replay },
    { dpop: { replay: undefined } },
  ]) {
    const refused = code(() => createGate({ key, origin: () => new Response(), ...options }));
    assert.equal(refused, "options_invalid", inspect(options));
  }
});
