//! The package's own TypeScript.

use crate::process::{run, tool};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub(super) const INPUTS: [&str; 7] = [
    "pkg/src",
    "pkg/package.json",
    "pkg/tsconfig.json",
    "pkg/generated",
    "pkg/lite/generated",
    "tsconfig.base.json",
    "node_modules/typescript/package.json",
];
pub(super) const OUTPUTS: [&str; 2] = [DIST, LITE_DIST];

const DIST: &str = "pkg/dist";
const LITE_DIST: &str = "pkg/lite/dist";

pub(super) fn compile() -> Result<()> {
    for folder in OUTPUTS {
        // What a deleted source file once became must not be published.
        if Path::new(folder).exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot clear {folder}"))?;
        }
    }
    run(tool("tsc").args(["-p", "pkg/tsconfig.json", "--outDir", DIST]))?;
    // The same scripts beside the other module; its types are those of the first.
    run(tool("tsc").args(["-p", "pkg/tsconfig.json", "--outDir", LITE_DIST, "--declaration", "false"]))?;
    share_errors()
}

/// An application that uses one variant and has a library that uses the other catches the errors of both.
fn share_errors() -> Result<()> {
    let script = format!("{LITE_DIST}/error.js");
    fs::write(&script, "export * from \"../../dist/error.js\";\n").with_context(|| format!("cannot write {script}"))
}
