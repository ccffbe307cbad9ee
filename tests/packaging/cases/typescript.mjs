import assert from "node:assert/strict";
import { join } from "node:path";
import { addPackage, appWith, ROOT, write } from "../lib/app.mjs";
import { run } from "../lib/child.mjs";
import { GOOD, importing, PRINT, typescript as program } from "../lib/programs.mjs";
import * as workspace from "../lib/tools.mjs";
import * as apart from "../lib/tools-apart.mjs";
import { NODE_TYPES, NODE16, TYPES, WORKERS } from "../lib/typed-programs.mjs";

const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };

// With TypeScript's default libraries, which include the DOM.
const IN_BROWSERS = { ...STRICT, target: "es2022", types: [] };

const PROGRAMS = { "full.ts": "jwt-wasm" };
// Also from CommonJS, in versions of TypeScript that know that Node can require ES modules.
const WITH_COMMON = { ...PROGRAMS, "common.cts": "jwt-wasm" };
const FILES = { "types.ts": TYPES };
const COMMONJS = { "package.json": '{ "private": true, "type": "commonjs" }\n' };

const nodeTypes = (typeRoot) => ({ ...STRICT, lib: ["es2023"], types: ["node"], typeRoots: [typeRoot] });

const CONFIGURATIONS = {
  nodenext: {
    compilerOptions: { ...IN_BROWSERS, module: "nodenext" },
    programs: WITH_COMMON,
    files: FILES,
  },
  bundler: {
    compilerOptions: { ...IN_BROWSERS, module: "esnext", moduleResolution: "bundler" },
    programs: PROGRAMS,
    files: FILES,
  },
  "node20, CommonJS": {
    compilerOptions: { ...IN_BROWSERS, module: "node20" },
    programs: PROGRAMS,
    files: { ...FILES, ...COMMONJS },
  },
  commonjs: {
    compilerOptions: { ...IN_BROWSERS, module: "commonjs" },
    programs: PROGRAMS,
    files: { ...FILES, ...COMMONJS },
  },
};

const WORKERS_TYPES = {
  compilerOptions: {
    ...STRICT,
    target: "es2022",
    lib: ["es2023"],
    types: ["@cloudflare/workers-types"],
    module: "esnext",
    moduleResolution: "bundler",
  },
  programs: {},
  files: { "types.ts": WORKERS },
};

const TYPE_ROOT = "node_modules/@types";

/** The repository's compiler, and the last compiler with the older kinds of module resolution. */
const COMPILERS = [
  {
    tool: workspace,
    configurations: {
      ...CONFIGURATIONS,
      "Workers' types": WORKERS_TYPES,
      "Node's types": {
        compilerOptions: { ...nodeTypes(join(ROOT, TYPE_ROOT)), module: "nodenext" },
        programs: PROGRAMS,
        // TypeScript declares WebAssembly in its DOM library.
        files: { "types.ts": NODE_TYPES },
      },
    },
  },
  {
    tool: apart,
    configurations: {
      ...CONFIGURATIONS,
      "Workers' types": WORKERS_TYPES,
      // The default of `moduleResolution` for `module: commonjs`.
      "node10, CommonJS": {
        compilerOptions: { ...IN_BROWSERS, module: "commonjs", moduleResolution: "node10" },
        programs: PROGRAMS,
        files: { ...FILES, ...COMMONJS },
      },
      "node10, ES modules": {
        compilerOptions: { ...IN_BROWSERS, module: "es2022", moduleResolution: "node10" },
        programs: PROGRAMS,
        files: FILES,
      },
      "Node's types": {
        compilerOptions: {
          ...nodeTypes(join(ROOT, "tests/packaging/tools", TYPE_ROOT)),
          module: "commonjs",
        },
        programs: PROGRAMS,
        files: { "types.ts": NODE_TYPES, ...COMMONJS },
      },
    },
  },
];

export const typescript = COMPILERS.flatMap(({ tool, configurations }) => {
  const version = () => tool.versionOf("typescript");
  const major = tool === workspace ? "7" : "5";
  const compile = (app, compilerOptions) => {
    write(
      join(app, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: "out" }, include: ["*.ts", "*.cts"] }),
    );
    const compiler = tool === workspace ? tool.commandOf("typescript") : tool.commandOf("typescript", "tsc");
    return run(process.execPath, [compiler, "--project", "."], { cwd: app });
  };
  return [
    ...Object.entries(configurations).map(([configuration, { compilerOptions, programs, files }]) => ({
      name: `TypeScript ${major}, ${configuration}`,
      async run() {
        const sources = Object.entries(programs).map(([file, specifier]) => [
          file,
          program(importing(specifier)) + PRINT,
        ]);
        const app = await appWith(`typescript-${major}-${configuration}`, {
          ...files,
          ...Object.fromEntries(sources),
        });
        addPackage(app, "hono");
        apart.addTools(app, "@cloudflare/workers-types");
        assert.deepEqual(await compile(app, compilerOptions), { stdout: "", stderr: "" });
        for (const file of Object.keys(programs)) {
          const said = await run(process.execPath, [join("out", file.replace(/ts$/, "js"))], { cwd: app });
          assert.deepEqual(said, { stdout: GOOD, stderr: "" }, file);
        }
        const checked = Object.entries(programs).map(([file, specifier]) => `${specifier} in ${file}`);
        return { version: version(), checked: ["types.ts", ...checked] };
      },
    })),
    {
      name: `TypeScript ${major}, node16, CommonJS`,
      async run() {
        const app = await appWith(`typescript-${major}-node16`, { ...COMMONJS, "lazy.ts": NODE16 });
        const options = { ...IN_BROWSERS, module: "node16" };
        assert.deepEqual(await compile(app, options), { stdout: "", stderr: "" });
        write(join(app, "full.ts"), program(importing("jwt-wasm")) + PRINT);
        // The error that the documentation names.
        await assert.rejects(compile(app, options), /TS1479/);
        return { version: version(), checked: ["import()", "TS1479 for an import"] };
      },
    },
  ];
});
