//! The suite of `tests/conformance` in every runtime, which are installed first.

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::process::{node, npm, run, run_quietly};
use crate::stamp::Stamp;
use anyhow::Result;

const BINARIES: &str = "tests/conformance/binaries";

/// What is missing is named in the table, with its reason, and fails where `CI` is `true`.
pub(crate) fn test() -> Result<()> {
    let mut suite = node();
    suite.arg("tests/conformance/run.js");
    for browser in [CHROMIUM, FIREFOX, WEBKIT] {
        let variable = browser.variable;
        match browser.locate() {
            Ok(path) => suite.env(variable, path),
            Err(reason) => suite.env_remove(variable).env(format!("{variable}_MISSING"), format!("{reason:#}")),
        };
    }
    if let Err(reason) = install_binaries() {
        suite.env("BINARIES_MISSING", format!("{reason:#}"));
    }
    run(&mut suite)
}

/// The other runtimes, as npm packages. Apart from the workspaces: `node_modules/.bin` would give every script of theirs
/// another `node`, and nobody else is to wait for 400 MB.
pub(crate) fn install_binaries() -> Result<()> {
    let [lockfile, installed] = ["package-lock.json", "node_modules/.package-lock.json"];
    let stamp = Stamp::of("conformance-binaries", &[&format!("{BINARIES}/{lockfile}")])?;
    if stamp.is_fresh(&[&format!("{BINARIES}/{installed}")]) {
        return Ok(());
    }
    println!("installing Node 20, Node 24, Deno and Bun…");
    run_quietly(npm().args(["ci", "--no-audit", "--no-fund"]).current_dir(BINARIES))?;
    stamp.save()
}
