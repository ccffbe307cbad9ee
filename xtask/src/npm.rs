//! The npm packages that the build and the tests need.

use crate::process::{npm, run, run_quietly};
use crate::stamp::Stamp;
use anyhow::Result;

pub(crate) struct Packages(Stamp);

impl Packages {
    pub(crate) fn wanted() -> Result<Packages> {
        Ok(Packages(Stamp::of("npm", &["package-lock.json"])?))
    }

    pub(crate) fn are_installed(&self) -> bool {
        // npm writes this file last, so without it the installation was interrupted.
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

/// Packages that only some tests need, in a folder with its own lockfile. In the workspaces, everybody would download
/// hundreds of megabytes, and scripts would find another `node` in `node_modules/.bin`.
pub(crate) struct Apart {
    pub(crate) name: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) holds: &'static str,
}

/// The other runtimes.
pub(crate) const BINARIES: Apart = Apart {
    name: "conformance-binaries",
    folder: "tests/conformance/binaries",
    holds: "Node 20, Node 24, Deno and Bun",
};

/// Bundlers and test runners of applications.
pub(crate) const TOOLS: Apart =
    Apart { name: "packaging-tools", folder: "tests/packaging/tools", holds: "Nitro, Parcel, Jest, Vitest and others" };

impl Apart {
    pub(crate) fn install(&self) -> Result<()> {
        let Apart { name, folder, holds } = self;
        let stamp = Stamp::of(name, &[&format!("{folder}/package-lock.json")])?;
        if stamp.is_fresh(&[&format!("{folder}/node_modules/.package-lock.json")]) {
            return Ok(());
        }
        println!("installing {holds}…");
        run_quietly(npm().args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
        stamp.save()
    }
}
