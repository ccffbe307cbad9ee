//! The module as a string, for the runtimes and bundlers that each load files in a way of their own.

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use std::fs;

pub(super) fn write(module: &str, script: &str, types: &str) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {module}"))?;
    let base64 = BASE64_STANDARD.encode(bytes);
    fs::write(script, format!("export const base64 =\n  \"{base64}\";\n"))
        .with_context(|| format!("cannot write {script}"))?;
    fs::write(types, "/** `jwt.wasm`, in base64 with padding. */\nexport declare const base64: string;\n")
        .with_context(|| format!("cannot write {types}"))
}
