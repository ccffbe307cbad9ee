//! `cargo xtask soak`: what takes too long for every run of the tests.

use crate::process::{node, run};
use crate::{build, fuzz};
use anyhow::Result;

/// A million mutations of good tokens; then ten million verifications and a million refusals in one process, with both
/// memories looked at; then two million timed refusals.
pub(crate) fn soak() -> Result<()> {
    fuzz::soak()?;
    build::build(build::Report::OnlyChanges)?;
    let tests = ["pkg/test/endurance.test.mjs", "pkg/test/timing.test.mjs"];
    // They look at the memory of the scripts that they import one by one, and not of the bundle.
    let mut node = node();
    node.args(["--test", "--test-reporter=spec"]).args(tests);
    run(node.env("SOAK", "1").env("NODE_OPTIONS", "--conditions=development"))
}
