// Compiles a program that was written for `@types/jsonwebtoken`, with those types and with ours. That package has no tests of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");
const PROGRAM = join(import.meta.dirname, "jsonwebtoken-program.ts");

/** What programs add to the types, such as their own claims. */
const ADDED = `import type {} from "jsonwebtoken";
declare module "jsonwebtoken" {
  interface JwtPayload {
    tenant: string;
  }
}
import { type JwtPayload, verify } from "jsonwebtoken";
export const tenant: string = (verify("token", "secret") as JwtPayload).tenant;
`;

const WRONG = `import jwt from "jsonwebtoken";
// @ts-expect-error
jwt.sign({}, "secret", { algorithm: "HS1" });
// @ts-expect-error
jwt.sign({}, "secret", { expiresInSeconds: 5 });
// @ts-expect-error
jwt.sign(5n, "secret");
// @ts-expect-error
jwt.verify("token", "secret", { algorithm: "HS256" });
// @ts-expect-error
jwt.verify(5, "secret");
// @ts-expect-error
jwt.verify("token", "secret").exp;
// @ts-expect-error
jwt.decode("token", { complete: true }).header;
`;

function compile(name, settings) {
  const folder = join(ROOT, "target/interop", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(PROGRAM, join(folder, "program.ts"));
  writeFileSync(join(folder, "added.ts"), ADDED);
  writeFileSync(join(folder, "wrong.ts"), WRONG);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const compilerOptions = {
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    target: "es2022",
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
    ...settings,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
}

const paths = { jsonwebtoken: [join(ROOT, "pkg/dist/jsonwebtoken.d.ts")] };

for (const [title, settings] of [
  ["as ES modules", { module: "nodenext" }],
  ["by a bundler", { module: "esnext", moduleResolution: "bundler" }],
]) {
  const name = title.replaceAll(" ", "-");
  test(`with the types of @types/jsonwebtoken, ${title}`, { timeout: 120_000 }, () => {
    compile(`theirs-${name}`, settings);
  });
  test(`with our types, ${title}`, { timeout: 120_000 }, () =>
    compile(`ours-${name}`, { ...settings, paths }),
  );
}

test("with our types, under exactOptionalPropertyTypes", {
  timeout: 120_000,
}, () => {
  compile("exact", { module: "nodenext", paths, exactOptionalPropertyTypes: true });
});
