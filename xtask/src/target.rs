//! Cargo's target folder, for files that are neither in git nor in a package.

use anyhow::{Context, Result};
use std::path::PathBuf;

/// The folder in which cargo put this program, which is right whatever cargo's settings are.
pub(crate) fn dir() -> Result<PathBuf> {
    let program = std::env::current_exe().context("the system does not give the path of this program")?;
    // A test program is one folder deeper.
    let is_test = program.parent().is_some_and(|folder| folder.ends_with("deps"));
    program
        .ancestors()
        .nth(if is_test { 3 } else { 2 })
        .map(PathBuf::from)
        .context("this program is not in a target folder of cargo; start it by `cargo xtask`")
}

/// Our own folder in it, created if it is missing.
pub(crate) fn subdir(name: &str) -> Result<PathBuf> {
    let dir = dir()?.join("xtask").join(name);
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(dir)
}
