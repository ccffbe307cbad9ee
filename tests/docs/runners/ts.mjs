// A `ts` block of the README is a Cloudflare Worker that guards what it answers.
import { checkAnswers, overFetch } from "../lib/answers.mjs";
import { SECRET } from "../lib/tokens.mjs";
import { startWorker } from "../lib/worker.mjs";

export async function run(block) {
  const worker = await startWorker(block, { bindings: { JWT_SECRET: SECRET } });
  try {
    await checkAnswers(overFetch((...request) => worker.dispatchFetch(...request), "http://localhost/"));
  } finally {
    await worker.dispose();
  }
}
