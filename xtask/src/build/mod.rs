//! `cargo xtask build`: makes everything that the npm package holds, from the core to the type declarations.

mod bindings;
mod compile;
mod digests;
mod inline;
mod locations;
mod mappings;
mod maps;
mod modules;
mod optimise;
mod packed;
mod scripts;
mod sections;
mod stubs;
mod texts;
mod third_party;
mod traps;
mod types;

use crate::npm::Packages;
use crate::process::{node, run};
use crate::stamp::Stamp;
use crate::{prerequisites, target};
use anyhow::{Context, Result, ensure};
pub(crate) use compile::TARGET;
pub(crate) use modules::BINDINGS;
use modules::{MODULES, Module};
pub(crate) use packed::check;
use std::fs;
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Report {
    Always,
    /// For commands that need a build but do something else.
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
    if !module.is_fresh(&MODULES.iter().flat_map(Module::outputs).collect::<Vec<_>>()) {
        build_modules(&target::dir()?)?;
        module.save()?;
        changed = true;
    }

    let digests = digests::write()?;
    stubs::write()?;
    texts::copy()?;
    third_party::write()?;

    let types = Stamp::of("types", &types::INPUTS)?;
    if !types.is_fresh(&types::OUTPUTS) || !packed::has_whole_scripts()? {
        progress(3, "compiling the package's TypeScript…");
        types::compile()?;
        types.save()?;
        packed::record_scripts()?;
        changed = true;
    }
    packed::record()?;

    if changed || report == Report::Always {
        print_module_sizes()?;
        print!("{digests}");
    }
    Ok(())
}

/// Prints the sizes of modules and bundles, and fails if one is over its budget.
pub(crate) fn sizes() -> Result<()> {
    build(Report::OnlyChanges)?;
    print_module_sizes()?;
    run(node().arg("xtask/scripts/bundle-sizes.mjs"))?;
    run(node().arg("xtask/scripts/budgets.mjs"))
}

fn print_module_sizes() -> Result<()> {
    run(node().arg("xtask/scripts/sizes.mjs").args(MODULES.iter().flat_map(Module::weighed)))
}

/// The code of the build and the versions of its tools are inputs as well.
const MODULE_INPUTS: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "src", "pkg/bindings", "xtask/src/build", BINARYEN];
const BINARYEN: &str = "node_modules/binaryen/package.json";

fn build_modules(target: &Path) -> Result<()> {
    prerequisites::ensure_target(TARGET)?;
    for module in &MODULES {
        progress(2, &format!("building the module {}…", module.name));
        build_module(module, target).with_context(|| format!("the module {} could not be built", module.name))?;
    }
    Ok(())
}

/// Builds in the current folder, with its own target folder, and gives the paths of the modules.
pub(crate) fn modules_from_nothing() -> Result<Vec<&'static str>> {
    build_modules(Path::new("target"))?;
    Ok(MODULES.iter().map(|module| module.wasm).collect())
}

fn build_module(module: &Module, target: &Path) -> Result<()> {
    let Module { name, glue, wasm, inline, inline_types, passes, .. } = module;
    let work = target::subdir(&format!("module-{name}"))?;
    let compiled = compile::to_wasm(module, target)?;
    // Most changes of the crate change few modules, and the compiler gives the same bytes for the others.
    let [from, build, tools] = [&compiled.to_string_lossy(), "xtask/src/build", BINARYEN];
    let stamp = Stamp::of(&format!("module-{name}"), &[from, build, tools])?;
    if stamp.is_fresh(&module.outputs()) {
        return Ok(());
    }
    let bound = bindings::make(&compiled, &work, glue.as_ref())?;
    fs::create_dir_all("pkg/generated").context("cannot make pkg/generated")?;
    locations::clear(&bound)?;
    optimise::to(wasm, &bound, passes)?;
    if glue.is_none() {
        let imports = sections::has_imports(&fs::read(wasm).with_context(|| format!("cannot read {wasm}"))?)?;
        ensure!(!imports, "{wasm} has imports, but a module without glue must have none: remove what needs the host");
    }
    inline::write(wasm, inline, inline_types)?;
    stamp.save()
}

fn progress(step: u32, what: &str) {
    println!("[{step}/3] {what}");
}
