// The filter of examples/proxy-wasm, in a host of this folder.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { REFUSED, SETTINGS, TWO_TOKENS, token } from "./gate.mjs";
import { start } from "./proxy-wasm-host.mjs";

const { TARGETS_FILTER } = process.env;

let filter;

before(async () => {
  filter = await start(TARGETS_FILTER, JSON.stringify(SETTINGS));
  assert.ok(filter.isStarted, filter.logs.join());
});

test("a good token passes, and the origin gets its claim", () => {
  const sent = [
    ["authorization", `Bearer ${token()}`],
    ["accept", "*/*"],
  ];
  const { isPassed, headers, answer } = filter.request(sent);
  assert.deepEqual({ isPassed, answer }, { isPassed: true, answer: undefined });
  assert.deepEqual(headers, [...sent, ["x-user-id", "user-42"]]);
});

test("a header that the client sent under the claim's name does not reach the origin, in any spelling", () => {
  const forged = ["x-user-id", "x_user_id", "x.user.id"].map((name) => [name, "root"]);
  const { headers } = filter.request([...forged, ["authorization", `bearer ${token()}`]]);
  assert.deepEqual(
    headers.filter(([name]) => name.startsWith("x")),
    [["x-user-id", "user-42"]],
  );
});

for (const { what, authorization, status, headers, body } of [...REFUSED, TWO_TOKENS]) {
  test(`${what}: ${status} ${body.code}`, () => {
    const { isPassed, answer } = filter.request(authorization.map((value) => ["authorization", value]));
    assert.equal(isPassed, false);
    assert.deepEqual(answer.headers, headers);
    assert.deepEqual([answer.status, JSON.parse(answer.body)], [status, body]);
  });
}

test("a wrong configuration does not start, and lets nothing pass", async () => {
  for (const [wrong, message] of [
    ["{", /not a strict JSON object/],
    [JSON.stringify({ ...SETTINGS, polcy: {} }), /unknown member "polcy"/],
    [JSON.stringify({ ...SETTINGS, jwks: undefined }), /lacks jwks/],
    [JSON.stringify({ ...SETTINGS, policy: { audiance: "api" } }), /audiance/],
    [JSON.stringify({ ...SETTINGS, forwardClaims: { "x user": "sub" } }), /"x user"/],
  ]) {
    const { isStarted, logs, request } = await start(TARGETS_FILTER, wrong);
    assert.equal(isStarted, false, wrong);
    assert.match(logs.join(), message);
    const { isPassed, answer } = request([["authorization", `Bearer ${token()}`]]);
    assert.deepEqual(
      [isPassed, answer.status, JSON.parse(answer.body).code],
      [false, 500, "gate_misconfigured"],
    );
  }
});
