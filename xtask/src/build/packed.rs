//! Checks that `npm pack` would pack a whole build of the sources as they are now.

use super::scripts::ENTRIES;
use super::{MODULE_INPUTS, types};
use crate::stamp::Stamp;
use anyhow::{Result, ensure};

const TEXTS: [&str; 3] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];
const MADE: [&str; 7] = [
    "pkg/dist",
    "pkg/README.md",
    "pkg/LICENSE-APACHE",
    "pkg/LICENSE-MIT",
    "pkg/SHA256SUMS",
    "pkg/THIRD-PARTY-LICENSES.txt",
    "pkg/sbom.cdx.json",
];

/// Call it only when everything is built.
pub(super) fn record() -> Result<()> {
    stamp()?.save()
}

/// npm runs no check before it packs, because `.npmrc` forbids scripts. `tsc` alone also fills `pkg/dist`, but with scripts that
/// are neither bundled nor minified.
pub(crate) fn check() -> Result<()> {
    ensure!(stamp()?.is_fresh(&[]), "pkg/ is not built from the sources as they are now: run `cargo xtask build`");
    Ok(())
}

/// Whether pkg/dist is as the last build left it.
pub(super) fn has_whole_scripts() -> Result<bool> {
    Ok(scripts()?.is_fresh(&[]))
}

pub(super) fn record_scripts() -> Result<()> {
    scripts()?.save()
}

fn scripts() -> Result<Stamp> {
    Stamp::of("scripts", &types::OUTPUTS)
}

fn stamp() -> Result<Stamp> {
    let stubs: Vec<String> = ENTRIES.iter().map(|(subpath, _)| format!("pkg/{subpath}.js")).collect();
    let stubs = stubs.iter().map(String::as_str);
    let inputs: Vec<&str> =
        MODULE_INPUTS.into_iter().chain(types::INPUTS).chain(TEXTS).chain(MADE).chain(stubs).collect();
    Stamp::of("packed", &inputs)
}

#[cfg(test)]
mod tests {
    use crate::stamp::Stamp;
    use crate::target;
    use anyhow::{Context, Result};
    use std::fs;

    #[test]
    fn a_script_that_was_changed_added_or_dropped_is_noticed() -> Result<()> {
        let dist = target::subdir("tests-of-packed/dist")?;
        let path = dist.to_str().context("a path that is not text")?;
        let stamp = || Stamp::of("tests-of-packed", &[path]);
        let [edge, more] = ["edge.js", "more.js"].map(|name| dist.join(name));
        if more.exists() {
            fs::remove_file(&more)?;
        }
        fs::write(&edge, "export {};")?;
        stamp()?.save()?;
        assert!(stamp()?.is_fresh(&[]));
        fs::write(&more, "export {};")?;
        assert!(!stamp()?.is_fresh(&[]), "added");
        fs::remove_file(&more)?;
        assert!(stamp()?.is_fresh(&[]));
        fs::write(&edge, "export default 1;")?;
        assert!(!stamp()?.is_fresh(&[]), "changed");
        fs::remove_file(&edge)?;
        assert!(!stamp()?.is_fresh(&[]), "dropped");
        Ok(())
    }
}
