import { checkAnswers } from "../../docs/lib/answers.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { freePort, sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";
import { checkSession } from "../lib/session.mjs";

export const framework = "react-router";

export async function run(app) {
  const node = await binaries.node(24);
  const tool = commandOf(app, "@react-router/dev", "react-router");
  await runProgram(node, [tool, "build"], { cwd: app });
  await runProgram(node, [tool, "typegen"], { cwd: app });
  await runProgram(node, [commandOf(app, "typescript", "tsc")], { cwd: app });
  const args = [commandOf(app, "@react-router/serve", "react-router-serve"), "build/server/index.js"];
  const env = { PORT: String(await freePort()), NODE_ENV: "production" };
  // It logs each 404, and cannot parse a target that is a whole URL.
  return served(node, args, { cwd: app, env, isQuiet: false }, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"), { keepsFirst: true });
    await checkSession(origin, {
      data: [
        ["/account.data", {}],
        ["/account.data?_routes=routes/account", {}],
      ],
      ways: [
        ["/_.data?_routes=routes/account", {}],
        ["/account?_data=routes/account", {}],
        ["/login.data?_routes=routes/account", {}],
      ],
    });
    const tried = await checkPastGate(origin, "/api/me", {
      failsAt: /^http:/,
      ways: [
        "/api/me.data",
        "/api/me.data?_routes=routes/me",
        "/_.data?_routes=routes/me",
        "/login?_data=routes/me",
      ],
    });
    return ["middleware of routes", "a page with a cookie", `${tried} ways past`];
  });
}
