//! Writes the licences of the crates in the modules, which we must pass on, and a bill of materials.

use crate::process::{node, run};
use crate::stamp::Stamp;
use anyhow::Result;

const SCRIPT: &str = "xtask/scripts/third-party.mjs";
const OUTPUTS: [&str; 2] = ["pkg/THIRD-PARTY-LICENSES.txt", "pkg/sbom.cdx.json"];

pub(super) fn write() -> Result<()> {
    let stamp = Stamp::of("third-party", &["Cargo.toml", "Cargo.lock", "pkg/package.json", SCRIPT])?;
    if stamp.is_fresh(&OUTPUTS) {
        return Ok(());
    }
    run(node().arg(SCRIPT).args(OUTPUTS))?;
    stamp.save()
}
