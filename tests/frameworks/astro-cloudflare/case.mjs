// The page about Astro, run in workerd.
import { checkAnswers } from "../../docs/lib/answers.mjs";
import { SECRET } from "../../docs/lib/tokens.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { freePort, sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const page = "astro";
export const framework = "@astrojs/cloudflare";

/** The test makes no requests to Cloudflare. */
const QUIET = {
  ASTRO_TELEMETRY_DISABLED: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
};

export async function run(app) {
  const node = await binaries.node(24);
  await runProgram(node, [commandOf(app, "astro"), "build"], { cwd: app, env: QUIET });
  const where = [
    "--config",
    "dist/server/wrangler.json",
    "--ip",
    "127.0.0.1",
    "--port",
    String(await freePort()),
  ];
  const args = [commandOf(app, "wrangler"), "dev", ...where, "--var", `JWT_SECRET:${SECRET}`];
  const ready = /Ready on (http:\/\/127\.0\.0\.1:\d+)/;
  return served(node, args, { cwd: app, env: QUIET, ready, isQuiet: false }, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"));
    await checkSession(origin);
    const tried = await checkPastGate(origin, "/api/me", {
      ways: ["/_server-islands/me", "/api/me?_action=me"],
    });
    return ["in workerd", "middleware.ts", "a page with a cookie", `${tried} ways past`];
  });
}
