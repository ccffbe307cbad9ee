//! `cargo xtask miri`: interprets the parts without arithmetic, to find undefined behaviour in them and in what they use.

use crate::process::run;
use crate::{fuzz, nightly};
use anyhow::Result;
use std::process::Command;

/// The fuzz targets that only parse.
const TARGETS: [&str; 6] = ["decode", "header", "key", "json", "claims", "base64url"];

pub(crate) fn miri() -> Result<()> {
    let parts = ["--package", "jwt-wasm", "--lib", "--no-default-features", "--locked"];
    run(cargo()?.args(parts))?;
    run(fuzz::locked(&mut cargo()?)?.args(["--no-default-features", "--test", "replay", "--"]).args(TARGETS))?;
    println!("\nskipped: the arithmetic of RSA, ECDSA and Ed25519 and the targets verify and roundtrip, because");
    println!("the interpreter is too slow for them");
    Ok(())
}

fn cargo() -> Result<Command> {
    let mut miri = nightly::cargo("miri", "rustup component add miri rust-src --toolchain nightly")?;
    // The tests read vectors and the corpus.
    miri.arg("test").env("MIRIFLAGS", "-Zmiri-disable-isolation");
    Ok(miri)
}
