//! The tarball as npm would publish it: a file that is missing from it, or an entry whose types do not resolve,
//! shows nowhere in the repository itself.

use crate::process::{npm, run, run_quietly, tool};
use crate::target;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

pub(super) fn check() -> Result<()> {
    let tarball = pack()?;
    run(tool("publint").args(["run", "--strict"]).arg(&tarball))?;
    run(tool("attw").args(["--ignore-rules", "cjs-resolves-to-esm", "--no-color"]).arg(&tarball))
}

fn pack() -> Result<PathBuf> {
    let dir = target::subdir("tarball")?;
    let printed = run_quietly(npm().args(["pack", "-w", "pkg", "--pack-destination"]).arg(&dir))?;
    let name = printed.lines().last().context("npm pack named no file")?;
    let tarball = dir.join(name.trim());
    let size = fs::metadata(&tarball).with_context(|| format!("npm pack left no {name}"))?.len();
    println!("{name}: {size} bytes");
    Ok(tarball)
}
