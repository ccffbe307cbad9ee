//! `cargo xtask scale`: simulates with the package's own code what ten million users ask of a key provider and of the stores,
//! and measures what an isolate of workerd holds.

use crate::build;
use crate::process::{node, run};
use anyhow::Result;

/// With `--record` the numbers are stored, and docs/scale.md must show them.
pub(crate) fn scale(args: &[&str]) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    run(node().arg("benches/scale/main.mjs").args(args))
}
