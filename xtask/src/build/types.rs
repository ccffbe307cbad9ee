//! Compiles the package's TypeScript.

use super::scripts;
use crate::process::{run, tool};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub(super) const INPUTS: [&str; 8] = [
    "pkg/src",
    "pkg/package.json",
    "pkg/tsconfig.json",
    "pkg/generated",
    "tsconfig.base.json",
    "xtask/src/build/scripts.rs",
    "node_modules/typescript/package.json",
    "node_modules/esbuild/package.json",
];
pub(super) const OUTPUTS: [&str; 1] = [DIST];

const DIST: &str = "pkg/dist";

pub(super) fn compile() -> Result<()> {
    // The output of a deleted source file must not be published.
    if Path::new(DIST).exists() {
        fs::remove_dir_all(DIST).with_context(|| format!("cannot clear {DIST}"))?;
    }
    run(tool("tsc").args(["-p", "pkg/tsconfig.json", "--outDir", DIST]))?;
    write_for_older_targets(Path::new(DIST))?;
    scripts::prune_declarations(Path::new(DIST))?;
    scripts::strip(Path::new(DIST))?;
    scripts::bundle(Path::new(DIST))
}

/// TypeScript writes private names in a form that it refuses in applications compiled to ES5, the default before TypeScript 6.
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
