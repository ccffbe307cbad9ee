//! The digests of the modules in the form that `sha256sum --check` reads, so that anyone can build and compare them.

use super::modules::MODULES;
use crate::unchanged;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

const PACKAGE: &str = "pkg/";
const OUTPUT: &str = "pkg/SHA256SUMS";

pub(super) fn write() -> Result<String> {
    let mut lines = String::new();
    for path in MODULES.map(|module| module.wasm) {
        let bytes = fs::read(path).with_context(|| format!("cannot read {path}"))?;
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        lines.push_str(&format!("{digest}  {}\n", path.strip_prefix(PACKAGE).unwrap_or(path)));
    }
    unchanged::write(Path::new(OUTPUT), lines.as_bytes())?;
    Ok(lines)
}
