import assert from "node:assert/strict";
import { appWith } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run } from "../lib/child.mjs";
import {
  DROP_IN,
  DROPPED_IN,
  FILES,
  GATE,
  GOOD,
  GUARDED,
  ISSUED,
  ISSUER,
  importing,
  javascript,
  NAMES,
  onDemand,
  PRINT,
  PROOFS,
  PROVEN,
  REQUIRED_DROP_IN,
  requiring,
  SERVED,
  SERVER,
  withEngine,
  withKeyFile,
} from "../lib/programs.mjs";

// The program of the documentation.
const SLIM = `import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
${importing("jwt-wasm/slim", ["init", ...NAMES])}
const fileOf = (specifier) => readFile(fileURLToPath(import.meta.resolve(specifier)));
await init(fileOf("${FILES.core}"));
await init(fileOf("${FILES.keyfile}"), "keyfile");
`;

const PROGRAMS = {
  "import jwt-wasm": ["full.js", javascript(importing("jwt-wasm")) + PRINT],
  "an engine on demand": ["on-demand.js", onDemand("jwt-wasm") + PRINT],
  "import jwt-wasm/engines/es256": ["engine.js", withEngine("jwt-wasm") + PRINT],
  "import jwt-wasm/keyfile": ["keyfile.js", withKeyFile(javascript(importing("jwt-wasm"))) + PRINT],
  "import jwt-wasm/slim": ["slim.js", javascript(SLIM) + PRINT],
  "require jwt-wasm": ["full.cjs", javascript(requiring("jwt-wasm")) + PRINT],
  "jwt-wasm/dpop": ["dpop.js", PROOFS + PRINT, PROVEN],
  "jwt-wasm/edge": ["edge.js", GATE + PRINT, GUARDED],
  "jwt-wasm/express": ["express.js", SERVER + PRINT, SERVED],
  "jwt-wasm/issuer": ["issuer.js", ISSUER + PRINT, ISSUED],
  "jwt-wasm/jsonwebtoken": ["drop-in.js", DROP_IN + PRINT, DROPPED_IN],
  "require jwt-wasm/jsonwebtoken": ["drop-in.cjs", REQUIRED_DROP_IN + PRINT, DROPPED_IN],
  "one class of errors": [
    "errors.js",
    `import { JwtError } from "jwt-wasm";
import * as slim from "jwt-wasm/slim";
console.log(slim.JwtError === JwtError);
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
