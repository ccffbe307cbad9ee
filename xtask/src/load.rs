//! `cargo xtask load`: the gate under load, in real workerd before a real origin.

use crate::build;
use crate::process::{node, run};
use anyhow::Result;

/// A hundred thousand requests with good and bad tokens, the latency that the gate adds to a bare proxy, and keys that
/// rotate while their server is killed and restarted.
pub(crate) fn load() -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    run(node().arg("tests/load/run.mjs"))
}
