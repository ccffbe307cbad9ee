import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith, ROOT, write } from "../lib/app.mjs";
import { run } from "../lib/child.mjs";
import { GOOD, importing, PRINT, typescript as program } from "../lib/programs.mjs";
import { commandOf, versionOf } from "../lib/tools.mjs";

/** Names of every subpath, and types that must be what they are said to be; in browsers the module's own as well. */
const typesWith = (
  moduleType,
) => `import { createVerifier, type JwtErrorCode, type JwtErrorFacts, type Key, type Verified } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { createTokenIssuer, type TokenIssuer } from "jwt-wasm/issuer";
import { createVerifier as createLiteVerifier } from "jwt-wasm/lite";
import { createGate as createLiteGate } from "jwt-wasm/lite/edge";
import { createTokenIssuer as createLiteIssuer } from "jwt-wasm/lite/issuer";
import { init, initSync } from "jwt-wasm/slim";
import module from "jwt-wasm/jwt.wasm";

export async function types(key: Key, source: Response, error: JwtErrorFacts): Promise<string> {
  await init(source);
  initSync(module satisfies ${moduleType});
  initSync(new Uint8Array(8));
  const verified: Verified<{ roles: string[] }> = createVerifier<{ roles: string[] }>({ key }).verifySync("");
  // @ts-expect-error the type argument says so
  verified.payload.roles satisfies number;
  // @ts-expect-error there is no such option
  createLiteVerifier({ key, audiences: "api" });
  // @ts-expect-error there is no such code
  error.code satisfies "good";
  const gate: Gate<unknown> = createGate({ key });
  await gate(new Request("https://api.example/"), {});
  createLiteGate satisfies typeof createGate;
  const issuer: TokenIssuer = createTokenIssuer({ key });
  createLiteIssuer satisfies typeof createTokenIssuer;
  return verified.payload.roles.join(error.code satisfies JwtErrorCode);
}
`;

const TYPES = typesWith("WebAssembly.Module");

const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };

// With its default libraries, among which is the DOM's.
const IN_BROWSERS = { ...STRICT, target: "es2022", types: [] };

const PROGRAMS = { "full.ts": "jwt-wasm", "lite.ts": "jwt-wasm/lite" };

const CONFIGURATIONS = {
  nodenext: {
    compilerOptions: { ...IN_BROWSERS, module: "nodenext" },
    // Also from CommonJS, where TypeScript knows that Node can require ES modules.
    programs: { ...PROGRAMS, "common.cts": "jwt-wasm" },
    files: { "types.ts": TYPES },
  },
  bundler: {
    compilerOptions: { ...IN_BROWSERS, module: "esnext", moduleResolution: "bundler" },
    programs: PROGRAMS,
    files: { "types.ts": TYPES },
  },
  "Node's types": {
    compilerOptions: {
      ...STRICT,
      module: "nodenext",
      lib: ["es2023"],
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
    },
    programs: PROGRAMS,
    // TypeScript has WebAssembly's types among the DOM's.
    files: { "types.ts": typesWith("object") },
  },
};

export const typescript = Object.entries(CONFIGURATIONS).map(
  ([configuration, { compilerOptions, programs, files }]) => ({
    name: `TypeScript, ${configuration}`,
    async run() {
      const sources = Object.entries(programs).map(([file, specifier]) => [
        file,
        program(importing(specifier)) + PRINT,
      ]);
      const app = await appWith(`typescript-${configuration}`, { ...files, ...Object.fromEntries(sources) });
      write(
        join(app, "tsconfig.json"),
        JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: "out" } }),
      );
      const compiled = await run(process.execPath, [commandOf("typescript"), "--project", "."], { cwd: app });
      assert.deepEqual(compiled, { stdout: "", stderr: "" });
      for (const file of Object.keys(programs)) {
        const said = await run(process.execPath, [join("out", file.replace(/ts$/, "js"))], { cwd: app });
        assert.deepEqual(said, { stdout: GOOD, stderr: "" }, file);
      }
      const checked = Object.entries(programs).map(([file, specifier]) => `${specifier} in ${file}`);
      return { version: versionOf("typescript"), checked: [...Object.keys(files), ...checked] };
    },
  }),
);
