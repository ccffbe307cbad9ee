//! Runs `tests/conformance` in every runtime, and installs the runtimes first.

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::npm::BINARIES;
use crate::process::{node, run};
use anyhow::Result;

/// A missing runtime is in the table with its reason; with `CI=true` it is an error.
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
    if let Err(reason) = BINARIES.install() {
        suite.env("BINARIES_MISSING", format!("{reason:#}"));
    }
    run(&mut suite)
}
