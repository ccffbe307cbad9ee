//! Tools that need nightly Rust. Nothing that a change has to pass does.

use crate::process::answer;
use anyhow::{Result, bail};
use std::process::Command;

/// `cargo +nightly <subcommand>`, if it is there.
pub(crate) fn cargo(subcommand: &str, hint: &str) -> Result<Command> {
    // The proxy, for cargo itself knows no toolchains.
    let nightly = || {
        let mut cargo = Command::new("cargo");
        cargo.arg("+nightly");
        cargo
    };
    if answer(nightly().arg("--version"))?.is_none() {
        bail!("nightly Rust is missing; run `rustup toolchain install nightly`");
    }
    if answer(nightly().args([subcommand, "--version"]))?.is_none() {
        bail!("cargo {subcommand} is missing; run `{hint}`");
    }
    let mut cargo = nightly();
    cargo.arg(subcommand);
    Ok(cargo)
}
