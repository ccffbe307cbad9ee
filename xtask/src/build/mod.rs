//! `cargo xtask build`: makes everything that the npm package holds, from the core to the type declarations.

mod archive;
mod bindings;
mod compile;
mod digests;
mod inline;
mod link;
mod locations;
mod mappings;
mod maps;
mod modules;
mod object;
mod optimise;
mod order;
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
use anyhow::{Context, Result, anyhow, ensure};
pub(crate) use compile::TARGET;
pub(crate) use modules::BINDINGS;
use modules::{MODULES, Module};
pub(crate) use packed::check;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::{fs, thread};

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

/// Links and optimises each module while the next one is compiled, because either keeps only one core busy.
fn build_modules(target: &Path) -> Result<()> {
    prerequisites::ensure_target(TARGET)?;
    thread::scope(|scope| {
        let (sender, compiled) = mpsc::channel::<&Module>();
        let finishing = scope.spawn(move || compiled.into_iter().try_for_each(|module| in_module(module, finish)));
        let compiling = MODULES.iter().try_for_each(|module| {
            progress(2, &format!("building the module {}…", module.name));
            in_module(module, |module| compile(module, target))?;
            sender.send(module).context("a module before it could not be optimised")
        });
        drop(sender);
        let finished = finishing.join().map_err(|_| anyhow!("the thread that optimises the modules panicked"))?;
        // If both failed, the compiler stopped because of this one.
        finished.and(compiling)
    })
}

fn in_module(module: &Module, work: impl FnOnce(&Module) -> Result<()>) -> Result<()> {
    work(module).with_context(|| format!("the module {} could not be built", module.name))
}

/// Builds in the current folder, with its own target folder, and gives the paths of the modules.
pub(crate) fn modules_from_nothing() -> Result<Vec<&'static str>> {
    build_modules(Path::new("target"))?;
    Ok(MODULES.iter().map(|module| module.wasm).collect())
}

/// Cargo writes each archive to the same path, so what it wrote is kept in another.
fn compile(module: &Module, target: &Path) -> Result<()> {
    let compiled = compile::to_archive(module, target)?;
    let kept = compiled_of(module)?;
    fs::copy(&compiled, &kept)
        .map(drop)
        .with_context(|| format!("cannot copy {} to {}", compiled.display(), kept.display()))
}

fn compiled_of(module: &Module) -> Result<PathBuf> {
    Ok(work_of(module)?.join("compiled.a"))
}

fn work_of(module: &Module) -> Result<PathBuf> {
    target::subdir(&format!("module-{}", module.name))
}

fn finish(module: &Module) -> Result<()> {
    let Module { name, package, stack, glue, wasm, inline, inline_types, passes, .. } = module;
    let compiled = compiled_of(module)?;
    // Most changes of the crate change few modules, and the compiler gives the same bytes for the others.
    let [from, build, tools] = [&compiled.to_string_lossy(), "xtask/src/build", BINARYEN];
    let stamp = Stamp::of(&format!("module-{name}"), &[from, build, tools])?;
    if stamp.is_fresh(&module.outputs()) {
        return Ok(());
    }
    let work = work_of(module)?;
    let linked = link::link(&compiled, &compile::crate_name(package), *stack, &work)?;
    let bound = bindings::make(&linked, &work, glue.as_ref())?;
    fs::create_dir_all("pkg/generated").context("cannot make pkg/generated")?;
    locations::clear(&bound)?;
    optimise::to(wasm, &bound, passes)?;
    order::by_likeness(wasm)?;
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
