// A `ts` block of the README is a Cloudflare Worker that guards what it answers, or what is behind it.
import { checkAnswers, overFetch } from "../lib/answers.mjs";
import { checkPairs } from "../lib/pairs.mjs";
import { SECRET } from "../lib/tokens.mjs";
import { startWorker } from "../lib/worker.mjs";

const FAMILIES = { FAMILIES: { className: "TokenFamily", useSQLite: true } };

export async function run(block) {
  const issues = block.code.includes("jwt-wasm/issuer");
  const more = issues ? { durableObjects: FAMILIES, outboundService: () => new Response("origin") } : {};
  const worker = await startWorker(block, { bindings: { JWT_SECRET: SECRET }, ...more });
  const fetch = (...request) => worker.dispatchFetch(...request);
  try {
    await (issues ? checkPairs(fetch) : checkAnswers(overFetch(fetch, "http://localhost/")));
  } finally {
    await worker.dispose();
  }
}
