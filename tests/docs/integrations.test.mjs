// Stops a program of docs/frameworks that does not guard what it should. Each program runs as written, in its own runtime. Large frameworks
// are in tests/frameworks; of Next.js, only the edge runtime is here.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Response } from "miniflare";
import { checkPastGate } from "../frameworks/lib/paths.mjs";
import { checkAnswers, overFetch } from "./lib/answers.mjs";
import { startEdge } from "./lib/edge.mjs";
import { lambda, viewer } from "./lib/lambda.mjs";
import { blocksOf, tableOf } from "./lib/markdown.mjs";
import { ROOT, read } from "./lib/repository.mjs";
import { startServer } from "./lib/server.mjs";
import { partly, rooms, sockets, worker } from "./lib/servers.mjs";
import { SECRET, token } from "./lib/tokens.mjs";
import { checkTypes } from "./lib/types.mjs";
import { startWorker } from "./lib/worker.mjs";

const EDGE_HANDLER = "app/edge/me/route.ts";
const PLACE = "http://localhost/api/me";

async function gate(block) {
  const outboundService = ({ url, headers }) => Response.json({ url, sub: headers.get("x-user-id") });
  const bindings = { JWT_SECRET: SECRET, ORIGIN: "http://origin.example" };
  const worker = await startWorker(block, { bindings, outboundService });
  const send = overFetch((...request) => worker.dispatchFetch(...request), `${PLACE}?a=b`);
  try {
    await checkAnswers(send);
    const { text } = await send([`Bearer ${token({ aud: "api" })}`]);
    assert.equal(JSON.parse(text).url, "http://origin.example/api/me?a=b");
    const open = await worker.dispatchFetch("http://localhost/health");
    assert.deepEqual(await open.json(), { url: "http://origin.example/health", sub: null });
  } finally {
    await worker.dispose();
  }
}

async function app(block) {
  const worker = await startWorker(block, { bindings: { JWT_SECRET: SECRET } });
  try {
    await checkAnswers(overFetch((...request) => worker.dispatchFetch(...request), PLACE));
    for (const [scope, status] of [
      [undefined, 403],
      ["other", 403],
      ["users other", 200],
    ]) {
      const authorization = `Bearer ${token({ aud: "api", scope })}`;
      const init = { method: "DELETE", headers: { authorization } };
      const answer = await worker.dispatchFetch("http://localhost/api/users/7", init);
      assert.equal(answer.status, status);
      if (status === 403) assert.match(answer.headers.get("www-authenticate"), /scope="users"$/);
      else assert.deepEqual(await answer.json(), { deleted: "7" });
    }
    const headers = { Origin: "https://app.example", "Access-Control-Request-Method": "GET" };
    const preflight = await worker.dispatchFetch(PLACE, { method: "OPTIONS", headers });
    const refusal = await worker.dispatchFetch(PLACE, { headers });
    assert.deepEqual([preflight.status, refusal.status], [204, 401]);
    for (const answer of [preflight, refusal]) {
      assert.equal(answer.headers.get("access-control-allow-origin"), "https://app.example");
    }
  } finally {
    await worker.dispose();
  }
}

async function server(block) {
  const started = await startServer(block, { JWT_SECRET: SECRET });
  try {
    await checkAnswers(started.send);
    await checkPastGate(`http://127.0.0.1:${started.port}`, "/api/me");
  } finally {
    await started.stop();
  }
}

async function edge(block) {
  const runtime = await startEdge(block, { JWT_SECRET: SECRET });
  await checkAnswers(overFetch((...request) => runtime.dispatchFetch(...request), PLACE));
  const unset = await startEdge(block, { JWT_SECRET: "" });
  assert.equal((await unset.dispatchFetch(PLACE)).status, 500);
}

