import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkAnswers } from "../../docs/lib/answers.mjs";
import { token } from "../../docs/lib/tokens.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { ask, sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const framework = "next";

export async function run(app) {
  const node = await binaries.node(24);
  const tried = [];
  for (const { config, runsAtEdge, options } of BUILDS) {
    const [here, apart] = [join(app, "app/edge"), join(app, "edge-handlers")];
    if (existsSync(here) && !runsAtEdge) renameSync(here, apart);
    if (existsSync(apart) && runsAtEdge) renameSync(apart, here);
    writeFileSync(join(app, "next.config.ts"), `export default ${JSON.stringify(config)};\n`);
    await build(app, node, options);
    tried.push(await started(app, node, (origin) => check(app, origin, runsAtEdge)));
  }
  return [
    "proxy.ts",
    "handlers in Node and in the edge runtime",
    "a Server Component with a cookie",
    "with and without cacheComponents, Turbopack and webpack",
    `${tried[0]} ways past`,
  ];
}

// The edge runtime and `cacheComponents` exclude each other.
const BUILDS = [
  { config: { cacheComponents: true, partialPrefetching: true }, runsAtEdge: false, options: [] },
  { config: {}, runsAtEdge: true, options: [] },
  { config: {}, runsAtEdge: true, options: ["--webpack"] },
];

/** As `next start` and the platforms around it write them. */
const PAGE_DATA = [
  ["/account.rsc", {}],
  ["/account.segments/_tree.segment.rsc", {}],
  ["/account.segments/account/__PAGE__.segment.rsc", {}],
  ["/account?__nextDataReq=1", { "x-nextjs-data": "1" }],
];

async function check(app, origin, runsAtEdge) {
  for (const path of ["/api/me", "/node/me", ...(runsAtEdge ? ["/edge/me"] : [])]) {
    await checkAnswers(sender(origin, path), { keepsFirst: true });
  }
  await checkForwarded(origin);
  await checkAccount(origin);
  const id = readFileSync(join(app, ".next/BUILD_ID"), "utf8");
  const ways = [`/_next/data/${id}/api/me.json`, "/api/me.rsc", "/en/api/me", "/api/me?__nextLocale=en"];
  return checkPastGate(origin, "/api/me", { ways });
}

async function build(app, node, options) {
  const args = [commandOf(app, "next"), "build", ...options];
  const { stderr } = await runProgram(node, args, { cwd: app, env: QUIET, limit: 400_000 });
  // The page mentions its warning about the edge runtime.
  const warnings = stderr.split("\n").filter((line) => line !== "" && !/edge runtime/i.test(line));
  assert.deepEqual(warnings, []);
}

const QUIET = { NEXT_TELEMETRY_DISABLED: "1" };

function started(app, node, check) {
  const args = [commandOf(app, "next"), "start", "--port", "0", "--hostname", "127.0.0.1"];
  const ready = /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*Ready/;
  return served(node, args, { cwd: app, env: QUIET, ready }, check);
}

async function checkForwarded(origin) {
  const authorization = `Bearer ${token({ aud: "api" })}`;
  const { text } = await ask(origin, "/api/me", { headers: { authorization, "x-user-id": "mallory" } });
  assert.deepEqual(JSON.parse(text), { sub: "alice" });
}

async function checkAccount(origin) {
  const rsc = { rsc: "1" };
  // Next.js adds a hash of these headers to the address.
  const { headers } = await ask(origin, "/account", { headers: rsc });
  await checkSession(origin, { data: [[headers.get("location") ?? "/account", rsc]], ways: PAGE_DATA });
}
