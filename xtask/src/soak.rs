//! `cargo xtask soak`: the tests that take too long for every run.

use crate::process::{node, run};
use crate::{build, fuzz};
use anyhow::Result;

/// A million mutations of good tokens; then ten million verifications and a million refusals in one process, watching the
/// memory of JavaScript and of the module; then two million timed refusals, and timed signatures of each engine.
pub(crate) fn soak() -> Result<()> {
    fuzz::soak()?;
    build::build(build::Report::OnlyChanges)?;
    let tests = ["endurance", "timing", "timing-signing"].map(|name| format!("pkg/test/{name}.test.mjs"));
    // The tests measure the separate scripts, not the bundle.
    let mut node = node();
    node.args(["--test", "--test-reporter=spec"]).args(tests);
    run(node.env("SOAK", "1").env("NODE_OPTIONS", "--conditions=development"))
}
