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
    write_for_older_targets(Path::new(DIST))?;
    // The same scripts beside the other module; its types are those of the first.
    run(tool("tsc").args(["-p", "pkg/tsconfig.json", "--outDir", LITE_DIST, "--declaration", "false"]))?;
    share_errors()
}

/// TypeScript refuses the form in which it writes private names where an application is compiled to ES5, as it is by
/// default before TypeScript 6.
fn write_for_older_targets(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            write_for_older_targets(&path)?;
        } else if path.to_string_lossy().ends_with(".d.ts") {
            let types = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let types = types.replace("    #private;\n", "    private readonly \"#\";\n");
            fs::write(&path, types).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// An application that uses one variant and has a library that uses the other catches the errors of both.
fn share_errors() -> Result<()> {
    let script = format!("{LITE_DIST}/error.js");
    fs::write(&script, "export * from \"../../dist/error.js\";\n").with_context(|| format!("cannot write {script}"))
}
