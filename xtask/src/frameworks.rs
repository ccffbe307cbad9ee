//! `cargo xtask frameworks`: runs the programs of docs/frameworks in the frameworks that they are for.

use crate::build;
use crate::nearest::unknown;
use crate::npm::BINARIES;
use crate::process::{node, run};
use anyhow::{Context, Result, ensure};
use std::fs;

const FOLDER: &str = "tests/frameworks";

/// Not part of `cargo xtask test`, because installing all frameworks from npm takes minutes and gigabytes.
pub(crate) fn frameworks(only: Option<&str>) -> Result<()> {
    let names = names()?;
    if let Some(only) = only {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        ensure!(names.contains(&only), unknown("framework", only, &names));
    }
    build::build(build::Report::OnlyChanges)?;
    BINARIES.install()?;
    let mut test = node();
    test.args(["--test", "--test-reporter=spec", "tests/frameworks/frameworks.test.mjs"]);
    run(test.env("FRAMEWORK", only.unwrap_or_default()))
}

/// The folders that hold a case.
fn names() -> Result<Vec<String>> {
    let entries = fs::read_dir(FOLDER).with_context(|| format!("cannot list {FOLDER}"))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.path().join("case.mjs").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
