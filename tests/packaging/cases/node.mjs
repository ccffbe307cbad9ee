import assert from "node:assert/strict";
import { appWith } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run } from "../lib/child.mjs";
import {
  GOOD,
  GUARDED,
  gate,
  ISSUED,
  importing,
  issuer,
  javascript,
  NAMES,
  PRINT,
  requiring,
} from "../lib/programs.mjs";

// As the README has it.
const SLIM = `import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
${importing("jwt-wasm/slim", ["init", ...NAMES])}
await init(readFile(fileURLToPath(import.meta.resolve("jwt-wasm/jwt.wasm"))));
`;

const PROGRAMS = {
  "import jwt-wasm": ["full.js", javascript(importing("jwt-wasm")) + PRINT],
  "import jwt-wasm/lite": ["lite.js", javascript(importing("jwt-wasm/lite")) + PRINT],
  "import jwt-wasm/slim": ["slim.js", javascript(SLIM) + PRINT],
  "require jwt-wasm": ["full.cjs", javascript(requiring("jwt-wasm")) + PRINT],
  "require jwt-wasm/lite": ["lite.cjs", javascript(requiring("jwt-wasm/lite")) + PRINT],
  "jwt-wasm/edge": ["edge.js", gate("jwt-wasm") + PRINT, GUARDED],
  "jwt-wasm/lite/edge": ["lite-edge.js", gate("jwt-wasm/lite") + PRINT, GUARDED],
  "jwt-wasm/issuer": ["issuer.js", issuer("jwt-wasm") + PRINT, ISSUED],
  "jwt-wasm/lite/issuer": ["lite-issuer.js", issuer("jwt-wasm/lite") + PRINT, ISSUED],
  "one class of errors": [
    "errors.js",
    `import { JwtError } from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import * as slim from "jwt-wasm/slim";
console.log(lite.JwtError === JwtError && slim.JwtError === JwtError);
`,
    "true",
  ],
};

const files = Object.fromEntries(Object.values(PROGRAMS));

export const node = [
  ["this Node", () => process.execPath],
  ["Node 20", () => binaries.node(20)],
  ["Node 24", () => binaries.node(24)],
].map(([name, program]) => ({
  name,
  async run() {
    const path = await program();
    const app = await appWith(name, files);
    const { stdout: version } = await run(path, ["--version"], { cwd: app });
    for (const [what, [file, , told = GOOD]] of Object.entries(PROGRAMS)) {
      assert.deepEqual(await run(path, [file], { cwd: app }), { stdout: told, stderr: "" }, what);
    }
    return { version: version.slice(1), checked: Object.keys(PROGRAMS) };
  },
}));
