//! Tools that need nightly Rust. `cargo xtask test` needs none of them.

use crate::process::answer;
use anyhow::{Result, bail};
use std::process::Command;

/// `cargo +nightly <subcommand>`, if both are installed.
pub(crate) fn cargo(subcommand: &str, hint: &str) -> Result<Command> {
    let mut cargo = own_cargo(subcommand)?;
    if answer(cargo.arg("--version"))?.is_none() {
        bail!("this command needs `cargo {subcommand}`, which is not installed; run `{hint}`");
    }
    own_cargo(subcommand)
}

/// `cargo +nightly <subcommand>`, for what every cargo has.
pub(crate) fn own_cargo(subcommand: &str) -> Result<Command> {
    // By the rustup proxy: only it understands `+nightly`.
    let nightly = || {
        let mut cargo = Command::new("cargo");
        cargo.arg("+nightly");
        cargo
    };
    if answer(nightly().arg("--version"))?.is_none() {
        bail!("this command needs nightly Rust, which is not installed; run `rustup toolchain install nightly`");
    }
    let mut cargo = nightly();
    cargo.arg(subcommand);
    Ok(cargo)
}
