//! The npm package, packed as npm would publish it.

use crate::process::{npm, run_quietly};
use crate::{build, target};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// In bytes: today's size and 2 % more. Two thirds are modules, each as a `.wasm` file for Workers and as a script for the
/// rest, since no runtime can make one from the other. ML-DSA, ES256K, Ed448 and encrypted tokens are four tenths of it.
const BUDGET: u64 = 1_149_000;

pub(crate) fn pack() -> Result<PathBuf> {
    build::check()?;
    let dir = target::subdir("tarball")?;
    let printed = run_quietly(npm().args(["pack", "-w", "pkg", "--pack-destination"]).arg(&dir))?;
    let name = printed.lines().last().context("npm pack did not print the name of its file")?;
    let tarball = dir.join(name.trim());
    let size =
        fs::metadata(&tarball).with_context(|| format!("npm pack printed {name}, but there is no such file"))?.len();
    println!("{name}: {size} of {BUDGET} bytes");
    ensure!(
        size <= BUDGET,
        "{name} is {} bytes over its budget; make it smaller, or raise BUDGET in xtask/src/tarball.rs with a reason",
        size - BUDGET
    );
    Ok(tarball)
}
