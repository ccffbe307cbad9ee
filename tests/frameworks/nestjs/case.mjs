import assert from "node:assert/strict";
import { checkAnswers } from "../../docs/lib/answers.mjs";
import { token } from "../../docs/lib/tokens.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { ask, sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";

export const framework = "@nestjs/core";

export async function run(app) {
  const node = await binaries.node(24);
  await runProgram(node, [commandOf(app, "typescript", "tsc")], { cwd: app });
  let tried = 0;
  for (const program of ["dist/main.js", "dist/main-fastify.js"]) {
    tried += await served(node, [program], { cwd: app }, async (origin) => {
      await checkAnswers(sender(origin, "/api/me"));
      await checkDemands(origin);
      return checkPastGate(origin, "/api/me");
    });
  }
  return ["on Express and on Fastify", "a guard", "demands of a handler", `${tried} ways past`];
}

async function checkDemands(origin) {
  const remove = (claims) => {
    const headers = { authorization: `Bearer ${token({ aud: "api", ...claims })}` };
    return ask(origin, "/api/users/7", { method: "DELETE", headers });
  };
  assert.equal((await remove({ scope: "users:read users:write" })).status, 204);
  const refused = await remove({ scope: "users:read" });
  assert.equal(refused.status, 403);
  assert.match(refused.headers.get("www-authenticate"), /error="insufficient_scope".*scope="users:write"/);
  const open = await ask(origin, "/api/health");
  assert.deepEqual([open.status, open.text], [200, '{"isUp":true}']);
}
