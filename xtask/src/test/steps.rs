//! One row a step.

use super::{node, package};
use crate::browsers::{CHROMIUM, CHROMIUM_SHELL, FIREFOX, WEBKIT, WEBKIT_DRIVER};
use crate::npm::{BINARIES, TOOLS};
use crate::process::{cargo, node as script, npm, run, tool};
use crate::{build, conformance, docs, fuzz, page, python, redis, release, rust_bench, setup, stack, targets};
use anyhow::Result;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;

pub(super) struct Step {
    pub(super) name: &'static str,
    /// Builds what it needs, so that it can run alone; what is up to date costs nothing.
    pub(super) run: fn() -> Result<()>,
    /// The step that must have passed before it.
    pub(super) after: Option<&'static str>,
    /// What only one step may use at a time.
    pub(super) uses: Option<&'static str>,
}

impl Step {
    const fn after(self, name: &'static str) -> Self {
        Self { after: Some(name), ..self }
    }

    const fn using(self, thing: &'static str) -> Self {
        Self { uses: Some(thing), ..self }
    }
}

/// Cargo's folder for builds without optimisation. Cargo lets only one command into it, and some tests of scripts start `cargo xtask`.
const DEBUG: &str = "target/debug";
const TARBALL: &str = "the tarball";
/// Two that start at once can choose the same number.
const DISPLAY: &str = "a virtual display";

/// Features of the crate that no other step turns on.
const OTHERS: &str =
    "--features=jwt-wasm/_crrl,jwt-wasm/ed448,jwt-wasm/mldsa,jwt-wasm/ecdh,jwt-wasm/remote,jwt-wasm/serde";

/// Features of the crate that must compile alone, and the crate without any.
const FAMILIES: [&str; 17] = [
    "",
    "rsa",
    "es256",
    "es256-crrl",
    "es384",
    "es512",
    "es256k",
    "eddsa",
    "ed448",
    "mldsa",
    "keyfile",
    "jwe",
    "ecdh",
    "rand",
    "remote",
    "serde",
    "tables",
];

/// In the order in which they start: the cheap ones early, so that they fail before the long ones begin, and of the others the long
/// ones, so that none of them runs alone at the end.
pub(super) static STEPS: [Step; 28] = [
    step("fmt", fmt),
    step("setup", || {
        setup::fetch_ahead();
        Ok(())
    }),
    step("clippy", clippy_native).using(DEBUG),
    step("build", || build::build(build::Report::Always)).after("setup"),
    step("sizes", || built(script().arg("xtask/scripts/budgets.mjs"))).after("build"),
    step("biome", || built(tool("biome").args(["ci", "--colors", colors(), "."]))).after("build"),
    step("types", || built(npm().args(["run", "--silent", "typecheck", "--workspaces", "--if-present"])))
        .after("build"),
    step("tarball", || built_then(package::check)).after("build").using(TARBALL),
    step("page", || built_then(page::build)).after("build"),
    step("clippy-wasm", clippy_wasm).using(DEBUG),
    step("pkg", || built_then(|| node::test("pkg", &[]))).after("build"),
    step("rust", rust).using(DEBUG),
    step("browser", || built_then(browser)).after("page").using(DISPLAY),
    step("fuzz", fuzz::replay),
    step("packaging", || built_then(packaging)).after("build").using(DEBUG),
    step("site", site).after("page"),
    step("conformance", || built_then(conformance::test)).after("build").using(DISPLAY),
    // VitePress writes beside the sources, which these tests list.
    step("docs", || built_then(|| in_chromium("tests/docs"))).after("site").using(DEBUG),
    step("e2e", || built_then(end_to_end)).after("page"),
    step("benches", || built_then(benches)).after("build"),
    step("oidc", || built_then(oidc)).after("build"),
    step("interop", || built_then(interop)).after("build"),
    step("worker", || built_then(|| node::test("tests/worker", &[]))).after("build"),
    step("targets", targets::cheap),
    step("load", || built_then(|| node::test("tests/load", &[]))).after("build"),
    step("stores", || built_then(stores)).after("build"),
    step("release", || release::release(None)).after("build").using(TARBALL),
    step("doc", doc).using(DEBUG),
];

const fn step(name: &'static str, run: fn() -> Result<()>) -> Step {
    Step { name, run, after: None, uses: None }
}

fn fmt() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["fmt", "--check", "--manifest-path", rust_bench::MANIFEST]))
}

/// Both times for the whole workspace, or cargo would compile its crates again with fewer features.
fn clippy_native() -> Result<()> {
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&["--workspace", "--all-targets", OTHERS])?;
    // Each alone, because another feature could bring in what this one forgot.
    FAMILIES
        .iter()
        .try_for_each(|feature| clippy(&["-p", "jwt-wasm", "--lib", "--no-default-features", "--features", *feature]))
}

