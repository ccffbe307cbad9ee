//! The module made smaller and faster by Binaryen.

use super::sections;
use crate::process::{run, tool};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Says which extensions of WebAssembly the module uses. Binaryen, and any tool of the user's bundler, refuses or
/// breaks a module that uses SIMD without saying so.
const FEATURES: &str = "target_features";

/// Repeated until nothing gets smaller. A large function that is called in one place is not inlined, because it compresses worse
/// inside its caller.
const PASSES: [&str; 3] = ["-O3", "--converge", "--one-caller-inline-max-function-size=50"];

pub(super) fn to(output: &str, bound: &Path) -> Result<()> {
    check(bound)?;
    run(tool("wasm-opt").args(PASSES).arg(bound).args(["-o", output]))?;
    check(Path::new(output))
}

/// Before and after: a compiler setting can strip the section, and so can Binaryen.
fn check(module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let custom = sections::custom_names(&bytes).with_context(|| format!("{} is damaged", module.display()))?;
    ensure!(custom.iter().any(|name| name == FEATURES), "{} has no {FEATURES} section", module.display());
    Ok(())
}
