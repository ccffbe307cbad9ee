//! `cargo xtask targets`: programs that depend on the crate, compiled for other targets, and run there.

use crate::nearest::unknown;
use crate::npm::Apart;
use crate::prerequisites::ensure_target;
use crate::process::{cargo, node, run};
use crate::{python, target};
use anyhow::{Result, ensure};
use std::path::PathBuf;
use std::process::Command;

const MANIFEST: &str = "tests/targets/Cargo.toml";
/// Workspaces of their own.
const MANIFESTS: [&str; 7] = [MANIFEST, "examples/token-gate/Cargo.toml", FILTER, PROXY, AXUM, SIGNERS, BESIDE];
const FILTER: &str = "examples/proxy-wasm/Cargo.toml";
const PROXY: &str = "examples/wasi-http/Cargo.toml";
const AXUM: &str = "examples/axum/Cargo.toml";
const SIGNERS: &str = "examples/rust-signers/Cargo.toml";
const BESIDE: &str = "examples/from-jsonwebtoken/Cargo.toml";

struct Row {
    name: &'static str,
    run: fn() -> Result<()>,
    /// Whether `cargo xtask test` runs it.
    is_cheap: bool,
}

const ROWS: [Row; 8] = [
    Row { name: "module", run: module, is_cheap: true },
    Row { name: "thumb", run: thumb, is_cheap: false },
    Row { name: "wasi", run: wasi, is_cheap: false },
    Row { name: "proxy-wasm", run: proxy_wasm, is_cheap: false },
    Row { name: "wasi-http", run: wasi_http, is_cheap: false },
    // Their libraries compile C for minutes.
    Row { name: "axum", run: || native(AXUM), is_cheap: false },
    Row { name: "rust-signers", run: || native(SIGNERS), is_cheap: false },
    Row { name: "from-jsonwebtoken", run: || native(BESIDE), is_cheap: false },
];

/// What runs components in Node.
const TOOLS: Apart = Apart { name: "targets-tools", folder: "tests/targets/tools", holds: "jco" };

pub(crate) fn targets(only: Option<&str>) -> Result<()> {
    if let Some(only) = only {
        let names = ROWS.map(|row| row.name);
        ensure!(names.contains(&only), unknown("row", only, &names));
    }
    all(|row| only.is_none_or(|only| row.name == only))
}

/// The rows that take seconds.
pub(crate) fn cheap() -> Result<()> {
    for manifest in MANIFESTS {
        run(cargo().args(["fmt", "--all", "--manifest-path", manifest, "--check"]))?;
    }
    all(|row| row.is_cheap)
}

fn all(is_chosen: impl Fn(&Row) -> bool) -> Result<()> {
    ROWS.iter().filter(|row| is_chosen(row)).try_for_each(|row| (row.run)())
}

/// `wasm32-unknown-unknown`, without an import and without `std`.
fn module() -> Result<()> {
    let built = built(MANIFEST, "module", "wasm32-unknown-unknown")?.join("module.wasm");
    run(tests("module").env("TARGETS_MODULE", built))
}

/// A microcontroller, which no test starts: that it compiles shows that nothing of `std` is left.
fn thumb() -> Result<()> {
    const TRIPLE: &str = "thumbv7em-none-eabihf";
    ensure_target(TRIPLE)?;
    let features = ["--no-default-features", "--features", "ecdh,ecdsa,eddsa,keyfile,mldsa,remote,rsa,serde"];
    let mut cargo = cargo();
    cargo.args(["build", "--locked", "--package", "jwt-wasm", "--lib", "--target", TRIPLE]).args(features);
    run(cargo.arg("--target-dir").arg(target::subdir("targets")?))
}

/// Both previews of WASI, in Node and in wasmtime.
fn wasi() -> Result<()> {
    let python = python::with("targets-python", "tests/targets/requirements.txt")?;
    TOOLS.install()?;
    let mut tests = tests("wasi");
    for (variable, triple) in [("TARGETS_WASIP1", "wasm32-wasip1"), ("TARGETS_WASIP2", "wasm32-wasip2")] {
        tests.env(variable, built(MANIFEST, "wasi", triple)?.join("wasi.wasm"));
    }
    run(tests.env("WASMTIME_PYTHON", python))
}

/// The filter of `examples/proxy-wasm`.
fn proxy_wasm() -> Result<()> {
    let filter = built(FILTER, "jwt-filter", "wasm32-wasip1")?.join("jwt_filter.wasm");
    run(tests("proxy-wasm").env("TARGETS_FILTER", filter))
}

/// The proxy of `examples/wasi-http`.
fn wasi_http() -> Result<()> {
    TOOLS.install()?;
    let proxy = built(PROXY, "jwt-proxy", "wasm32-wasip2")?.join("jwt-proxy.wasm");
    run(tests("wasi-http").env("TARGETS_PROXY", proxy))
}

/// The tests of a program for this machine.
fn native(manifest: &str) -> Result<()> {
    let target = target::subdir("targets")?;
    run(cargo().args(["test", "--locked", "--manifest-path", manifest, "--target-dir"]).arg(target))
}

/// The folder with what cargo made of a package.
fn built(manifest: &str, package: &str, triple: &str) -> Result<PathBuf> {
    ensure_target(triple)?;
    let target = target::subdir("targets")?;
    let mut cargo = cargo();
    cargo.args(["build", "--release", "--locked", "--manifest-path", manifest, "--package", package]);
    // As for other people, who do not have the flags of `.cargo/config.toml`.
    run(cargo.args(["--target", triple, "--target-dir"]).arg(&target).env("CARGO_ENCODED_RUSTFLAGS", ""))?;
    Ok(target.join(triple).join("release"))
}

fn tests(name: &str) -> Command {
    let mut test = node();
    test.args(["--test", "--test-reporter=spec"]).arg(format!("tests/targets/{name}.test.mjs"));
    test
}