fn clippy_wasm() -> Result<()> {
    crate::prerequisites::ensure_target(build::TARGET)?;
    let modules = ["-p", "jwt-wasm-bindings", "--lib", "--target", "wasm32-unknown-unknown", "--features"];
    build::BINDINGS.iter().try_for_each(|module| clippy(&[&modules[..], &[*module]].concat()))
}

fn rust() -> Result<()> {
    run(cargo().args(["test", "--workspace", "--locked"]))?;
    run(cargo().args(["test", "--workspace", "--locked", OTHERS, "--lib", "--test", "native"]))?;
    run(cargo().args(["test", "--workspace", "--locked", OTHERS, "--doc"]))?;
    // With the features of the others, or cargo would compile the dependencies once more.
    let npm = [OTHERS, "--features=jwt-wasm/_npm", "--test", "npm_words", "--", "reasons::", "report_words::"];
    run(cargo().args(["test", "--workspace", "--locked"]).args(npm))?;
    ["login", "kms"].iter().try_for_each(|example| {
        let run_it = ["run", "--quiet", "--locked", "--package", "jwt-wasm", "--features=serde", "--example"];
        run(cargo().args(run_it).arg(example))
    })
}

fn doc() -> Result<()> {
    let doc = ["doc", "--workspace", "--no-deps", "--locked"];
    run(cargo().args(doc).env("RUSTDOCFLAGS", "-D warnings"))?;
    // Its links to what only some features have.
    let crate_alone = ["doc", "--package", "jwt-wasm", "--no-deps", "--locked", "--features"];
    run(cargo().args(crate_alone).arg("ecdh,ed448,mldsa,remote,serde").env("RUSTDOCFLAGS", "-D warnings"))
}

fn clippy(args: &[&str]) -> Result<()> {
    run(cargo().args(["clippy", "--locked"]).args(args).args(["--", "-D", "warnings"]))
}

/// By itself Biome colours even what goes to a file.
fn colors() -> &'static str {
    if std::io::stdout().is_terminal() { "force" } else { "off" }
}

fn browser() -> Result<()> {
    page::build()?;
    let mut programs = Vec::new();
    for program in [CHROMIUM, CHROMIUM_SHELL, FIREFOX, WEBKIT, WEBKIT_DRIVER] {
        programs.push((program.variable, program.locate()?));
    }
    let programs: Vec<_> = programs.iter().map(|(variable, path)| (*variable, path.as_path())).collect();
    node::test("tests/browser", &programs)
}

fn interop() -> Result<()> {
    let pythons = interop_pythons()?;
    node::test("tests/interop", &pythons.each_ref().map(|(variable, path)| (*variable, path.as_path())))
}

fn oidc() -> Result<()> {
    BINARIES.install()?;
    node::test("tests/oidc", &[])
}

/// Today's peers, and SimpleJWT from the time when it wrote the user's id as a number.
pub(crate) fn interop_pythons() -> Result<[(&'static str, PathBuf); 2]> {
    Ok([
        ("INTEROP_PYTHON", python::with("python", "tests/interop/requirements.txt")?),
        ("INTEROP_PYTHON_BEFORE", python::with("python-before", "tests/interop/requirements-before-5.5.1.txt")?),
    ])
}

fn stores() -> Result<()> {
    let [server, webdis] = [redis::SERVER, redis::WEBDIS];
    node::test("tests/stores", &[(server.variable, &server.locate()?), (webdis.variable, &webdis.locate()?)])
}

fn end_to_end() -> Result<()> {
    let [(python, python_path), (nginx, nginx_path)] = stack::programs()?;
    let shell = CHROMIUM_SHELL.locate()?;
    let programs = [(python, python_path.as_path()), (nginx, &nginx_path), (CHROMIUM_SHELL.variable, &shell)];
    node::test("tests/e2e", &programs)
}

fn packaging() -> Result<()> {
    BINARIES.install()?;
    TOOLS.install()?;
    in_chromium("tests/packaging")
}

/// In the whole browser, as the runs that are published.
fn benches() -> Result<()> {
    node::test("benches", &[(CHROMIUM.variable, &CHROMIUM.locate()?)])
}

fn in_chromium(workspace: &str) -> Result<()> {
    node::test(workspace, &[(CHROMIUM_SHELL.variable, &CHROMIUM_SHELL.locate()?)])
}

fn site() -> Result<()> {
    docs::build()?;
    page::build()?;
    in_chromium("tests/site")
}

fn built(command: &mut Command) -> Result<()> {
    built_then(|| run(command))
}

fn built_then(check: impl FnOnce() -> Result<()>) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    check()
}
