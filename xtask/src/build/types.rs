//! The package's own TypeScript.

use crate::process::{run, tool};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub(super) const INPUTS: [&str; 6] = [
    "pkg/src",
    "pkg/package.json",
    "pkg/tsconfig.json",
    "pkg/generated",
    "tsconfig.base.json",
    "node_modules/typescript/package.json",
];
pub(super) const OUTPUTS: [&str; 1] = ["pkg/dist"];

pub(super) fn compile() -> Result<()> {
    // What a deleted source file once became must not be published.
    if Path::new("pkg/dist").exists() {
        fs::remove_dir_all("pkg/dist").context("cannot clear pkg/dist")?;
    }
    run(tool("tsc").args(["-p", "pkg/tsconfig.json"]))
}
