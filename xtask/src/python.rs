//! Python programs that exchange tokens with the tests, each in its own virtual environment.

use crate::process::{answer, run, run_quietly};
use crate::programs::{Program, in_path};
use crate::stamp::Stamp;
use crate::target;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python of the environment with this name, which is created again when the requirements change.
pub(crate) fn with(name: &str, requirements: &str) -> Result<PathBuf> {
    let environment = target::dir()?.join("xtask").join(name);
    let python = environment.join("bin").join("python");
    let stamp = Stamp::of(name, &[requirements])?;
    if stamp.is_fresh(&[&python.to_string_lossy()]) {
        return Ok(python);
    }
    println!("installing the Python packages of {requirements}…");
    if environment.exists() {
        fs::remove_dir_all(&environment).with_context(|| format!("cannot clear {}", environment.display()))?;
    }
    make(&environment)?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    // pip accepts only files whose digests are in the requirements.
    let exactly = ["--require-hashes", "--no-deps", "-r", requirements];
    run(Command::new(&python).args(install).args(exactly))?;
    stamp.save()?;
    Ok(python)
}

fn make(environment: &Path) -> Result<()> {
    let python = VENV.locate()?;
    run_quietly(Command::new(python).args(["-m", "venv"]).arg(environment))
        .context("Python cannot create a virtual environment; on Debian, install python3-venv")?;
    Ok(())
}

/// Debian's Python comes without `venv`.
pub(crate) const VENV: Program = Program {
    name: "Python 3.10 or newer with its venv module",
    variable: "PYTHON",
    packages: &["python3", "python3-venv"],
    find: || {
        let python = in_path("python3")?;
        answer(Command::new(&python).args(["-c", "import venv, ensurepip"])).ok().flatten().map(|_| python)
    },
};
