//! Rust to WebAssembly, before it is linked.

use super::modules::Module;
use crate::process::{cargo, run};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn to_archive(module: &Module, target: &Path) -> Result<PathBuf> {
    let Module { package, arguments, .. } = module;
    let build = ["build", "--release", "--locked", "--package", package, "--lib"];
    let mut cargo = cargo();
    // Either variable would replace the flags of `.cargo/config.toml`, which turn SIMD on.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.args(build).args(*arguments).arg("--target-dir").arg(target);
    run(cargo.args(["--target", TARGET, "--config", &flags(module)?]))?;
    Ok(target.join(TARGET).join("release").join(format!("lib{}.a", crate_name(package))))
}

pub(super) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// Besides the paths, the size of the words that RustCrypto computes with, and what the module alone needs.
///
/// Panic messages hold the paths of source files. Without this, the published module would reveal where it was built, and no
/// two machines would build the same bytes.
fn flags(Module { word_bits, flags: own, .. }: &Module) -> Result<String> {
    let root = env::current_dir().context("the current folder no longer exists")?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("there is no home folder, so the folder of the crates is unknown; set CARGO_HOME")?;

    // The compiler takes the last prefix that matches, so the longer ones come last.
    let words = format!("{:?}", format!("--cfg=cpubits=\"{word_bits}\""));
    let mut flags = vec![words, remapped(&home, "/cargo"), remapped(&root, "/jwt-wasm")];
    for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten() {
        flags.push(remapped(&registry?.path(), "/crates"));
    }
    flags.extend(own.iter().map(|flag| format!("{flag:?}")));
    Ok(format!("target.{TARGET}.rustflags=[{}]", flags.join(",")))
}

/// A flag for the compiler, as a TOML string.
fn remapped(from: &Path, to: &str) -> String {
    format!("{:?}", format!("--remap-path-prefix={}={to}", from.display()))
}
