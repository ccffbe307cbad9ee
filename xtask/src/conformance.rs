//! The suite of `tests/conformance` in every runtime, which are installed first.

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::npm::BINARIES;
use crate::process::{node, run};
use anyhow::Result;

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
    if let Err(reason) = BINARIES.install() {
        suite.env("BINARIES_MISSING", format!("{reason:#}"));
    }
    run(&mut suite)
}
