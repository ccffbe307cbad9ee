//! `cargo xtask names`: writes the names that Rust and TypeScript share, from the lists of the core.
//! `cargo xtask messages`: prints every message in one table, and writes the page of errors from what calls say, and the
//! README's table of algorithms.

use crate::build;
use crate::process::{cargo, node, run};
use anyhow::Result;

pub(crate) fn write() -> Result<()> {
    let test = ["test", "--quiet", "--locked", "--package", "jwt-wasm", "--features", "_npm", "--test", "native", "--"];
    run(cargo().args(test).args(["names::", "reasons::", "report_words::"]).env(WRITING, "1"))
}

pub(crate) fn messages() -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    let test = ["--test", "tests/docs/messages.test.mjs", "tests/docs/algorithms.test.mjs"];
    run(node().args(test).env("NODE_OPTIONS", "--conditions=development").env(WRITING, "1"))
}

/// Makes the tests of generated files write them.
const WRITING: &str = "JWT_WASM_WRITE_NAMES";
