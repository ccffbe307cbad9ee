//! `cargo xtask load`: puts load on the gate in workerd, in front of a real server.

use crate::build;
use crate::process::{node, run};
use anyhow::Result;

/// Sends 100,000 requests with good and bad tokens, measures the latency that the gate adds to a bare proxy, and rotates keys
/// while their server is killed and restarted.
pub(crate) fn load() -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    run(node().arg("tests/load/run.mjs"))
}
