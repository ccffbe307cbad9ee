// Runs MCP's conformance suite from npm, with this package's gate in place of the middleware that guards its server.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const TARGET = path("../../../target/oidc/");
const CLIENT = path("../entries/mcp-client.mjs");
const MIDDLEWARE = path("conformance-guard.mjs");

/** Adds a function of `fs` that the suite imports and the oldest supported Node lacks. It is not called here. */
const FS = 'export * from "node:fs"; export const globSync = undefined;';

const inItsPlace = {
  name: "in-its-place",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/auth\/middleware\/bearerAuth\.js$/ }, ({ importer }) =>
      importer === MIDDLEWARE ? undefined : { path: MIDDLEWARE },
    );
    onResolve({ filter: /^fs$/ }, () => ({ path: "fs", namespace: "in-its-place" }));
    onLoad({ filter: /^fs$/, namespace: "in-its-place" }, () => ({ contents: FS }));
    onResolve({ filter: /^[^./]/ }, ({ kind, path: name }) =>
      kind === "entry-point" ? undefined : { path: name, external: true },
    );
  },
};

/** The suite's program. */
export async function bundleSuite() {
  const outfile = `${TARGET}mcp-conformance.mjs`;
  await build({
    entryPoints: ["@modelcontextprotocol/conformance/dist/index.js"],
    absWorkingDir: path(".."),
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    plugins: [inItsPlace],
    logLevel: "error",
  });
  return outfile;
}

/** Runs one scenario with the client of these tests. @returns the output, and whether it passed */
export async function runScenario(suite, scenario) {
  const command = `${process.execPath} ${CLIENT}`;
  const args = [suite, "client", "--command", command, "--scenario", scenario, "--verbose"];
  const options = { cwd: TARGET, timeout: 60_000, maxBuffer: 1e8 };
  return promisify(execFile)(process.execPath, args, options).then(
    ({ stdout, stderr }) => ({ passed: true, told: stdout + stderr }),
    ({ stdout, stderr }) => ({ passed: false, told: stdout + stderr }),
  );
}

/** The scenarios for authorization that the suite has for clients. */
export async function scenariosOf(suite) {
  const { stdout } = await promisify(execFile)(process.execPath, [suite, "list", "--client"], {
    cwd: TARGET,
  });
  return [...stdout.matchAll(/\bauth\/[\w-]+/g)].map(([name]) => name);
}
