// A program that exports a gate, and that needs a provider for a good token: it starts in Workers, and lets nobody in without a token.
import assert from "node:assert/strict";
import { SECRET } from "../lib/tokens.mjs";
import { startWorker } from "../lib/worker.mjs";

export async function run({ language, ...block }) {
  const worker = await startWorker(
    { ...block, file: `worker.${language}` },
    { bindings: { JWT_SECRET: SECRET } },
  );
  try {
    const answer = await worker.dispatchFetch("https://api.example/");
    assert.deepEqual([answer.status, (await answer.json()).code], [401, "token_missing"]);
  } finally {
    await worker.dispose();
  }
}
