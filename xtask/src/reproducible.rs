//! `cargo xtask reproducible`: builds the modules again from scratch in another folder, and compares. Others can check the
//! published modules only if their own build gives the same bytes.

use crate::process::run_quietly;
use crate::{build, target};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The sources of the modules. Cargo needs every member of the workspace.
const SOURCES: [&str; 7] = [".cargo", "Cargo.lock", "Cargo.toml", "README.md", "pkg/bindings", "src", "xtask"];

pub(crate) fn check() -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    let here = env::current_dir().context("the current folder is gone")?;
    let copy = fresh_copy(&here)?;

    env::set_current_dir(&copy).with_context(|| format!("cannot enter {}", copy.display()))?;
    let built = build::modules_from_nothing();
    env::set_current_dir(&here).with_context(|| format!("cannot go back to {}", here.display()))?;

    for path in built? {
        let [first, second] = [&here, &copy].map(|root| fs::read(root.join(path)));
        let same = first.with_context(|| format!("cannot read {path}"))?
            == second.with_context(|| format!("the second build did not make {path}"))?;
        ensure!(
            same,
            "{path} differs when it is built in {}: compare both files, and look for paths or times in them",
            copy.display(),
        );
        println!("{path} is the same in both builds");
    }
    fs::remove_dir_all(&copy).with_context(|| format!("cannot clear {}", copy.display()))
}

/// Its path has another depth and a space, so that a path in a module would make the modules differ.
fn fresh_copy(here: &Path) -> Result<PathBuf> {
    let copy = target::subdir("reproducible")?.join("somewhere else").join("jwt");
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot clear {}", copy.display()))?;
    }
    fs::create_dir_all(&copy).with_context(|| format!("cannot make {}", copy.display()))?;
    run_quietly(Command::new("cp").args(["-R", "--parents"]).args(SOURCES).arg(&copy))?;
    // The tools are the same, since the lockfile is.
    std::os::unix::fs::symlink(here.join("node_modules"), copy.join("node_modules"))
        .context("cannot link the tools")?;
    Ok(copy)
}
