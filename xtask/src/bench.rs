//! `cargo xtask bench`: this package beside its peers, in one run.

use crate::build;
use crate::process::{npm, run};
use anyhow::Result;

pub(crate) fn bench(args: &[&str]) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    run(npm().args(["run", "--silent", "bench", "-w", "benches", "--"]).args(args))
}
