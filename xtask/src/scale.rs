//! `cargo xtask scale`: what ten million users ask of a provider of keys and of the stores, simulated with the package's
//! own code, and what an isolate of workerd holds.

use crate::build;
use crate::process::{node, run};
use anyhow::Result;

/// With `--record` the numbers become those that docs/scale.md has to tell.
pub(crate) fn scale(args: &[&str]) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    run(node().arg("benches/scale/main.mjs").args(args))
}
