import { checkAnswers } from "../../docs/lib/answers.mjs";
import { SECRET } from "../../docs/lib/tokens.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const framework = "nuxt";

export async function run(app) {
  const node = await binaries.node(24);
  const env = { NUXT_TELEMETRY_DISABLED: "1", NUXT_JWT_SECRET: SECRET };
  await runProgram(node, [commandOf(app, "nuxt"), "build"], {
    cwd: app,
    env: { ...env, NUXT_JWT_SECRET: "" },
  });
  await runProgram(node, [commandOf(app, "nuxt"), "typecheck"], { cwd: app, env });
  // It logs each page that does not exist.
  const options = { cwd: app, env, isQuiet: false };
  return served(node, [".output/server/index.mjs"], options, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"), { keepsFirst: true });
    await checkSession(origin, { ways: [["/account/_payload.json", {}]] });
    const tried = await checkPastGate(origin, "/api/me");
    return ["handlers of Nitro", "a page with a cookie", `${tried} ways past`];
  });
}
