//! Programs that the tests start and that cargo and npm cannot install.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// The environment variable that overrides its path.
    pub(crate) variable: &'static str,
    /// Debian's names for it.
    pub(crate) packages: &'static [&'static str],
    pub(crate) find: fn() -> Option<PathBuf>,
}

impl Program {
    /// The path of the program.
    pub(crate) fn locate(&self) -> Result<PathBuf> {
        let Program { name, variable, find, .. } = self;
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            match path.exists() {
                true => return Ok(path),
                false => bail!(
                    "{variable} is {}, which does not exist; unset it, or set it to the path of {name}",
                    path.display()
                ),
            }
        }
        find().with_context(|| format!("{name} is missing: run `cargo xtask setup`, or set {variable} to its path"))
    }
}

pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}
