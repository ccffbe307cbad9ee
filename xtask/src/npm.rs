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

/// Packages that only some tests need, in a folder with a lockfile of its own: apart from the workspaces, so that nobody
/// else waits for hundreds of megabytes, and `node_modules/.bin` gives no script another `node`.
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

/// The tools that an application is made with, and its tests are run by.
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
