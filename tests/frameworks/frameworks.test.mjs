// Finds a program of docs/frameworks that does not work in the framework that it is for. Each page becomes an application with
// the packed tarball and the framework as npm installs them, which is built and used as its users would.
import { existsSync, readdirSync } from "node:fs";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Missing } from "../packaging/lib/binaries.mjs";
import { listOf } from "../packaging/lib/list.mjs";
import { appOf, versionOf } from "./lib/app.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const { CI, FRAMEWORK } = process.env;

const names = readdirSync(HERE).filter((name) => existsSync(`${HERE}${name}/case.mjs`));
const results = names
  .filter((name) => !FRAMEWORK || name === FRAMEWORK)
  .map((name) => ({ name, outcome: "not run" }));

after(() => console.log(listOf(results)));

// One after the other, because a build uses all cores.
describe("the packed tarball in a framework", { concurrency: 1 }, () => {
  for (const result of results) {
    test(result.name, { timeout: 600_000 }, async (context) => {
      const started = performance.now();
      try {
        result.outcome = "FAILED";
        const { framework, page, run } = await import(`./${result.name}/case.mjs`);
        const app = await appOf(result.name, page);
        result.version = framework ? versionOf(app, framework) : "";
        result.checked = await run(app);
        result.outcome = "passed";
      } catch (error) {
        // Only CI must have the registry.
        if (!(error instanceof Missing) || CI === "true") throw error;
        result.outcome = "missing";
        result.checked = [error.message.split("\n", 1)[0]];
        context.skip(error.message);
      } finally {
        result.seconds = (performance.now() - started) / 1000;
      }
    });
  }
});
