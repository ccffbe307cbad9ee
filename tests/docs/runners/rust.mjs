// A `rust` block is a doctest of the crate, so `cargo test` runs it. Here: that its page is not left out.
import assert from "node:assert/strict";
import { relative } from "node:path";
import { read } from "../lib/repository.mjs";

export async function run({ page }) {
  const line = `#[doc = include_str!("${relative("src", page)}")]`;
  assert.ok(read("src/lib.rs").includes(line), `src/lib.rs lacks ${line}, so no doctest runs the block`);
}
