//! `cargo xtask targets`: programs that depend on the crate, compiled for other targets, and run there.

use crate::nearest::unknown;
use crate::prerequisites::ensure_target;
use crate::process::{cargo, node, run};
use crate::target;
use anyhow::{Result, ensure};
use std::path::PathBuf;
use std::process::Command;

const MANIFEST: &str = "tests/targets/Cargo.toml";

struct Row {
    name: &'static str,
    run: fn() -> Result<()>,
    /// Whether `cargo xtask test` runs it.
    is_cheap: bool,
}

const ROWS: [Row; 2] =
    [Row { name: "module", run: module, is_cheap: true }, Row { name: "thumb", run: thumb, is_cheap: false }];

pub(crate) fn targets(only: Option<&str>) -> Result<()> {
    if let Some(only) = only {
        let names = ROWS.map(|row| row.name);
        ensure!(names.contains(&only), unknown("row", only, &names));
    }
    all(|row| only.is_none_or(|only| row.name == only))
}

/// The rows that take seconds.
pub(crate) fn cheap() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--manifest-path", MANIFEST, "--check"]))?;
    all(|row| row.is_cheap)
}

fn all(is_chosen: impl Fn(&Row) -> bool) -> Result<()> {
    ROWS.iter().filter(|row| is_chosen(row)).try_for_each(|row| (row.run)())
}

/// `wasm32-unknown-unknown`, without an import and without `std`.
fn module() -> Result<()> {
    let built = built("module", "wasm32-unknown-unknown")?.join("module.wasm");
    run(tests("module").env("TARGETS_MODULE", built))
}

/// A microcontroller, which no test starts: that it compiles shows that nothing of `std` is left.
fn thumb() -> Result<()> {
    const TRIPLE: &str = "thumbv7em-none-eabihf";
    ensure_target(TRIPLE)?;
    let features = ["--no-default-features", "--features", "ecdh,ecdsa,eddsa,keyfile,mldsa,rsa,serde"];
    let mut cargo = cargo();
    cargo.args(["build", "--locked", "--package", "jwt-wasm", "--lib", "--target", TRIPLE]).args(features);
    run(cargo.arg("--target-dir").arg(target::subdir("targets")?))
}

/// The folder with what cargo made of a package.
fn built(package: &str, triple: &str) -> Result<PathBuf> {
    ensure_target(triple)?;
    let target = target::subdir("targets")?;
    let mut cargo = cargo();
    cargo.args(["build", "--release", "--locked", "--manifest-path", MANIFEST, "--package", package]);
    // As for other people, who do not have the flags of `.cargo/config.toml`.
    run(cargo.args(["--target", triple, "--target-dir"]).arg(&target).env("CARGO_ENCODED_RUSTFLAGS", ""))?;
    Ok(target.join(triple).join("release"))
}

fn tests(name: &str) -> Command {
    let mut test = node();
    test.args(["--test", "--test-reporter=spec"]).arg(format!("tests/targets/{name}.test.mjs"));
    test
}
