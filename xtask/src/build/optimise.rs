//! Makes the module smaller and faster with Binaryen.

use super::sections;
use crate::process::{run, tool};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The section that lists the WebAssembly extensions that the module uses. Without it, Binaryen and bundlers refuse or break a
/// module that uses SIMD.
pub(super) const FEATURES: &str = "target_features";

/// Passes repeat until the module no longer shrinks. Large functions with one caller are not inlined, because they compress
/// worse inside it.
const PASSES: [&str; 3] = ["-O3", "--converge", "--one-caller-inline-max-function-size=50"];

pub(super) fn to(output: &str, bound: &Path, more: &[&str]) -> Result<()> {
    check(bound)?;
    run(tool("wasm-opt").args(PASSES).args(more).arg(bound).args(["-o", output]))?;
    check(Path::new(output))
}

/// Called before and after, because a compiler setting or Binaryen can strip the section.
fn check(module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let custom = sections::custom_names(&bytes)
        .with_context(|| format!("{} is not a whole WebAssembly module", module.display()))?;
    ensure!(
        custom.iter().any(|name| name == FEATURES),
        "{} has no {FEATURES} section, which bundlers need to accept SIMD",
        module.display()
    );
    Ok(())
}
