// Stops an `@example` of a doc comment that does not compile or does not run, because people copy what their editor shows.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import * as api from "jwt-wasm";
import * as dpop from "jwt-wasm/dpop";
import * as edge from "jwt-wasm/edge";
import * as express from "jwt-wasm/express";
import * as fastify from "jwt-wasm/fastify";
import * as hono from "jwt-wasm/hono";
import * as issuer from "jwt-wasm/issuer";
import * as jsonwebtoken from "jwt-wasm/jsonwebtoken";
import * as jwe from "jwt-wasm/jwe";
import * as slim from "jwt-wasm/slim";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { folderWith } from "./lib/folder.mjs";
import { blocksOf } from "./lib/markdown.mjs";
import { files, ROOT, read } from "./lib/repository.mjs";

const MODULES = {
  "jwt-wasm": api,
  "jwt-wasm/dpop": dpop,
  "jwt-wasm/edge": edge,
  "jwt-wasm/issuer": { ...issuer, DurableObjectNamespace: undefined, KvNamespace: undefined },
  "node:fs/promises": { readFile: undefined },
};

/** The imports for examples in one folder only, because each of these folders has its own `jwtGate`. */
const ADAPTERS = {
  express: ["express", { "jwt-wasm/express": express }],
  fastify: ["Fastify", { "jwt-wasm/fastify": fastify }],
  hono: ["{ Hono }", { "jwt-wasm/hono": { ...hono, JwtVariables: undefined } }],
};

/** This entry has functions with the names of other entries' functions. */
const DROP_IN = { "jwt-wasm/jsonwebtoken": jsonwebtoken };

/** Only this entry has them. */
const SLIM = { "jwt-wasm/slim": slim, "node:fs/promises": { readFile: undefined } };

/** These examples need an encrypted token, and a secret of 32 bytes. */
const JWE = {
  "jwt-wasm/jwe": jwe,
  "jwt-wasm/edge": { createGate: edge.createGate },
  "node:fs/promises": { readFile: undefined },
};
const GIVEN_OF_JWE = `import * as given from "jwt-wasm/jwe";
const secret = new Uint8Array(32).fill(7);
const token = await given.encrypt({ sub: "user-42", aud: "api" }, given.encryptionKey(secret, { alg: "dir", enc: "A256GCM" }), { expiresIn: 60 });
`;

/** The variables that examples use without declaring them. */
const GIVEN = `import * as given from "jwt-wasm";
import { generateKeyPairSync } from "node:crypto";
const { privateKey: privatePem, publicKey: publicPem } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const secret = "for the examples only: 32 bytes or more";
`;
const TOKEN = {
  ES256: 'given.privateKey(privatePem, "ES256")',
  HS256: 'given.secretKey(secret, "HS256")',
};
const CLAIMS = '{ sub: "user-42", aud: "api", iss: "https://issuer.example", roles: ["admin"] }';

/** Each example, with the name of what it documents and the folder of its file. */
function examplesOf(path) {
  const source = read(path);
  const [, , folder] = path.split("/");
  const comments = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*?@example[\s\S]*?)\*\/\n(.*)/g);
  return [...comments].map(([, comment, line]) => {
    const [, name] = /^export (?:async )?(?:function|class|const) (\w+)/.exec(line) ?? [];
    const [block, ...more] = blocksOf(comment.replaceAll(/^ \* ?/gm, ""));
    assert.ok(name && block && more.length === 0, line);
    return { name, folder, file: `${name}-${folder}`, code: block.code };
  });
}

const examples = files()
  .filter((path) => path.startsWith("pkg/src/"))
  .flatMap(examplesOf);

/** Adds the imports, which examples leave out to be short. */
function programOf({ code, folder }) {
  const [framework, adapter] = ADAPTERS[folder] ?? [];
  const alone = { jsonwebtoken: DROP_IN, "init.ts": SLIM, jwe: JWE }[folder];
  const modules = alone ?? { ...MODULES, ...adapter };
  const imports = Object.entries(modules).flatMap(([specifier, module]) => {
    const names = Object.keys(module).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    return names.length > 0 ? [`import { ${names.join(", ")} } from "${specifier}";`] : [];
  });
  if (framework) imports.push(`import ${framework} from "${folder}";`);
  if (folder === "jwe") {
    const own = /const token = /.test(code) ? `{\n${code}\n}` : code;
    return `${imports.join("\n")}\n${GIVEN_OF_JWE}\n${own}\nexport {};\nvoid token;\n`;
  }
  const alg = code.includes("ES256") ? "ES256" : "HS256";
  const token = /const token = /.test(code)
    ? ""
    : `const token = await given.sign(${CLAIMS}, ${TOKEN[alg]}, { expiresIn: 60 });\n`;
  const used = "void [secret, privatePem, publicPem, token, given];\n";
  return `${imports.join("\n")}\n${GIVEN}${token}\n${code}\nexport {};\n${used}`;
}

test("the functions that people begin with have an example", () => {
  const shown = new Set(examples.map(({ name }) => name));
  const aliases = /Sync$/;
  const wanted = [...Object.entries(api), ...Object.entries(edge), ["jwtGate"], ["createTokenIssuer"]]
    .filter(([name, value]) => value === undefined || (typeof value === "function" && !aliases.test(name)))
    .map(([name]) => name)
    .filter((name) => name !== "JwtError");
  assert.deepEqual(
    wanted.filter((name) => !shown.has(name)),
    [],
  );
});

test("everything of the drop-in for jsonwebtoken has an example", () => {
  const own = examples.filter(({ folder }) => folder === "jsonwebtoken");
  const shown = new Set(own.map(({ name }) => name));
  const wanted = Object.keys(jsonwebtoken).filter((name) => name !== "default");
  assert.deepEqual(
    wanted.filter((name) => !shown.has(name)),
    [],
  );
});

test("every example compiles and runs", { timeout: 120_000 }, async () => {
  const options = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
    outDir: "out",
    rootDir: ".",
  };
  const folder = await folderWith(
    "doc-comments",
    "tsconfig.json",
    JSON.stringify({ compilerOptions: options }),
  );
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const example of examples) writeFileSync(join(folder, `${example.file}.ts`), programOf(example));
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  writeFileSync(join(folder, "private.pem"), privateKey);
  writeFileSync(join(folder, "public.pem"), publicKey);

  const start = (args) => {
    const { NODE_OPTIONS, NODE_TEST_CONTEXT, ...env } = process.env;
    return promisify(execFile)(process.execPath, args, { cwd: folder, env }).catch(({ stdout, stderr }) =>
      assert.fail(`${stdout}${stderr}`),
    );
  };
  await start([join(ROOT, "node_modules/typescript/bin/tsc"), "--project", "."]);
  const imports = examples.map(({ file }) => `import "./out/${file}.js";\n`);
  writeFileSync(join(folder, "all.mjs"), imports.join(""));
  const { stdout } = await start(["all.mjs"]);
  assert.match(stdout, /^user-42$/m);
});
