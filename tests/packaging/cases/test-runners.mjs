// Tests of applications. Each runner loads modules in its own way, and some run them in another realm.
import assert from "node:assert/strict";
import { appWith } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run } from "../lib/child.mjs";
import {
  GATE,
  GOOD,
  GUARDED,
  importing,
  javascript,
  onDemand,
  PRINT,
  requiring,
  typescript,
  withEngine,
  withKeyFile,
} from "../lib/programs.mjs";
import { ES256, HS256, PUBLIC_KEY, SECRET } from "../lib/tokens.mjs";
import { addTools, commandOf, versionOf } from "../lib/tools-apart.mjs";

const COMMONJS = { "package.json": '{ "private": true }\n' };

const testOf = (told) => `test("check", async () => expect(await check()).toBe(${JSON.stringify(told)}));\n`;

/** Bytes, keys and options from Node, from the runner's realm, and from a third one. */
const REALMS = `import { TextEncoder as NodeTextEncoder } from "node:util";
import { runInNewContext } from "node:vm";
import { createVerifier, jwk, publicKey, secretKey, signSync, verifySync } from "jwt-wasm";

const third = runInNewContext("(text) => JSON.parse(text)");
const thirdBytes = runInNewContext("(list) => Uint8Array.from(list)");
const secret = ${JSON.stringify(SECRET)};
const pem = ${JSON.stringify(PUBLIC_KEY)};

const der = Buffer.from(pem.replaceAll(/-----.*-----|\\s/g, ""), "base64");

const bytesOf = (node) => {
  const other = thirdBytes([...node]);
  return [node, Uint8Array.from(node), Uint8Array.from(node).buffer, other, other.buffer];
};

test("values of several realms", () => {
  for (const bytes of [...bytesOf(Buffer.from(secret)), new NodeTextEncoder().encode(secret)]) {
    const key = secretKey(bytes, "HS256");
    expect(verifySync(${JSON.stringify(HS256.good)}, key).payload.sub).toBe("alice");
    const options = third('{ "subject": "alice", "algorithms": ["HS256"], "claims": { "sub": "alice" } }');
    expect(createVerifier({ key, ...options }).verifySync(${JSON.stringify(HS256.good)}).payload.sub).toBe("alice");
    expect(verifySync(${JSON.stringify(HS256.good)}, key, options).payload.sub).toBe("alice");
    const signed = signSync(third('{ "sub": "bob" }'), key, third('{ "expiresIn": 60 }'));
    expect(verifySync(signed, key).payload.sub).toBe("bob");
  }
  for (const bytes of [...bytesOf(der), ...bytesOf(Buffer.from(pem))]) {
    expect(verifySync(${JSON.stringify(ES256.good)}, publicKey(bytes, "ES256")).payload.sub).toBe("alice");
  }
  const exported = JSON.stringify(publicKey(pem, "ES256").toPublicJwk());
  expect(verifySync(${JSON.stringify(ES256.good)}, jwk(third(exported))).payload.sub).toBe("alice");
});
`;

const JEST_GLOBALS = 'import { expect, test } from "@jest/globals";\n';
const VITEST_GLOBALS = 'import { expect, test } from "vitest";\n';

const TS_TEST = JEST_GLOBALS + typescript(importing("jwt-wasm")) + testOf(GOOD);
const TSCONFIG = { target: "es2022", strict: true, esModuleInterop: true, types: ["node"] };
const VM_MODULES = "--experimental-vm-modules";

/** The packages for each runner, and the number of its tests. */
const JEST = {
  "Jest, ES modules": {
    files: {
      "check.test.mjs": javascript(importing("jwt-wasm")) + testOf(GOOD),
      "engines.test.mjs": onDemand("jwt-wasm") + testOf(GOOD),
      "realms.test.mjs": REALMS,
    },
    config: { testMatch: ["**/*.test.mjs"] },
    flags: [VM_MODULES],
    tests: 3,
  },
  "Jest, jsdom": {
    files: {
      "check.test.mjs": javascript(importing("jwt-wasm")) + testOf(GOOD),
      "engines.test.mjs": onDemand("jwt-wasm") + testOf(GOOD),
      "realms.test.mjs": REALMS,
    },
    config: {
      testMatch: ["**/*.test.mjs"],
      testEnvironment: "jsdom",
    },
    flags: [VM_MODULES],
    tests: 3,
  },
  "Jest, CommonJS": {
    program: () => binaries.node(24),
    files: { ...COMMONJS, "check.test.js": javascript(requiring("jwt-wasm")) + testOf(GOOD) },
    config: { transform: {} },
    flags: [VM_MODULES],
    tests: 1,
  },
  "ts-jest, CommonJS": {
    files: { ...COMMONJS, "check.test.ts": TS_TEST },
    config: {
      transform: {
        "^.+\\.[jt]s$": ["ts-jest", { tsconfig: { ...TSCONFIG, allowJs: true, module: "commonjs" } }],
      },
      transformIgnorePatterns: ["/node_modules/(?!jwt-wasm/)"],
    },
    flags: [],
    tests: 1,
  },
  "ts-jest, ES modules": {
    files: { "check.test.ts": TS_TEST },
    config: {
      extensionsToTreatAsEsm: [".ts"],
      transform: {
        "^.+\\.ts$": [
          "ts-jest",
          { useESM: true, tsconfig: { ...TSCONFIG, module: "esnext", moduleResolution: "bundler" } },
        ],
      },
    },
    flags: [VM_MODULES],
    tests: 1,
  },
};

