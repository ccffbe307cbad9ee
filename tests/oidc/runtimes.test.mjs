// The same tokens in workerd, Deno, Bun and another Node. Each fetches the keys from the provider, and its verdicts equal Node's.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as binaries from "../conformance/lib/binaries.js";
import { output } from "../conformance/lib/child.js";
import { bundleEntry, start } from "../worker/bundle.mjs";
import { refusedTokens, signedAtWill } from "./lib/forged.mjs";
import { issuedTokens } from "./lib/issued.mjs";
import { judgeAll } from "./lib/judge-all.mjs";
import { ALGORITHMS, makeKeys } from "./lib/keys.mjs";
import { misused, unfit } from "./lib/profiles.mjs";
import { startProvider } from "./lib/provider.mjs";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const COMMAND = "entries/command.mjs";

let [provider, other, server, address, cases, inNode] = [];

before(async () => {
  [provider, other] = await Promise.all([1, 2].map(() => startProvider(ALGORITHMS, makeKeys("one"))));
  cases = await issuedTokens(provider);
  for (const alg of ALGORITHMS) {
    cases.push(...(await signedAtWill(provider, alg)), ...(await refusedTokens(provider, other, alg)));
    cases.push(...(await misused(provider, alg)), ...(await unfit(provider, alg)));
  }
  server = createServer((_, response) => response.end(JSON.stringify(cases)));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${server.address().port}/`;
  inNode = await judgeAll(address);
});
after(() => {
  for (const one of [provider, other, server]) one?.close();
});

const RUNTIMES = {
  "Node 24": () => run(binaries.node(24), [COMMAND, address]),
  Deno: () => {
    // Deno may fetch the keys and the cases, and read its imports.
    const permissions = ["--no-prompt", "--no-remote", "--allow-net=127.0.0.1"];
    const args = ["run", ...permissions, "--node-modules-dir=manual", COMMAND, address];
    return run(binaries.ofScope("@deno", "deno"), args, { NO_COLOR: "1" });
  },
  Bun: () => run(binaries.ofScope("@oven", "bin/bun"), ["--no-install", COMMAND, address]),
  workerd: async () => {
    const { modules } = await bundleEntry("oidc", `${FOLDER}entries/worker.mjs`);
    const worker = await start(modules);
    try {
      const response = await fetch(worker.url, { headers: { "x-cases": address } });
      const text = await response.text();
      assert.equal(response.status, 200, `${text}\n${worker.log()}`);
      return JSON.parse(text);
    } finally {
      await worker.dispose();
    }
  },
};

async function run(program, args, env = {}) {
  return JSON.parse(await output(program, args, { cwd: FOLDER, env: { ...process.env, ...env } }));
}

for (const [name, answers] of Object.entries(RUNTIMES)) {
  test(name, { timeout: 120_000 }, async () => {
    const verdicts = await answers();
    assert.equal(verdicts.length, cases.length);
    for (const [index, { ours, "ours by address": byAddress, ...peers }] of verdicts.entries()) {
      const one = cases[index];
      assert.equal(ours, inNode[index].ours, one.name);
      assert.equal(byAddress, inNode[index]["ours by address"], one.name);
      // The WebCrypto of this Node throws for a JWK whose `alg` is Ed25519, and for an empty Ed25519 signature.
      const isBeyondPeers = name === "workerd" && /^Ed(25519|DSA)/.test(one.name);
      assert.ok(Object.keys(peers).length > 0 || one.only || isBeyondPeers, one.name);
      for (const [peer, code] of Object.entries(peers)) {
        assert.equal(code === "taken", ours === "taken", `${one.name}: ${peer} says ${code}, we say ${ours}`);
      }
    }
  });
}
