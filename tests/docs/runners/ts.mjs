// A `ts` block is a Cloudflare Worker: type-checked, bundled as wrangler does and run in workerd.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { folderWith } from "../lib/folder.mjs";
import { ROOT, read } from "../lib/repository.mjs";
import { SECRET, token } from "../lib/tokens.mjs";

const WASM = join(ROOT, "pkg/generated/jwt.wasm");

export async function run({ code, name }) {
  const folder = await folderWith(name, "worker.ts", code);
  await checkTypes(folder);
  const [, compatibilityDate] = /"compatibility_date": "([\d-]+)"/.exec(
    read("examples/worker/wrangler.jsonc"),
  );
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: await bundle(folder) },
      { type: "CompiledWasm", path: "jwt.wasm", contents: await readFile(WASM) },
    ],
    bindings: { JWT_SECRET: SECRET },
    compatibilityDate,
    cf: false,
  });
  try {
    await worker.ready;
    await checkAnswers((headers) => worker.dispatchFetch("http://localhost/", { headers }));
  } finally {
    await worker.dispose();
  }
}

async function checkAnswers(send) {
  const good = await send({ Authorization: `Bearer ${token({ aud: "api" })}` });
  const body = await good.text();
  assert.equal(good.status, 200, body);
  assert.equal(JSON.parse(body).sub, "alice");

  const refused = {
    signature_invalid: token({ aud: "api" }, SECRET.toUpperCase()),
    expired: token({ aud: "api", exp: 1 }),
    claim_mismatch: token({ aud: "another-api" }),
    claim_missing: token(),
    malformed: "garbage",
  };
  for (const [error, sent] of Object.entries(refused)) {
    const answer = await send({ Authorization: `bearer ${sent}` });
    assert.deepEqual([answer.status, await answer.json()], [401, { error }]);
    assert.equal(answer.headers.get("WWW-Authenticate"), 'Bearer error="invalid_token"');
  }

  for (const headers of [{}, { Authorization: "Basic YTpi" }]) {
    const answer = await send(headers);
    assert.deepEqual([answer.status, await answer.text()], [401, ""]);
    assert.equal(answer.headers.get("WWW-Authenticate"), "Bearer");
  }
}

async function checkTypes(folder) {
  const tsc = createRequire(join(ROOT, "package.json")).resolve("typescript/package.json");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
  const args = [join(tsc, "../bin/tsc"), ...options, "--lib", "es2022,dom", "worker.ts"];
  await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(({ stdout, message }) => {
    assert.fail(stdout || message);
  });
}

async function bundle(folder) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    plugins: [{ name: "compiled-wasm", setup: keepWasmOut }],
  });
  return outputFiles[0].text;
}

/** As wrangler does: the module stays a file of its own, which Workers has compiled already. */
function keepWasmOut({ onResolve }) {
  onResolve({ filter: /\.wasm$/ }, () => ({ path: "./jwt.wasm", external: true }));
}
