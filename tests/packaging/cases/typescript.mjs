import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith, ROOT, write } from "../lib/app.mjs";
import { run } from "../lib/child.mjs";
import { GOOD, importing, PRINT, typescript as program } from "../lib/programs.mjs";
import * as workspace from "../lib/tools.mjs";
import * as apart from "../lib/tools-apart.mjs";

/** Names of every subpath, and types that must be what they are said to be; in browsers the module's own as well. */
const typesWith = (
  moduleType,
) => `import { createVerifier, jwk, type JwtErrorCode, type JwtErrorFacts, type SecretKey, type Verified } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { createTokenIssuer, type TokenIssuer } from "jwt-wasm/issuer";
import { createVerifier as createLiteVerifier } from "jwt-wasm/lite";
import { createGate as createLiteGate } from "jwt-wasm/lite/edge";
import { createTokenIssuer as createLiteIssuer } from "jwt-wasm/lite/issuer";
import { init, initSync } from "jwt-wasm/slim";
import module from "jwt-wasm/jwt.wasm";

export async function types(key: SecretKey, source: Response, error: JwtErrorFacts): Promise<string> {
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
  // @ts-expect-error a secret has no such algorithm
  jwk({ kty: "oct", k: "AAEC" }, "ES256");
  const gate: Gate = createGate({ key });
  await gate(new Request("https://api.example/"));
  createLiteGate satisfies typeof createGate;
  const issuer: TokenIssuer = createTokenIssuer({ key });
  createLiteIssuer satisfies typeof createTokenIssuer;
  return verified.payload.roles.join(error.code satisfies JwtErrorCode);
}
`;

const TYPES = typesWith("WebAssembly.Module");

/** What Node gives and takes. */
const NODE_TYPES = `${typesWith("object")}
import { createPublicKey, generateKeyPairSync, KeyObject, type webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { jwks, privateKey, publicKey, thumbprint } from "jwt-wasm";

export async function keys(pair: KeyObject, made: webcrypto.CryptoKey): Promise<void> {
  const exported = createPublicKey(pair).export({ format: "jwk" });
  createVerifier({ key: jwk(exported, "ES256") });
  createVerifier({ key: jwk({ ...exported, alg: "ES256", kid: thumbprint(exported) }) });
  createVerifier({ key: jwks({ keys: [exported, await crypto.subtle.exportKey("jwk", made)] }) });
  createVerifier({ key: jwk(await crypto.subtle.exportKey("jwk", made)) });
  publicKey(pair.export({ type: "spki", format: "pem" }), "ES256");
  privateKey(readFileSync("key.der"), "ES256");
  privateKey(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }), "EdDSA");
}
`;

const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };

// With its default libraries, among which is the DOM's.
const IN_BROWSERS = { ...STRICT, target: "es2022", types: [] };

const PROGRAMS = { "full.ts": "jwt-wasm", "lite.ts": "jwt-wasm/lite" };
// Also from CommonJS, where TypeScript knows that Node can require ES modules.
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

const TYPE_ROOT = "node_modules/@types";

/** The compiler of the repository, and the last one that is written in TypeScript and knows the older resolutions. */
const COMPILERS = [
  {
    tool: workspace,
    configurations: {
      ...CONFIGURATIONS,
      "Node's types": {
        compilerOptions: { ...nodeTypes(join(ROOT, TYPE_ROOT)), module: "nodenext" },
        programs: PROGRAMS,
        // TypeScript has WebAssembly's types among the DOM's.
        files: { "types.ts": NODE_TYPES },
      },
    },
  },
  {
    tool: apart,
    configurations: {
      ...CONFIGURATIONS,
      // What `module: commonjs` means there when nothing else is said.
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

/** As the README says it for CommonJS files under a `module` that knows nothing of requiring ES modules. */
const NODE16 = `import type { Verifier } from "jwt-wasm" with { "resolution-mode": "import" };

let verifier: Verifier | undefined;

export async function subjectOf(token: string, secret: string): Promise<string | undefined> {
  const { createVerifier, secretKey } = await import("jwt-wasm");
  verifier ??= createVerifier({ key: secretKey(secret, "HS256") });
  return verifier.verifySync(token).payload.sub;
}
`;

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
        // What the README names, for who looks it up.
        await assert.rejects(compile(app, options), /TS1479/);
        return { version: version(), checked: ["import()", "TS1479 for an import"] };
      },
    },
  ];
});
