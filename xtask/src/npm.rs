//! The npm packages that the build and the tests need.

use crate::process::{npm, run};
use crate::stamp::Stamp;
use anyhow::Result;

pub(crate) struct Packages(Stamp);

impl Packages {
    pub(crate) fn wanted() -> Result<Packages> {
        Ok(Packages(Stamp::of("npm", &["package-lock.json"])?))
    }

    pub(crate) fn are_installed(&self) -> bool {
        // npm writes this file last: a node_modules without it is half an installation.
        self.0.is_fresh(&["node_modules/.package-lock.json"])
    }

    pub(crate) fn ensure(&self) -> Result<()> {
        if self.are_installed() { Ok(()) } else { self.install() }
    }

    pub(crate) fn install(&self) -> Result<()> {
        run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
        self.0.save()
    }
}
