//! A file at each subpath, for tools that do not read `exports`, such as Parcel by default.

use anyhow::{Context, Result};
use std::fs;

const STUBS: [(&str, &str); 4] = [
    ("pkg/edge.js", "./dist/edge.js"),
    ("pkg/hono.js", "./dist/hono.js"),
    ("pkg/issuer.js", "./dist/issuer.js"),
    ("pkg/slim.js", "./dist/slim.js"),
];

pub(super) fn write() -> Result<()> {
    for (stub, target) in STUBS {
        fs::write(stub, format!("export * from \"{target}\";\n")).with_context(|| format!("cannot write {stub}"))?;
    }
    Ok(())
}
