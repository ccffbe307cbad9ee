//! `cargo xtask build`: everything that the npm package holds, from the core to the type declarations.

mod bindings;
mod compile;
mod digests;
mod inline;
mod optimise;
mod sections;
mod stubs;
mod texts;
mod third_party;
mod types;
mod variant;

use crate::npm::Packages;
use crate::process::{node, run};
use crate::stamp::Stamp;
use crate::{prerequisites, target};
use anyhow::Result;
use std::path::Path;
use variant::{FULL, LITE, Outputs, Variant};

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
    if !module.is_fresh(&[FULL.outputs.all(), LITE.outputs.all()].concat()) {
        build_modules(&target::dir()?)?;
        module.save()?;
        changed = true;
    }

    let digests = digests::write()?;
    stubs::write()?;
    texts::copy()?;
    third_party::write()?;

    let types = Stamp::of("types", &types::INPUTS)?;
    if !types.is_fresh(&types::OUTPUTS) {
        progress(4, "compiling the package's TypeScript…");
        types::compile()?;
        types.save()?;
        changed = true;
    }

    if changed || report == Report::Always {
        let weighed = [&FULL, &LITE].map(|variant| variant.outputs.weighed()).concat();
        run(node().arg("xtask/scripts/sizes.mjs").args(weighed))?;
        print!("{digests}");
    }
    Ok(())
}

/// The build itself is among the inputs, as are the versions of the tools that it calls.
const MODULE_INPUTS: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "src", "xtask/src/build", "node_modules/binaryen/package.json"];

fn build_modules(target: &Path) -> Result<()> {
    prerequisites::ensure_wasm_target()?;
    for (step, variant) in [(2, &FULL), (3, &LITE)] {
        progress(step, &format!("making the {} module…", variant.name));
        build_module(variant, target)?;
    }
    Ok(())
}

/// Builds in the current folder, with a target folder of its own, and gives the paths of the modules.
pub(crate) fn modules_from_nothing() -> Result<[&'static str; 2]> {
    build_modules(Path::new("target"))?;
    Ok([FULL.outputs.wasm, LITE.outputs.wasm])
}

fn build_module(variant: &Variant, target: &Path) -> Result<()> {
    let work = target::subdir(&format!("module-{}", variant.name))?;
    let Outputs { wasm, inline, inline_types, .. } = variant.outputs;
    let compiled = compile::to_wasm(variant.arguments, target)?;
    let bound = bindings::make(&compiled, &work, &variant.outputs)?;
    optimise::to(wasm, &bound)?;
    inline::write(wasm, inline, inline_types)
}

fn progress(step: u32, what: &str) {
    println!("[{step}/4] {what}");
}
