import { checkAnswers } from "../../docs/lib/answers.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const framework = "astro";

export async function run(app) {
  const node = await binaries.node(24);
  const env = { ASTRO_TELEMETRY_DISABLED: "1" };
  await runProgram(node, [commandOf(app, "astro"), "build"], { cwd: app, env });
  await runProgram(node, [commandOf(app, "typescript", "tsc"), "--noEmit"], { cwd: app });
  return served(node, ["dist/server/entry.mjs"], { cwd: app }, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"), { keepsFirst: true });
    await checkSession(origin);
    const tried = await checkPastGate(origin, "/api/me", {
      ways: ["/_server-islands/me", "/api/me?_action=me"],
    });
    return ["middleware.ts", "a page with a cookie", `${tried} ways past`];
  });
}
