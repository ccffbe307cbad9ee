//! `cargo xtask names`: the names that Rust and TypeScript share, written from the core's own lists.

use crate::process::{cargo, run};
use anyhow::Result;

pub(crate) fn write() -> Result<()> {
    let test =
        ["test", "--quiet", "--locked", "--package", "jwt-wasm", "--test", "native", "--", "names::", "reasons::"];
    run(cargo().args(test).env("JWT_WASM_WRITE_NAMES", "1"))
}