/** A server with a route that demands a scope. */
async function routes(block) {
  const started = await startServer(block, { JWT_SECRET: SECRET });
  try {
    await checkAnswers(started.send);
    await checkPastGate(`http://127.0.0.1:${started.port}`, "/api/me");
    const { status } = await started.send([], { path: "/health" });
    const remove = (claims) =>
      started.send([`Bearer ${token({ aud: "api", ...claims })}`], {
        method: "DELETE",
        path: "/api/users/7",
      });
    assert.deepEqual([status, (await remove()).status], [200, 403]);
    assert.equal((await remove({ scope: "users:write" })).status, 204);
  } finally {
    await started.stop();
  }
}

/** A server on which one route needs a token. */
const optional = partly({
  path: "/api/me",
  open: "/api/shop",
  told: (body) => body,
  refusal: /token_missing/,
});

/** The checks by the page's name, or by the program's name if a page has several. */
const RUNNERS = {
  express: {
    "server.mjs": routes,
    "optional.mjs": optional,
    "app.ts": checkTypes,
    "http.mjs": server,
    "connect.mjs": server,
  },
  fastify: { "server.mjs": routes, "optional.mjs": optional, "app.ts": checkTypes },
  koa: { "server.mjs": server },
  "aws-lambda": { "handler.mjs": lambda, "edge.mjs": viewer },
  ws: { "server.mjs": sockets },
  "durable-objects": { "worker.js": rooms },
  "graphql-yoga": {
    "worker.ts": worker("/graphql?query={sub}", ({ data }) => data),
    "server.mjs": partly({
      path: "/graphql?query=%7Bsub%7D",
      open: "/graphql?query=%7Bversion%7D",
      told: ({ data }) => data,
      refusal: /UNAUTHENTICATED/,
    }),
  },
  trpc: {
    "worker.ts": worker("/api/me", ({ result }) => result.data),
    "server.mjs": partly({
      path: "/api/me",
      open: "/api/version",
      told: ({ result }) => result.data,
      refusal: /UNAUTHORIZED/,
    }),
  },
  hono: app,
  next: edge,
  node: server,
  workers: gate,
};

const pages = readdirSync(join(ROOT, "docs/frameworks")).map((file) => file.replace(/\.md$/, ""));

test("every page is in the index, and its programs are run", () => {
  const [, ...rows] = tableOf(read("docs/integrations.md"));
  const linked = rows.map(([, cell]) => /^\[([\w-]+)\]\(frameworks\/\1\.md\)$/.exec(cell)?.[1]);
  assert.deepEqual(linked.sort(), pages.sort());
  const apart = pages.filter((name) => existsSync(join(ROOT, "tests/frameworks", name, "case.mjs")));
  assert.deepEqual(
    pages.filter((name) => !apart.includes(name)),
    Object.keys(RUNNERS)
      .filter((name) => !apart.includes(name))
      .sort(),
  );
});

test("every program of a page has a name, if there are several or an application is made of them", () => {
  for (const name of pages) {
    const blocks = blocksOf(read(`docs/frameworks/${name}.md`));
    const programs = blocks.filter(({ language }) => language !== "sh");
    const named = programs.filter(({ file }) => file !== undefined);
    if (programs.length > 1) assert.equal(named.length, programs.length, name);
    // A command builds the program before it.
    const built = blocks.filter(
      ({ language }, index) => language === "sh" && blocks[index - 1]?.language === "js",
    );
    assert.equal(built.length, blocks.length - programs.length, name);
  }
});

for (const [name, run] of Object.entries(RUNNERS)) {
  test(name, { timeout: 120_000 }, async () => {
    const blocks = blocksOf(read(`docs/frameworks/${name}.md`));
    if (typeof run === "object") {
      const programs = blocks.filter(({ language }) => language !== "sh");
      assert.deepEqual(
        programs.map(({ file }) => file),
        Object.keys(run),
      );
      for (const [index, { code, file, line }] of programs.entries()) {
        // The command that builds it.
        const command = blocks.find((block) => block.line > line)?.code;
        await run[file]({ code, name: `integration-${name}-${index}`, file, command });
      }
      return;
    }
    const [block, ...more] = name === "next" ? blocks.filter(({ file }) => file === EDGE_HANDLER) : blocks;
    assert.equal(more.length, 0);
    await run({ code: block.code, name: `integration-${name}` });
  });
}