const VITEST = {
  Vitest: { config: {} },
  "Vitest, jsdom": { config: { environment: "jsdom" } },
};

export const testRunners = [
  ...Object.entries(JEST).map(([name, { program, files, config, flags, tests }]) => ({
    name,
    async run() {
      const app = await appWith(name, { ...files, "jest.config.json": JSON.stringify(config) });
      addTools(app, "jest-environment-jsdom", "ts-jest", "typescript", "@jest/globals", "@types/node");
      const node = program ? await program() : process.execPath;
      const args = [...flags, commandOf("jest"), "--ci", "--no-cache", "--colors=false"];
      const { stderr } = await run(node, args, { cwd: app });
      assert.match(stderr, new RegExp(`^Tests: +${tests} passed, ${tests} total$`, "m"));
      assert.doesNotMatch(stderr, /\bWARN\b/);
      return {
        version: versionOf("jest"),
        checked: Object.keys(files).filter((file) => file.includes(".test.")),
      };
    },
  })),
  {
    name: "ts-node",
    async run() {
      const app = await appWith("ts-node", {
        ...COMMONJS,
        "main.ts": typescript(importing("jwt-wasm")) + PRINT,
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...TSCONFIG, module: "commonjs" } }),
      });
      addTools(app, "typescript", "@types/node");
      const said = await run(process.execPath, [commandOf("ts-node"), "main.ts"], { cwd: app });
      assert.deepEqual(said, { stdout: GOOD, stderr: "" });
      return { version: versionOf("ts-node"), checked: ["jwt-wasm"] };
    },
  },
  ...Object.entries(VITEST).map(([name, { config }]) => ({
    name,
    async run() {
      const app = await appWith(name, {
        "check.test.js": VITEST_GLOBALS + javascript(importing("jwt-wasm")) + testOf(GOOD),
        "engines.test.js": VITEST_GLOBALS + onDemand("jwt-wasm") + testOf(GOOD),
        "realms.test.js": VITEST_GLOBALS + REALMS,
        "vitest.config.js": `export default ${JSON.stringify({ test: config })};\n`,
      });
      await runVitest(app, 3, ["jsdom"]);
      return {
        version: versionOf("vitest"),
        checked: ["check.test.js", "engines.test.js", "realms.test.js"],
      };
    },
  })),
  {
    name: "Vitest, Workers",
    async run() {
      const app = await appWith("vitest-workers", {
        "check.test.js": VITEST_GLOBALS + withKeyFile(javascript(importing("jwt-wasm"))) + testOf(GOOD),
        "engine.test.js": VITEST_GLOBALS + withKeyFile(withEngine("jwt-wasm")) + testOf(GOOD),
        "gate.test.js": VITEST_GLOBALS + withKeyFile(GATE) + testOf(GUARDED),
        "worker.js": 'export default { fetch: () => new Response("") };\n',
        "wrangler.json": '{ "name": "tested", "main": "worker.js", "compatibility_date": "2026-04-01" }\n',
        "vitest.config.js": `import { cloudflareTest } from "@cloudflare/vitest-plugin";
export default { plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.json" } })] };
`,
      });
      await runVitest(app, 3, ["@cloudflare/vitest-plugin"]);
      const version = `${versionOf("vitest")}, ${versionOf("@cloudflare/vitest-plugin")}`;
      return { version, checked: ["jwt-wasm", "jwt-wasm/engines/es256", "jwt-wasm/edge"] };
    },
  },
];

async function runVitest(app, tests, tools) {
  addTools(app, "vitest", ...tools);
  const env = { WRANGLER_SEND_METRICS: "false", CI: "true" };
  const args = [commandOf("vitest"), "run"];
  const { stdout } = await run(await binaries.node(24), args, { cwd: app, env });
  assert.match(stdout, new RegExp(`^ *Tests +${tests} passed \\(${tests}\\)$`, "m"));
}
