//! The tarball as npm would publish it. Only there does a missing file show, or an entry whose types do not resolve.

use crate::process::{run, tool};
use crate::tarball;
use anyhow::Result;

pub(super) fn check() -> Result<()> {
    let tarball = tarball::pack()?;
    run(tool("publint").args(["run", "--strict"]).arg(&tarball))?;
    run(tool("attw").args(["--ignore-rules", "cjs-resolves-to-esm", "--no-color"]).arg(&tarball))
}
