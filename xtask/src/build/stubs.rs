//! Writes a file at each subpath, for tools that do not read `exports`, such as Parcel by default.

use super::scripts::ENTRIES;
use crate::unchanged;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// `export *` does not export a default.
const WITH_DEFAULT: [&str; 1] = ["jsonwebtoken"];

pub(super) fn write() -> Result<()> {
    fs::create_dir_all("pkg/engines").context("cannot make pkg/engines")?;
    for (subpath, name) in ENTRIES.iter().filter(|(subpath, _)| *subpath != "index") {
        let stub = Path::new("pkg").join(format!("{subpath}.js"));
        let up = if subpath.contains('/') { ".." } else { "." };
        // Engines export nothing; importing them loads them.
        let what = if subpath.contains('/') { "import" } else { "export * from" };
        let from = format!("\"{up}/dist/bundle/{name}.js\";\n");
        let default =
            if WITH_DEFAULT.contains(subpath) { format!("export {{ default }} from {from}") } else { String::new() };
        unchanged::write(&stub, format!("{what} {from}{default}").as_bytes())?;
    }
    Ok(())
}
