// Builds the upload of a deployment with wrangler, and runs exactly that in workerd.
import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";

const root = fileURLToPath(new URL("../../", import.meta.url));
const example = join(root, "examples/worker");
const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

// Asks no questions, looks for no updates and reports nothing.
const quiet = {
  CI: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: join(root, "target/worker/log"),
};

// The tests use the version of wrangler that the example depends on.
const wrangler = createRequire(join(example, "package.json")).resolve("wrangler/bin/wrangler.js");

/** Bundles the example into a folder of this test file, because test files run in parallel. */
export function bundleExample(folder) {
  return bundle(folder, []);
}

/** Bundles `fixtures/<name>.mjs` with the example's compatibility date. */
export function bundleFixture(name) {
  return bundleEntry(name, join(fixtures, `${name}.mjs`));
}

/** Bundles another entry in the same way. */
export function bundleEntry(name, path) {
  return bundle(name, [path]);
}

async function bundle(name, entry) {
  const outdir = join(root, "target/worker", name);
  await rm(outdir, { recursive: true, force: true });
  // Without this option, wrangler would look for its configuration beside the entry.
  const config = ["--config", join(example, "wrangler.jsonc")];
  const args = [wrangler, "deploy", ...entry, ...config, "--dry-run", "--outdir", outdir];
  const options = { cwd: example, env: { ...process.env, ...quiet }, timeout: 120_000 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  const files = (await readdir(outdir)).sort();
  return { outdir, files, log: stdout, modules: await modulesOf(outdir, files) };
}

// Miniflare takes the first module for the Worker, so the entry comes first.
async function modulesOf(outdir, files) {
  const named = (type, end) => files.filter((file) => file.endsWith(end)).map((file) => ({ type, file }));
  const found = [...named("ESModule", ".js"), ...named("CompiledWasm", ".wasm")];
  return Promise.all(
    found.map(async ({ type, file }) => ({ type, path: file, contents: await readFile(join(outdir, file)) })),
  );
}

/** The names of the WebAssembly modules among these. */
export const namesOf = (modules) =>
  modules.flatMap(({ path }) => /(\w+)\.wasm$/.exec(path)?.slice(1) ?? []).sort();

/** Starts workerd with these modules and further options of Miniflare. The caller disposes of it. */
export async function start(modules, bindings = {}, options = {}) {
  const log = [];
  const miniflare = new Miniflare({
    modules,
    bindings,
    compatibilityDate: await compatibilityDate(),
    cf: false,
    ...options,
    handleRuntimeStdio(stdout, stderr) {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => log.push(String(chunk)));
    },
  });
  const url = await miniflare.ready;
  // The Worker itself, if an option needs it.
  const direct = options.unsafeDirectSockets && (await miniflare.unsafeGetDirectURL());
  return { url, direct, log: () => log.join(""), dispose: () => miniflare.dispose() };
}

export async function compatibilityDate() {
  const config = await readFile(join(example, "wrangler.jsonc"), "utf8");
  return /"compatibility_date": "([\d-]+)"/.exec(config)[1];
}
