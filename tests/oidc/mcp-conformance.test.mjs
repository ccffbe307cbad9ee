// The authorization scenarios of MCP's conformance suite. They test a client, here the SDK's, but this package's gate guards the server.
// So a conforming client must find everything that it needs in the gate's refusals.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { bundleSuite, runScenario, scenariosOf } from "./lib/conformance.mjs";

/** Scenarios in which the suite's server answers itself, without the middleware. */
const UNGUARDED = ["auth/scope-step-up", "auth/scope-retry-limit"];

/** Scenarios about something else. */
const LEFT_OUT = {
  "auth/metadata-var3":
    "its server has its metadata elsewhere than RFC 9728 §3 says, and a gate names its own",
  "auth/cross-app-access-complete-flow":
    "the SDK's client does not exchange tokens of another identity provider",
};

let suite;

before(async () => {
  suite = await bundleSuite();
});

test("the client gets through each scenario", { timeout: 400_000, concurrency: 2 }, async (context) => {
  const scenarios = await scenariosOf(suite);
  assert.ok(scenarios.length > 20, scenarios.join());
  const all = scenarios.map((scenario) =>
    context.test(scenario, { skip: LEFT_OUT[scenario] ?? false }, async () => {
      const { passed, told } = await runScenario(suite, scenario);
      assert.ok(passed, told);
      assert.equal(
        told.includes('"code": "token_missing"'),
        !UNGUARDED.includes(scenario),
        "the gate refused",
      );
    }),
  );
  await Promise.all(all);
});
