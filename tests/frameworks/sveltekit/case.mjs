import { checkAnswers } from "../../docs/lib/answers.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const framework = "@sveltejs/kit";

export async function run(app) {
  const node = await binaries.node(24);
  const env = { JWT_SECRET: "for the build" };
  await runProgram(node, [commandOf(app, "vite"), "build"], { cwd: app, env });
  await runProgram(node, [commandOf(app, "svelte-check"), "--fail-on-warnings"], { cwd: app });
  return served(node, ["build"], { cwd: app }, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"), { keepsFirst: true });
    await checkSession(origin, {
      data: [["/account/__data.json", {}]],
      ways: [
        ["/account/__data.json?x-sveltekit-invalidated=01", {}],
        ["/login/__data.json", { "x-sveltekit-pathname": "/account" }],
        ["/_app/remote/x/y", { "x-sveltekit-pathname": "/account" }],
      ],
    });
    const tried = await checkPastGate(origin, "/api/me", {
      ways: ["/api/me/__data.json", "/api/me/__route.js"],
    });
    return ["hooks.server.ts", "a page with a cookie", `${tried} ways past`];
  });
}
