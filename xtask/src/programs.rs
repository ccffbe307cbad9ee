//! Programs that the tests drive, and that no package registry of Rust or npm has.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// The environment variable that can hold its path.
    pub(crate) variable: &'static str,
    /// Debian's.
    pub(crate) packages: &'static [&'static str],
    pub(crate) find: fn() -> Option<PathBuf>,
}

impl Program {
    /// The program that starts it.
    pub(crate) fn locate(&self) -> Result<PathBuf> {
        let Program { name, variable, find, .. } = self;
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            match path.exists() {
                true => return Ok(path),
                false => bail!("{variable} is set to {}, and there is no such file", path.display()),
            }
        }
        find().with_context(|| format!("{name} is missing: run `cargo xtask setup`, or set {variable} to its path"))
    }
}

pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}
