//! The tarball as npm would publish it: a file that is missing from it, or an entry whose types do not resolve,
//! shows nowhere in the repository itself.

use crate::process::{npm, run, run_quietly, tool};
use crate::{build, target};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// In bytes, what is reached and a fiftieth. More than half are the modules, each of which lies there as itself, for Workers, and
/// as a script: neither can be made of the other where it is needed.
const BUDGET: u64 = 908_000;

pub(super) fn check() -> Result<()> {
    let tarball = pack()?;
    run(tool("publint").args(["run", "--strict"]).arg(&tarball))?;
    run(tool("attw").args(["--ignore-rules", "cjs-resolves-to-esm", "--no-color"]).arg(&tarball))
}

fn pack() -> Result<PathBuf> {
    build::check()?;
    let dir = target::subdir("tarball")?;
    let printed = run_quietly(npm().args(["pack", "-w", "pkg", "--pack-destination"]).arg(&dir))?;
    let name = printed.lines().last().context("npm pack named no file")?;
    let tarball = dir.join(name.trim());
    let size = fs::metadata(&tarball).with_context(|| format!("npm pack left no {name}"))?.len();
    println!("{name}: {size} of {BUDGET} bytes");
    ensure!(size <= BUDGET, "{name} is over its budget by {} bytes", size - BUDGET);
    Ok(tarball)
}
