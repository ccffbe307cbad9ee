//! `cargo xtask setup`: installs everything that the tests need.

use crate::browsers::{CHROMIUM, CHROMIUM_SHELL, FIREFOX, WEBKIT, WEBKIT_DRIVER};
use crate::npm::{BINARIES, Packages, TOOLS};
use crate::programs::Program;
use crate::test::interop_pythons;
use crate::{debian, prerequisites, python, redis, stack};
use anyhow::{Result, bail};

const PROGRAMS: [&Program; 8] =
    [&CHROMIUM, &CHROMIUM_SHELL, &FIREFOX, &WEBKIT, &WEBKIT_DRIVER, &redis::SERVER, &redis::WEBDIS, &python::VENV];

/// Debian's packages come first, then what npm and PyPI have.
pub(crate) fn setup() -> Result<()> {
    prerequisites::check()?;
    install_missing()?;
    for fetch in FETCHES {
        fetch()?;
    }
    println!("everything that `cargo xtask test` needs is installed");
    Ok(())
}

/// In the order in which the tests need them.
const FETCHES: [fn() -> Result<()>; 5] = [
    || Packages::wanted()?.ensure(),
    || BINARIES.install(),
    || TOOLS.install(),
    || interop_pythons().map(drop),
    || stack::install().map(drop),
];

/// Like [`setup`], beside a test run. Failures are ignored, because the step that needs the missing thing reports it.
pub(crate) fn fetch_ahead() {
    let _ = install_if_root();
    for fetch in FETCHES {
        let _ = fetch();
    }
}

/// Installs Debian's packages if nobody has to be asked.
pub(crate) fn install_if_root() -> Result<()> {
    if debian::is_root()? { install_missing() } else { Ok(()) }
}

/// Names what is missing before the tests begin, and how to install it. For root on Debian it is installed beside the first
/// tests.
pub(crate) fn say_what_is_missing() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|program| program.name).collect();
    println!("missing programs: {}", names.join(", "));
    if debian::is_root()? {
        println!("this run installs them, because you are root on Debian");
    } else {
        println!("the steps that need them will fail; to install them on Debian, run `cargo xtask setup`, or:");
        println!("  {}", debian::line(&packages(&missing)));
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
        bail!(
            "these programs are missing: {}; `setup` can install them only on Debian (as {}), so install them yourself",
            names.join(", "),
            packages.join(", "),
        );
    }
    println!("{}", debian::line(&packages));
    debian::install(&packages)?;
    match self::missing().as_slice() {
        [] => Ok(()),
        [still, ..] => {
            bail!("{} was installed but is still not found; set {} to its path", still.name, still.variable,)
        }
    }
}

fn missing() -> Vec<&'static Program> {
    PROGRAMS.into_iter().filter(|program| program.locate().is_err()).collect()
}

fn packages(programs: &[&Program]) -> Vec<&'static str> {
    programs.iter().flat_map(|program| program.packages).copied().collect()
}
