//! `cargo xtask semver`: compares the crate with the last version that was released, or with another revision, and fails if the
//! version in `Cargo.toml` does not allow what has changed.

use crate::process::{answer, cargo, run};
use crate::public_api::FEATURES;
use anyhow::{Result, bail};
use std::process::Command;

pub(crate) fn semver(revision: Option<&str>) -> Result<()> {
    if answer(cargo().args(["semver-checks", "--version"]))?.is_none() {
        bail!(
            "this command needs cargo-semver-checks, which is not installed; run `cargo install cargo-semver-checks --locked`"
        );
    }
    let Some(revision) = revision.map(str::to_owned).or(last_release()?) else {
        println!(
            "no version has a tag yet, so there is none to compare with; `cargo xtask semver REVISION` takes any commit"
        );
        return Ok(());
    };
    println!("comparing with {revision}");
    let crate_alone = ["semver-checks", "--package", "jwt-wasm", "--only-explicit-features"];
    run(cargo().args(crate_alone).args(["--features", FEATURES, "--baseline-rev", &revision]))
}

/// The tag of the last release before this commit, so that a release is not compared with itself.
fn last_release() -> Result<Option<String>> {
    let describe = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^"];
    answer(Command::new("git").args(describe))
}
