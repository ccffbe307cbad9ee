// Stops the program of docs/introspection.md if it does not do what the page says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Response } from "miniflare";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import { startWorker } from "./lib/worker.mjs";

const TOKENS = {
  good: { active: true, token_type: "Bearer", sub: "alice", aud: "https://api.example", scope: "read" },
  another: { active: true, token_type: "Bearer", sub: "alice", aud: "https://other.example", scope: "read" },
  narrow: { active: true, token_type: "Bearer", sub: "alice", aud: "https://api.example", scope: "write" },
  refresh: { active: true, sub: "alice", aud: "https://api.example", scope: "read" },
};

test("docs/introspection.md: a Worker asks about opaque tokens", { timeout: 120_000 }, async () => {
  const [block, ...others] = blocksOf(read("docs/introspection.md"));
  assert.deepEqual(others, []);
  const asked = [];
  const outboundService = async (request) => {
    if (request.headers.get("authorization") !== `Basic ${btoa("api:secret")}`)
      return new Response("", { status: 401 });
    const token = new URLSearchParams(await request.text()).get("token");
    asked.push(`${request.url} ${token}`);
    return Response.json(TOKENS[token] ?? { active: false });
  };
  const options = { bindings: { CLIENT_SECRET: "secret" }, outboundService };
  const worker = await startWorker({ ...block, name: "introspection" }, options);
  const send = async (token) => {
    const answer = await worker.dispatchFetch("http://localhost/", {
      headers: { authorization: `Bearer ${token}` },
    });
    const { sub, code } = await answer.json();
    return `${answer.status} ${sub ?? code}`;
  };
  try {
    for (const [token, expected] of [
      ["good", "200 alice"],
      ["good", "200 alice"],
      ["another", "401 claim_mismatch"],
      ["narrow", "403 insufficient_scope"],
      ["refresh", "401 claim_missing"],
      ["invented", "401 token_inactive"],
    ]) {
      assert.equal(await send(token), expected, token);
    }
    const [first] = asked;
    assert.equal(first, "https://issuer.example/introspect good");
    assert.equal(asked.filter((line) => line === first).length, 1);
  } finally {
    await worker.dispose();
  }
});
