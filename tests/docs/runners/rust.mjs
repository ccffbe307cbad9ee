// A `rust` block is a doctest of the crate, so `cargo test` runs it. Here: that it is not left out.
import assert from "node:assert/strict";
import { read } from "../lib/repository.mjs";

export async function run() {
  const line = '#[doc = include_str!("../README.md")]';
  assert.ok(read("src/lib.rs").includes(line), `src/lib.rs lacks ${line}, so no doctest runs the block`);
}
