//! `cargo xtask reproducible`: builds the modules a second time, in another folder and from nothing, and compares. What
//! cannot be built again cannot be checked by anybody else.

use crate::process::run_quietly;
use crate::{build, target};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the modules are built from; the manifests need every member of the workspace.
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
        let same = first.with_context(|| format!("cannot read {path}"))? == second.context("a module is missing")?;
        ensure!(same, "{path} came out otherwise in another folder");
        println!("{path} is the same, byte for byte");
    }
    fs::remove_dir_all(&copy).with_context(|| format!("cannot clear {}", copy.display()))
}

/// Of another depth and with other letters than this one, so that no path of either can stand for the other's.
fn fresh_copy(here: &Path) -> Result<PathBuf> {
    let copy = target::subdir("reproducible")?.join("somewhere else").join("jwt");
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot clear {}", copy.display()))?;
    }
    fs::create_dir_all(&copy).with_context(|| format!("cannot make {}", copy.display()))?;
    run_quietly(Command::new("cp").args(["-R", "--parents"]).args(SOURCES).arg(&copy))?;
    // The tools, which the lockfile speaks for.
    std::os::unix::fs::symlink(here.join("node_modules"), copy.join("node_modules"))
        .context("cannot link the tools")?;
    Ok(copy)
}
