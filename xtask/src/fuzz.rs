//! Fuzzing: the corpus replayed on stable in every test run, `cargo xtask fuzz` with libFuzzer, and the mutations of
//! `cargo xtask soak`.

use crate::nearest::unknown;
use crate::process::{cargo, run};
use crate::{nightly, target, usage};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DIR: &str = "tests/fuzz";
pub(crate) const MANIFEST: &str = "tests/fuzz/Cargo.toml";
const DEFAULT_SECONDS: u32 = 60;
const MUTATIONS: u32 = 1_000_000;

/// What libFuzzer does.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    /// Look for new inputs, for so many seconds a target.
    Explore { seconds: u32 },
    /// Reduce the corpus to the fewest inputs that reach the same code.
    Minimise,
}

impl Work {
    /// The target, or all of them if none is named, and the work.
    pub(crate) fn parse<'a>(args: &[&'a str]) -> Result<(Option<&'a str>, Self), String> {
        let explore = |seconds| Self::Explore { seconds };
        let (target, options) = match args {
            [target, options @ ..] if !target.starts_with("--") => (Some(*target), options),
            options => (None, options),
        };
        match options {
            [] => Ok((target, explore(DEFAULT_SECONDS))),
            ["--minimise"] => Ok((target, Self::Minimise)),
            ["--seconds", seconds] => match seconds.parse() {
                Ok(seconds) => Ok((target, explore(seconds))),
                Err(_) => Err(format!("`{seconds}` is not a whole number of seconds")),
            },
            _ => Err(usage::complaint(&[&["fuzz"], options].concat())),
        }
    }
}

/// The other steps skip the fuzz crate, because it is a workspace of its own.
pub(crate) fn replay() -> Result<()> {
    run(cargo().args(["fmt", "--manifest-path", MANIFEST, "--check"]))?;
    // Clippy's compiler lints what it compiles. `cargo clippy` would check all dependencies once more.
    let lints = [("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"), ("RUSTFLAGS", "-D warnings")];
    run(locked(cargo().arg("test"))?.envs(lints).args(["--", "--nocapture"]))
}

/// Mutates good tokens at random, signed and encrypted ones. The core must refuse each of them.
pub(crate) fn soak() -> Result<()> {
    for example in ["mutations", "jwe"] {
        run(locked(cargo().arg("run"))?.args(["--release", "--example", example, "--", &MUTATIONS.to_string()]))?;
    }
    Ok(())
}

pub(crate) fn fuzz(only: Option<&str>, work: Work) -> Result<()> {
    let mut targets = targets()?;
    if let Some(only) = only {
        let names: Vec<&str> = targets.iter().map(String::as_str).collect();
        ensure!(names.contains(&only), unknown("target", only, &names));
        targets = vec![only.to_owned()];
    }
    fuzzer(&[])?;
    run(corpus()?.arg("unpack").arg(known()?))?;
    for name in targets {
        println!("\n=== {name}");
        match work {
            Work::Explore { seconds } => explore(&name, seconds)?,
            Work::Minimise => minimise(&name)?,
        }
    }
    Ok(())
}

fn explore(name: &str, seconds: u32) -> Result<()> {
    let seconds = format!("-max_total_time={seconds}");
    let found = target::subdir(&format!("fuzz/found/{name}"))?;
    let limits = [&seconds, "-max_len=4096", "-timeout=20", "-print_final_stats=1", "-dict=tests/fuzz/words.dict"];
    let mut fuzzer = fuzzer(&["run"])?;
    run(fuzzer.arg(name).arg(found).arg(known()?.join(name)).arg("--").args(limits))
}

fn minimise(name: &str) -> Result<()> {
    let fewest = target::subdir(&format!("fuzz/fewest/{name}"))?;
    fs::remove_dir_all(&fewest)?;
    fs::create_dir_all(&fewest)?;
    let found = target::subdir(&format!("fuzz/found/{name}"))?;
    let mut fuzzer = fuzzer(&["run"])?;
    // Without counters, because how often a line runs does not justify another file.
    let merge = ["--", "-set_cover_merge=1", "-use_counters=0", "-max_len=4096"];
    run(fuzzer.arg(name).arg(&fewest).arg(known()?.join(name)).arg(found).args(merge))?;

    run(corpus()?.args(["pack", name]).arg(fewest))
}

/// The corpus in git and the vectors, unpacked into the files that libFuzzer reads.
fn known() -> Result<PathBuf> {
    target::subdir("fuzz/known")
}

/// The program that packs and unpacks the corpus.
fn corpus() -> Result<Command> {
    let mut run = cargo();
    locked(run.arg("run"))?.args(["--quiet", "--example", "corpus", "--"]);
    Ok(run)
}

/// Each target is a file.
fn targets() -> Result<Vec<String>> {
    let dir = Path::new(DIR).join("targets");
    let mut targets = Vec::new();
    for entry in fs::read_dir(&dir).with_context(|| format!("cannot list {}", dir.display()))? {
        targets.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

fn fuzzer(subcommand: &[&str]) -> Result<Command> {
    let mut fuzz = nightly::cargo("fuzz", "cargo install cargo-fuzz --locked")?;
    // The core has no unsafe code, and without the address sanitizer a target runs several times as often.
    fuzz.args(subcommand).args(["--fuzz-dir", DIR, "--features", "libfuzzer", "--sanitizer", "none", "--target-dir"]);
    fuzz.arg(target::subdir("fuzz/build")?);
    Ok(fuzz)
}

/// A cargo command on the fuzz crate.
pub(crate) fn locked(command: &mut Command) -> Result<&mut Command> {
    Ok(command.args(["--locked", "--manifest-path", MANIFEST, "--target-dir"]).arg(target::subdir("fuzz/build")?))
}
