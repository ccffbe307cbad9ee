//! `cargo xtask setup`: the programs that the tests drive and that no package registry of Rust or npm has.

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::npm::{BINARIES, Packages, TOOLS};
use crate::programs::Program;
use crate::test::interop_pythons;
use crate::{debian, prerequisites, python, redis, stack};
use anyhow::{Context, Result, bail};

const PROGRAMS: [&Program; 6] = [&CHROMIUM, &FIREFOX, &WEBKIT, &redis::SERVER, &redis::WEBDIS, &python::VENV];

/// Installs all that is missing: Debian's packages, then what comes from the registries.
pub(crate) fn setup() -> Result<()> {
    prerequisites::check()?;
    install_missing()?;
    for fetch in FETCHES {
        fetch()?;
    }
    println!("set up: `cargo xtask test` has all that it needs");
    Ok(())
}

/// What the registries have, in the order in which the tests need it.
const FETCHES: [fn() -> Result<()>; 5] = [
    || Packages::wanted()?.ensure(),
    || BINARIES.install(),
    || TOOLS.install(),
    || interop_pythons().map(drop),
    || stack::install().map(drop),
];

/// As [`setup`], for a test run that goes on meanwhile: the step that needs what is missing says so.
pub(crate) fn fetch_ahead() {
    let _ = install_if_root();
    for fetch in FETCHES {
        let _ = fetch();
    }
}

/// Debian's packages, where nobody has to be asked.
pub(crate) fn install_if_root() -> Result<()> {
    if debian::is_root()? { install_missing() } else { Ok(()) }
}

/// Says before the tests begin what is missing, and the line that installs it. As root on Debian that line need not be
/// typed: `setup` runs beside the first tests.
pub(crate) fn say_what_is_missing() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|program| program.name).collect();
    println!("missing: {}", names.join(", "));
    if debian::is_root()? {
        println!("you are root on Debian, so this run installs them, as `cargo xtask setup` does");
    } else {
        println!("to install them: {}", debian::line(&packages(&missing)));
    }
    Ok(())
}

fn install_missing() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages(&missing);
    if !debian::is_debian() {
        let names: Vec<&str> = missing.iter().map(|program| program.name).collect();
        bail!("{} are missing; Debian's packages are called {}", names.join(", "), packages.join(" "));
    }
    println!("{}", debian::line(&packages));
    debian::install(&packages)?;
    match self::missing().as_slice() {
        [] => Ok(()),
        [still, ..] => Err(anyhow::anyhow!("it is still not found")).context(still.name),
    }
}

fn missing() -> Vec<&'static Program> {
    PROGRAMS.into_iter().filter(|program| program.locate().is_err()).collect()
}

fn packages(programs: &[&Program]) -> Vec<&'static str> {
    programs.iter().flat_map(|program| program.packages).copied().collect()
}
