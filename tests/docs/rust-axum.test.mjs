// Stops docs/rust-axum.md from showing another program than examples/axum, which `cargo xtask targets axum` compiles and tests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, tableBelow } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";

const PAGE = "docs/rust-axum.md";
const blocks = blocksOf(read(PAGE));

test("the program is the example's, without its tests", () => {
  const [program] = blocks.filter(({ language }) => language === "rust");
  const source = read("examples/axum/src/main.rs").replace("#[cfg(test)]\nmod tests;\n", "");
  assert.ok(source.endsWith(program.code), "the page and examples/axum/src/main.rs differ");
});

test("the commands add what the example has", () => {
  const [{ code }] = blocks.filter(({ language }) => language === "sh");
  const manifest = read("examples/axum/Cargo.toml").split("[dependencies]\n")[1].split("\n\n")[0];
  const added = code.split("\n").filter((line) => line.startsWith("cargo add "));
  const written = added.map((line) => {
    const [, name, version, defaults, features] =
      /^cargo add ([\w-]+)(?:@(\S+))?( --no-default-features)?(?: --features (\S+))?$/.exec(line);
    const members = [
      name === "jwt-wasm" ? 'path = "../.."' : `version = "${version}"`,
      ...(defaults ? ["default-features = false"] : []),
      ...(features
        ? [
            `features = [${features
              .split(",")
              .map((one) => `"${one}"`)
              .join(", ")}]`,
          ]
        : []),
    ];
    return `${name} = ${members.length > 1 ? `{ ${members.join(", ")} }` : `"${version}"`}`;
  });
  assert.deepEqual(written.sort(), manifest.split("\n").sort());
});

test("the page has every block in a test, and every option in its table", () => {
  assert.deepEqual(
    blocks.map(({ language }) => language),
    ["sh", "rust"],
  );
  const source = read("src/remote/options.rs");
  const setters = [...source.matchAll(/pub const fn (\w+)\(mut self/g)].map(([, name]) => `\`${name}\``);
  const rows = tableBelow(read(PAGE), "When the keys are fetched").slice(1);
  assert.deepEqual(
    rows.map(([name]) => name),
    setters,
  );
});
