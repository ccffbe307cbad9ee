//! Builds, shows, tests and measures jwt-wasm: `cargo xtask COMMAND`.

mod audit_path;
mod bench;
mod browsers;
mod build;
mod conformance;
mod debian;
mod demo;
mod docs;
mod docs_rs;
mod frameworks;
mod fuzz;
mod load;
mod miri;
mod msrv;
mod mutants;
mod names;
mod nearest;
mod nginx;
mod nightly;
mod npm;
mod page;
mod prerequisites;
mod process;
mod programs;
mod public_api;
mod python;
mod redis;
mod release;
mod reproducible;
mod rust_bench;
mod scale;
mod semver;
mod setup;
mod soak;
mod stack;
mod stamp;
mod tarball;
mod target;
mod targets;
mod test;
mod unchanged;
mod usage;
mod version;

use anyhow::{Context, Result};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["help" | "--help" | "-h"] => {
            print!("{}", usage::overview());
            return ExitCode::SUCCESS;
        }
        // The bench describes its own options.
        ["help", name] | [name, "--help" | "-h"] if args != ["bench", "--help"] => match usage::of(name) {
            Ok(help) => {
                print!("{help}");
                return ExitCode::SUCCESS;
            }
            Err(_) => return fail(&usage::complaint(&[*name])),
        },
        ["build"] => at_root(|| build::build(build::Report::Always)),
        ["build", "--if-needed"] => at_root(|| build::build(build::Report::OnlyChanges)),
        ["build", "--check"] => at_root(build::check),
        ["sizes"] => at_root(build::sizes),
        ["names"] => at_root(names::write),
        ["messages"] => at_root(names::messages),
        ["demo"] => at_root(|| demo::demo(None)),
        ["demo", "--port", port] => match port.parse() {
            Ok(port) => at_root(|| demo::demo(Some(port))),
            Err(_) => return fail(&format!("the port `{port}` is not a number from 0 to 65535")),
        },
        ["page", "--lighthouse"] => at_root(page::lighthouse),
        ["docs", "--lighthouse"] => at_root(docs::lighthouse),
        ["docs", args @ ..] => at_root(|| docs::docs(args)),
        ["stack", args @ ..] => at_root(|| stack::stack(args)),
        ["setup"] => at_root(setup::setup),
        ["test"] => at_root(test::test),
        ["test", "--only", step] => at_root(|| test::only(step)),
        // For `test` itself.
        ["test", "--step", step] => at_root(|| test::step(step)),
        ["frameworks"] => at_root(|| frameworks::frameworks(None)),
        ["frameworks", name] if !name.starts_with('-') => at_root(|| frameworks::frameworks(Some(name))),
        ["targets"] => at_root(|| targets::targets(None)),
        ["targets", name] if !name.starts_with('-') => at_root(|| targets::targets(Some(name))),
        ["release"] => at_root(|| release::release(None)),
        ["release", "--tag", tag] => at_root(|| release::release(Some(tag))),
        ["reproducible"] => at_root(reproducible::check),
        ["fuzz", args @ ..] => match fuzz::Work::parse(args) {
            Ok((only, work)) => at_root(|| fuzz::fuzz(only, work)),
            Err(complaint) => return fail(&complaint),
        },
        ["soak"] => at_root(soak::soak),
        ["load"] => at_root(load::load),
        ["scale", args @ ..] => at_root(|| scale::scale(args)),
        ["mutants", files @ ..] if !files.iter().any(|file| file.starts_with('-')) => {
            at_root(|| mutants::mutants(files))
        }
        ["public-api"] => at_root(|| public_api::public_api(&public_api::Work::Compare)),
        ["public-api", "--write"] => at_root(|| public_api::public_api(&public_api::Work::Write)),
        ["audit-path"] => at_root(audit_path::audit_path),
        ["docs-rs"] => at_root(docs_rs::docs_rs),
        ["msrv"] => at_root(msrv::msrv),
        ["semver"] => at_root(|| semver::semver(None)),
        ["semver", revision] if !revision.starts_with('-') => at_root(|| semver::semver(Some(revision))),
        ["miri"] => at_root(miri::miri),
        ["bench", args @ ..] => at_root(|| bench::bench(args)),
        _ => return fail(&usage::complaint(&args)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Every path in this program is relative to the repository, so the command works in any folder.
fn at_root(command: impl FnOnce() -> Result<()>) -> Result<()> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    std::env::set_current_dir(root).with_context(|| format!("cannot enter {root}"))?;
    command()
}

/// For a line that was typed wrong: 2, as other programs have it.
fn fail(complaint: &str) -> ExitCode {
    eprintln!("error: {}", complaint.trim_end());
    ExitCode::from(2)
}
