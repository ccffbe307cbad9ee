import assert from "node:assert/strict";
import { checkAnswers } from "../../docs/lib/answers.mjs";
import { token } from "../../docs/lib/tokens.mjs";
import * as binaries from "../../packaging/lib/binaries.mjs";
import { run as runProgram } from "../../packaging/lib/child.mjs";
import { commandOf } from "../lib/app.mjs";
import { ask, sender } from "../lib/ask.mjs";
import { checkPastGate } from "../lib/paths.mjs";
import { served } from "../lib/serve.mjs";

export const framework = "elysia";

export async function run(app) {
  const bun = await binaries.bun();
  await runProgram(process.execPath, [commandOf(app, "typescript", "tsc"), "--noEmit"], { cwd: app });
  const options = { cwd: app, ready: /listening at (http:\/\/[^/\s]+)/ };
  return served(bun, ["--no-install", "server.ts"], options, async (origin) => {
    await checkAnswers(sender(origin, "/api/me"));
    assert.deepEqual(JSON.parse((await ask(origin, "/health")).text), { ok: true });
    await checkScope(origin);
    const tried = await checkPastGate(origin, "/api/me");
    return ["server.ts", "a route with a scope", `${tried} ways past`];
  });
}

async function checkScope(origin) {
  const remove = (claims) =>
    ask(origin, "/api/users/7", {
      method: "DELETE",
      headers: { authorization: `Bearer ${token({ aud: "api", ...claims })}` },
    });
  assert.equal((await remove()).status, 403);
  assert.equal((await remove({ scope: "write" })).status, 204);
}
