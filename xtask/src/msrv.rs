//! `cargo xtask msrv`: compiles the crate with the oldest Rust that its documentation names.

use crate::process::{answer, run};
use anyhow::{Result, bail};
use std::process::Command;

/// With all public features but those for encrypted tokens, whose ciphers need a newer one.
const OLDEST: (&str, &str) = ("1.88", "ed448,mldsa,remote,serde");
const OLDEST_WITH_JWE: (&str, &str) = ("1.89", crate::public_api::FEATURES);

pub(crate) fn msrv() -> Result<()> {
    for (version, features) in [OLDEST, OLDEST_WITH_JWE] {
        let toolchain = format!("+{version}");
        // By the rustup proxy: only it understands `+`.
        let cargo = || {
            let mut cargo = Command::new("cargo");
            cargo.arg(&toolchain);
            cargo
        };
        if answer(cargo().arg("--version"))?.is_none() {
            bail!("Rust {version} is not installed; run `rustup toolchain install {version} --profile minimal`");
        }
        // In a folder of its own, because each Rust would compile all of the other's crates again.
        let target = format!("target/xtask/msrv/{version}");
        for features in ["", features] {
            let crate_alone = ["check", "--package", "jwt-wasm", "--lib", "--locked", "--target-dir", &target];
            run(cargo().args(crate_alone).args(["--features", features]))?;
        }
        println!("Rust {version} compiles the crate");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, OLDEST_WITH_JWE};

    #[test]
    fn the_versions_are_those_of_the_manifest_and_the_readme() {
        let ((oldest, _), (with_jwe, _)) = (OLDEST, OLDEST_WITH_JWE);
        let line = format!("rust-version = \"{oldest}\"\n");
        assert!(include_str!("../../Cargo.toml").contains(&line), "{line}");
        let sentence = format!("You need Rust {oldest} or newer, and {with_jwe} for `jwe`.");
        assert!(include_str!("../../src/README.md").contains(&sentence), "{sentence}");
    }
}
