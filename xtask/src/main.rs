//! The one way to build, show, test and measure jwt-wasm: `cargo xtask <command>`.

mod bench;
mod browsers;
mod build;
mod conformance;
mod debian;
mod demo;
mod frameworks;
mod fuzz;
mod load;
mod miri;
mod mutants;
mod names;
mod nginx;
mod nightly;
mod npm;
mod page;
mod prerequisites;
mod process;
mod programs;
mod python;
mod redis;
mod reproducible;
mod scale;
mod setup;
mod soak;
mod stack;
mod stamp;
mod target;
mod test;
mod version;

use anyhow::{Context, Result};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  build [--if-needed]   everything the npm package holds, into pkg/ (--if-needed: silent when up to date)
  build --check         whether pkg/ holds what its sources make now, to ask before `npm pack`
  sizes                 what each module and each kind of bundle weighs, and the budgets
  names                 the names that TypeScript shares with Rust, written from the core's lists
  demo [--port N]       the inspector page, served on loopback
  page --lighthouse     what Lighthouse says of the page in its four categories, in Chromium
  stack [--port N] [--alg HS256|RS256|ES256] [--access SECONDS] [--refresh SECONDS] [--rotate SECONDS]
                        Django behind gunicorn, nginx and the gate, on loopback, until Ctrl-C
  setup                 installs what the tests need and is missing: Debian's packages, runtimes, Python's packages
  test [--only STEP]    every check there is, in order, up to the first that fails
  frameworks [NAME]     the programs of docs/frameworks, in the frameworks as npm installs them (minutes each)
  reproducible          the modules built again elsewhere, and compared
  fuzz [TARGET] [--seconds N | --minimise]
                        libFuzzer on one target or all, 60 s each; or the corpus made small (needs nightly)
  soak                  a million mutations of good tokens, ten million verifications, timed refusals
  load                  the gate in workerd: mixed tokens by the ten thousand, added latency, keys that rotate
  scale [--record | --only-memory]
                        ten million users and 300 locations, simulated: docs/scale.md (a few minutes)
  mutants [FILE...]     the core changed in a thousand places, or in these files; its tests must notice each
                        (about an hour for all; needs cargo-mutants)
  miri                  the parsers interpreted, for undefined behaviour (needs nightly)
  bench [ARGS…]         times and ratios against the peers in every runtime; `bench growth`, `bench workers`;
                        ARGS go to the bench (`bench --help`)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["build"] => at_root(|| build::build(build::Report::Always)),
        ["build", "--if-needed"] => at_root(|| build::build(build::Report::OnlyChanges)),
        ["build", "--check"] => at_root(build::check),
        ["sizes"] => at_root(build::sizes),
        ["names"] => at_root(names::write),
        ["demo"] => at_root(|| demo::demo(None)),
        ["demo", "--port", port] => match port.parse() {
            Ok(port) => at_root(|| demo::demo(Some(port))),
            Err(_) => return usage(&format!("`{port}` is not a port number")),
        },
        ["page", "--lighthouse"] => at_root(page::lighthouse),
        ["stack", args @ ..] => at_root(|| stack::stack(args)),
        ["setup"] => at_root(setup::setup),
        ["test"] => at_root(|| test::test(None)),
        ["test", "--only", step] => at_root(|| test::test(Some(step))),
        ["frameworks"] => at_root(|| frameworks::frameworks(None)),
        ["frameworks", name] if !name.starts_with('-') => at_root(|| frameworks::frameworks(Some(name))),
        ["reproducible"] => at_root(reproducible::check),
        ["fuzz", args @ ..] => match fuzz::Work::parse(args) {
            Ok((only, work)) => at_root(|| fuzz::fuzz(only, work)),
            Err(complaint) => return usage(&complaint),
        },
        ["soak"] => at_root(soak::soak),
        ["load"] => at_root(load::load),
        ["scale", args @ ..] => at_root(|| scale::scale(args)),
        ["mutants", files @ ..] if !files.iter().any(|file| file.starts_with('-')) => {
            at_root(|| mutants::mutants(files))
        }
        ["miri"] => at_root(miri::miri),
        ["bench", args @ ..] => at_root(|| bench::bench(args)),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [] => return usage("a command is missing"),
        _ => return usage(&format!("`{}` is not understood", args.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Every path in this program is relative to the repository, whatever folder the command was typed in.
fn at_root(command: impl FnOnce() -> Result<()>) -> Result<()> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    std::env::set_current_dir(root).with_context(|| format!("cannot enter {root}"))?;
    command()
}

fn usage(complaint: &str) -> ExitCode {
    eprint!("error: {complaint}\n\n{USAGE}");
    ExitCode::from(2)
}
