//! `cargo xtask release`: everything of a release except the uploads. Nothing leaves this machine.

use crate::process::{cargo, npm};
use crate::{build, tarball, target};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Each file that has the version, with what comes before it.
const PLACES: [(&str, &str); 8] = [
    ("Cargo.toml", "[package]\nname = \"jwt-wasm\"\nversion = \""),
    ("Cargo.lock", "\nname = \"jwt-wasm\"\nversion = \""),
    ("benches/rust/Cargo.lock", "\nname = \"jwt-wasm\"\nversion = \""),
    ("tests/fuzz/Cargo.lock", "\nname = \"jwt-wasm\"\nversion = \""),
    ("pkg/package.json", "\"name\": \"jwt-wasm\",\n  \"version\": \""),
    ("package-lock.json", "\"pkg\": {\n      \"name\": \"jwt-wasm\",\n      \"version\": \""),
    ("CHANGELOG.md", "## [Unreleased]\n"),
    ("SECURITY.md", "| --- | --- |\n| "),
];

/// What lies in the folder that the workflow uploads.
const BESIDE: [&str; 2] = ["pkg/SHA256SUMS", "pkg/sbom.cdx.json"];

pub(crate) fn release(tag: Option<&str>) -> Result<()> {
    let version = version(Path::new("."))?;
    if let Some(tag) = tag {
        ensure!(tag == format!("v{version}"), "the tag is {tag}, and the version is {version}: tag v{version}");
    }
    build::build(build::Report::OnlyChanges)?;
    let tarball = tarball::pack()?;
    rehearse_npm(&tarball)?;
    rehearse_cargo()?;

    let folder = target::subdir("release")?;
    // What another version left there would be uploaded as well.
    fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    let folder = target::subdir("release")?;
    for file in BESIDE.map(Path::new).into_iter().chain([tarball.as_path()]) {
        let name = file.file_name().context("a file has a name")?;
        fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    println!("jwt-wasm {version} is ready in {}", folder.display());
    Ok(())
}

/// The version, if every file has the same.
fn version(root: &Path) -> Result<String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"));
    let (first, _) = PLACES[0];
    let version = version_in(first, &read(first)?)?;
    for (path, _) in PLACES {
        let found = version_in(path, &read(path)?)?;
        // Fixes are made for the latest minor version.
        let (minor, _) = version.rsplit_once('.').context("a version has three numbers")?;
        let expected = if path == "SECURITY.md" { format!("{minor}.x") } else { version.clone() };
        ensure!(found == expected, "{path} has version {found}, and {first} has {version}: change one of them");
    }
    Ok(version)
}

fn version_in(path: &str, text: &str) -> Result<String> {
    let (_, before) = PLACES.iter().find(|(place, _)| *place == path).context("the file is not in the list")?;
    let (_, after) = text.split_once(before).with_context(|| format!("{path} has no version after {before:?}"))?;
    let after = match path {
        "CHANGELOG.md" => after.split_once("\n## [").context("CHANGELOG.md has no version")?.1,
        _ => after,
    };
    Ok(after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '.').collect())
}

/// `--offline`, because npm asks its registry only for the newest version, which a rehearsal does not need.
fn rehearse_npm(tarball: &Path) -> Result<()> {
    let publish = ["publish", "--dry-run", "--offline", "--ignore-scripts", "--access", "public"];
    let said = said_by(npm().args(publish).arg(tarball))?;
    ensure!(said.is_good, "npm would not publish the package:\n{}", said.text);
    // npm would publish another manifest than the one that was tested.
    ensure!(!said.text.contains("auto-corrected"), "npm would change package.json:\n{}", said.text);
    println!("npm would publish {}", tarball.display());
    Ok(())
}

/// Without a registry the archive is still packed and compiled, which is what can go wrong.
fn rehearse_cargo() -> Result<()> {
    let rest = ["--locked", "--allow-dirty", "-p", "jwt-wasm"];
    let said = said_by(cargo().args(["publish", "--dry-run", "--registry", "crates-io"]).args(rest))?;
    if said.is_good {
        println!("cargo would publish the crate");
        return Ok(());
    }
    let unreachable = ["failed to download", "download of", "Could not", "--offline was", "failed to query"];
    if !unreachable.iter().any(|sign| said.text.contains(sign)) {
        bail!("cargo would not publish the crate:\n{}", said.text);
    }
    let packed = said_by(cargo().args(["package", "--offline"]).args(rest))?;
    ensure!(packed.is_good, "the crate's archive does not compile:\n{}", packed.text);
    println!("the crate's archive compiles; cargo's registry cannot be reached, so nothing was asked there");
    Ok(())
}

struct Said {
    is_good: bool,
    text: String,
}

fn said_by(command: &mut Command) -> Result<Said> {
    let output = command.output().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Ok(Said { is_good: output.status.success(), text })
}

#[cfg(test)]
mod tests {
    use super::version;
    use std::path::Path;

    #[test]
    fn every_file_has_the_same_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(version(&root).is_ok_and(|version| version.split('.').count() == 3), "{:?}", version(&root));
    }
}
