import { after, describe, test } from "node:test";
import { bun } from "./cases/bun.mjs";
import { deno } from "./cases/deno.mjs";
import { esbuild } from "./cases/esbuild.mjs";
import { nitro } from "./cases/nitro.mjs";
import { node } from "./cases/node.mjs";
import { page } from "./cases/page.mjs";
import { parcel } from "./cases/parcel.mjs";
import { rollup } from "./cases/rollup.mjs";
import { runnersOfPage } from "./cases/runners-of-page.mjs";
import { tarball } from "./cases/tarball.mjs";
import { testRunners } from "./cases/test-runners.mjs";
import { typescript } from "./cases/typescript.mjs";
import { vercel } from "./cases/vercel.mjs";
import { vite } from "./cases/vite.mjs";
import { webpack } from "./cases/webpack.mjs";
import { workers } from "./cases/workers.mjs";
import { Missing } from "./lib/binaries.mjs";
import { close } from "./lib/browser.mjs";
import { listOf } from "./lib/list.mjs";

const CASES = [
  ...tarball,
  ...node,
  ...typescript,
  ...page,
  ...vite,
  ...webpack,
  ...esbuild,
  ...rollup,
  ...parcel,
  ...workers,
  ...nitro,
  ...vercel,
  ...deno,
  ...bun,
  ...testRunners,
  ...runnersOfPage,
];

const results = CASES.map(({ name }) => ({ name, outcome: "not run" }));

after(async () => {
  await close();
  console.log(listOf(results));
});

describe("the packed tarball", { concurrency: 2 }, () => {
  for (const [index, { name, run }] of CASES.entries()) {
    test(name, { timeout: 120_000 }, async (context) => {
      const result = results[index];
      const started = performance.now();
      try {
        result.outcome = "FAILED";
        Object.assign(result, await run(), { outcome: "passed" });
      } catch (error) {
        if (error instanceof Missing && process.env.CI !== "true") {
          // Only CI must have every runtime.
          result.outcome = "missing";
          result.checked = [error.message.split("\n", 1)[0]];
          context.skip(error.message);
        } else {
          throw error;
        }
      } finally {
        result.seconds = (performance.now() - started) / 1000;
      }
    });
  }
});
