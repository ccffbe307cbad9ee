//! What the machine must have before anything else can work.

use crate::process::{answer, npm, run};
use crate::version::Version;
use anyhow::{Context, Result, bail};
use std::process::Command;

const MIN_RUST: Version = Version(1, 90);
/// The first Node with `process.getBuiltinModule`, which the package uses to reach `node:crypto`.
const MIN_NODE: Version = Version(20, 19);

/// Lists everything that is missing at once, so that one run is enough to learn it.
pub(crate) fn check() -> Result<()> {
    let complaints: Vec<String> = [
        at_least(
            "Rust",
            Command::new("rustc").arg("--version"),
            MIN_RUST,
            "run `rustup update stable`, or get rustup from rustup.rs",
        )?,
        at_least("Node.js", Command::new("node").arg("--version"), MIN_NODE, "get it from nodejs.org")?,
        at_least("npm", npm().arg("--version"), Version(8, 0), "it comes with Node.js from nodejs.org")?,
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [others @ .., last] = complaints.as_slice() {
        for other in others {
            eprintln!("error: {other}");
        }
        bail!("{last}");
    }
    Ok(())
}

pub(crate) fn ensure_target(triple: &str) -> Result<()> {
    let query = ["--print", "target-libdir", "--target", triple];
    let libdir = answer(Command::new("rustc").args(query))?;
    if libdir.is_some_and(|libdir| std::path::Path::new(&libdir).exists()) {
        return Ok(());
    }
    let hint = || {
        format!(
            "Rust cannot compile to {triple}, and rustup could not add that target; check the network, or install it"
        )
    };
    run(Command::new("rustup").args(["target", "add", triple])).with_context(hint)
}

fn at_least(what: &str, command: &mut Command, minimum: Version, hint: &str) -> Result<Option<String>> {
    Ok(match answer(command)?.as_deref().map(Version::find) {
        Some(Some(found)) if found >= minimum => None,
        Some(Some(found)) => Some(format!("{what} {found} is too old; the build needs {minimum} or newer: {hint}")),
        _ => Some(format!("{what} is missing; the build needs {minimum} or newer: {hint}")),
    })
}
