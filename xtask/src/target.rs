//! Cargo's target folder, where everything lies that git does not keep and no package holds.

use anyhow::{Context, Result};
use std::path::PathBuf;

/// The folder that cargo put this very program in, so that no setting of it has to be read a second time.
pub(crate) fn dir() -> Result<PathBuf> {
    let program = std::env::current_exe().context("this program does not know its own path")?;
    // The program of the tests lies one folder deeper.
    let is_test = program.parent().is_some_and(|folder| folder.ends_with("deps"));
    program
        .ancestors()
        .nth(if is_test { 3 } else { 2 })
        .map(PathBuf::from)
        .context("this program is not in a cargo target folder")
}

/// A folder of our own in it; made when it is not there.
pub(crate) fn subdir(name: &str) -> Result<PathBuf> {
    let dir = dir()?.join("xtask").join(name);
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(dir)
}
