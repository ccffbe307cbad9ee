//! One row a step. The cheap ones come first, so that they fail before the long ones begin.

use super::{node, package};
use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT, WEBKIT_DRIVER};
use crate::npm::{BINARIES, TOOLS};
use crate::process::{cargo, node as script, npm, run, tool};
use crate::{build, conformance, docs, fuzz, page, python, redis, release, reproducible, rust_bench, stack, targets};
use anyhow::Result;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;

pub(super) struct Step {
    pub(super) name: &'static str,
    /// Builds what it needs, so that it can run alone; what is up to date costs nothing.
    pub(super) run: fn() -> Result<()>,
}

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

/// These test the core, and need only cargo.
pub(super) const CORE: &[Step] = &[
    step("fmt", || {
        run(cargo().args(["fmt", "--all", "--check"]))?;
        run(cargo().args(["fmt", "--check", "--manifest-path", rust_bench::MANIFEST]))
    }),
    // Both times for the whole workspace, or cargo would compile its crates again with fewer features.
    step("clippy", || {
        clippy(&["--workspace", "--all-targets"])?;
        clippy(&["--workspace", "--all-targets", OTHERS])?;
        // Each alone, because another feature could bring in what this one forgot.
        FAMILIES.iter().try_for_each(|feature| {
            clippy(&["-p", "jwt-wasm", "--lib", "--no-default-features", "--features", *feature])
        })
    }),
    step("clippy-wasm", || {
        crate::prerequisites::ensure_target(build::TARGET)?;
        let modules = ["-p", "jwt-wasm-bindings", "--lib", "--target", "wasm32-unknown-unknown", "--features"];
        build::BINDINGS.iter().try_for_each(|module| clippy(&[&modules[..], &[*module]].concat()))
    }),
    step("rust", || {
        run(cargo().args(["test", "--workspace", "--locked"]))?;
        run(cargo().args(["test", "--workspace", "--locked", OTHERS, "--lib", "--test", "native"]))?;
        run(cargo().args(["test", "--workspace", "--locked", OTHERS, "--doc"]))?;
        // With the features of the others, or cargo would compile the dependencies once more.
        let npm = [OTHERS, "--features=jwt-wasm/_npm", "--test", "npm_words", "--", "reasons::", "report_words::"];
        run(cargo().args(["test", "--workspace", "--locked"]).args(npm))?;
        ["login", "kms"].iter().try_for_each(|example| {
            run(cargo().args([
                "run",
                "--quiet",
                "--locked",
                "--package",
                "jwt-wasm",
                "--features=serde",
                "--example",
                *example,
            ]))
        })
    }),
    step("fuzz", fuzz::replay),
    step("targets", targets::cheap),
    step("doc", || {
        let doc = ["doc", "--workspace", "--no-deps", "--locked"];
        run(cargo().args(doc).env("RUSTDOCFLAGS", "-D warnings"))?;
        // Its links to what only some features have.
        let crate_alone = ["doc", "--package", "jwt-wasm", "--no-deps", "--locked", "--features"];
        run(cargo().args(crate_alone).arg("ecdh,ed448,mldsa,remote,serde").env("RUSTDOCFLAGS", "-D warnings"))
    }),
];

/// These test the package and everything that is built on it.
pub(super) const PACKAGE: &[Step] = &[
    step("build", || build::build(build::Report::Always)),
    step("sizes", || built(script().arg("xtask/scripts/budgets.mjs"))),
    step("biome", || built(tool("biome").args(["ci", "--colors", colors(), "."]))),
    step("types", || built(npm().args(["run", "--silent", "typecheck", "--workspaces", "--if-present"]))),
    step("pkg", || built_then(|| node::test("pkg", &[]))),
    step("interop", || built_then(interop)),
    step("oidc", || built_then(oidc)),
    step("tarball", || built_then(package::check)),
    step("release", || release::release(None)),
    step("reproducible", reproducible::check),
    step("page", || built_then(page::build)),
    step("browser", || built_then(browser)),
    step("worker", || built_then(|| node::test("tests/worker", &[]))),
    step("load", || built_then(|| node::test("tests/load", &[]))),
    step("stores", || built_then(stores)),
    step("e2e", || built_then(end_to_end)),
    step("conformance", || built_then(conformance::test)),
    step("packaging", || built_then(packaging)),
    step("docs", || built_then(|| in_chromium("tests/docs"))),
    step("site", || docs::build().and_then(|()| page::build()).and_then(|()| in_chromium("tests/site"))),
    step("benches", || built_then(|| in_chromium("benches"))),
];

const fn step(name: &'static str, run: fn() -> Result<()>) -> Step {
    Step { name, run }
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
    for program in [CHROMIUM, FIREFOX, WEBKIT, WEBKIT_DRIVER] {
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
    let programs = [(python, python_path.as_path()), (nginx, &nginx_path), (CHROMIUM.variable, &CHROMIUM.locate()?)];
    node::test("tests/e2e", &programs)
}

fn packaging() -> Result<()> {
    BINARIES.install()?;
    TOOLS.install()?;
    in_chromium("tests/packaging")
}

fn in_chromium(workspace: &str) -> Result<()> {
    node::test(workspace, &[(CHROMIUM.variable, &CHROMIUM.locate()?)])
}

fn built(command: &mut Command) -> Result<()> {
    built_then(|| run(command))
}

fn built_then(check: impl FnOnce() -> Result<()>) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    check()
}
