//! The inspector page.

use crate::browsers::CHROMIUM;
use crate::process::{node, npm, run};
use crate::stamp::Stamp;
use crate::target;
use anyhow::Result;
use std::path::Path;

pub(crate) fn build() -> Result<()> {
    let inputs = ["www", "pkg/package.json", "pkg/dist", "pkg/generated", "tsconfig.base.json", "package-lock.json"];
    let stamp = Stamp::of("page", &inputs)?;
    if stamp.is_fresh(&["www/dist/index.html"]) {
        return Ok(());
    }
    println!("building the page…");
    run(npm().args(["run", "--silent", "build", "-w", "www"]))?;
    stamp.save()
}

/// It is not in package-lock.json: with its dependencies it would be half as large as everything else together.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// Lets Lighthouse judge the built page.
pub(crate) fn lighthouse() -> Result<()> {
    crate::build::build(crate::build::Report::OnlyChanges)?;
    build()?;
    run_lighthouse(Path::new("tests/browser/lighthouse.js"))
}

/// The script gets the path of Lighthouse in a variable, because it cannot import a package outside of node_modules.
pub(crate) fn run_lighthouse(script: &Path) -> Result<()> {
    let dir = target::subdir("lighthouse")?;
    let found = dir.join("node_modules/lighthouse");
    if !is_installed(&found) {
        let install = ["install", "--no-audit", "--no-fund", "--no-save", LIGHTHOUSE, "--prefix"];
        run(npm().args(install).arg(&dir))?;
    }
    let browser = CHROMIUM.locate()?;
    run(node().arg(script).env("LIGHTHOUSE", found).env(CHROMIUM.variable, browser))
}

fn is_installed(dir: &Path) -> bool {
    let wanted = LIGHTHOUSE.rsplit_once('@').map(|(_, version)| format!("\"version\": \"{version}\""));
    let manifest = std::fs::read_to_string(dir.join("package.json")).unwrap_or_default();
    wanted.is_some_and(|wanted| manifest.contains(&wanted))
}
