//! The texts that npm shows and the licences ask for, which lie at the repository's root.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub(super) fn copy() -> Result<()> {
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        if Path::new(name).exists() {
            fs::copy(name, Path::new("pkg").join(name)).with_context(|| format!("cannot copy {name} to pkg/"))?;
        }
    }
    Ok(())
}
