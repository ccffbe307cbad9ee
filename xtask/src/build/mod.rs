//! `cargo xtask build`: everything that the npm package holds, from the core to the type declarations.

mod bindings;
mod compile;
mod inline;
mod optimise;
mod sections;
mod texts;
mod types;

use crate::npm::Packages;
use crate::process::{node, run};
use crate::stamp::Stamp;
use crate::{prerequisites, target};
use anyhow::Result;

const GLUE: &str = "pkg/generated/jwt.js";
const GLUE_TYPES: &str = "pkg/generated/jwt.d.ts";
const WASM: &str = "pkg/generated/jwt.wasm";
const INLINE: &str = "pkg/generated/inline.js";
const INLINE_TYPES: &str = "pkg/generated/inline.d.ts";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Report {
    Always,
    /// For commands that build on the way to something else.
    OnlyChanges,
}

pub(crate) fn build(report: Report) -> Result<()> {
    prerequisites::check()?;
    let mut changed = false;

    let packages = Packages::wanted()?;
    if !packages.are_installed() {
        progress(1, "installing npm packages…");
        packages.install()?;
        changed = true;
    }

    let module = Stamp::of("module", &MODULE_INPUTS)?;
    if !module.is_fresh(&[GLUE, GLUE_TYPES, WASM, INLINE, INLINE_TYPES]) {
        build_module()?;
        module.save()?;
        changed = true;
    }

    texts::copy()?;

    let types = Stamp::of("types", &types::INPUTS)?;
    if !types.is_fresh(&types::OUTPUTS) {
        progress(6, "compiling the package's TypeScript…");
        types::compile()?;
        types.save()?;
        changed = true;
    }

    if changed || report == Report::Always {
        run(node().args(["xtask/scripts/sizes.mjs", WASM, GLUE, INLINE]))?;
    }
    Ok(())
}

/// The build itself is among the inputs, as are the versions of the tools that it calls.
const MODULE_INPUTS: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "src", "xtask/src/build", "node_modules/binaryen/package.json"];

fn build_module() -> Result<()> {
    prerequisites::ensure_wasm_target()?;
    let work = target::subdir("module")?;

    progress(2, "compiling the core…");
    let compiled = compile::to_wasm()?;
    progress(3, "making the bindings…");
    let bound = bindings::make(&compiled, &work)?;
    progress(4, "optimising…");
    optimise::to(WASM, &bound)?;
    progress(5, "inlining…");
    inline::write(WASM, INLINE, INLINE_TYPES)
}

fn progress(step: u32, what: &str) {
    println!("[{step}/6] {what}");
}
