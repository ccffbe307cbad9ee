//! `cargo xtask docs`: the guides, and the references of the package and the crate, as one static site.

use crate::process::{cargo, node, npm, run, run_quietly};
use crate::stamp::Stamp;
use crate::{build, demo, page, target};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

const SITE: &str = "docs/.vitepress/dist";

/// The inspector with the site below `docs/`, as hosts get it.
const WHOLE: &str = "docs/dist";

const BASE: &str = "/docs/";

/// What the pages' addresses begin with is built into them.
const VARIABLE: &str = "DOCS_BASE";

pub(crate) fn docs(args: &[&str]) -> Result<()> {
    let mut base = BASE;
    let mut port = None;
    let (mut serves, mut is_whole) = (false, false);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().copied().with_context(|| format!("{arg} needs a value"));
        match *arg {
            "--base" => base = value()?,
            "--port" => port = Some(value()?.parse::<u16>().context("--port takes a port number")?),
            "--serve" => serves = true,
            "--with-inspector" => is_whole = true,
            other => bail!("docs does not know {other}; it takes --base, --serve, --port and --with-inspector"),
        }
    }
    ensure!(is_folder(base), "--base is a path that begins and ends with a slash, such as /docs/; found {base}");
    ensure!(port.is_none() || serves, "--port is for --serve");
    build_site(base)?;
    println!("{SITE}");
    if is_whole {
        lay_together(base)?;
        println!("{WHOLE}");
    }
    if serves {
        page::build()?;
        demo::serve(node().arg("xtask/scripts/serve-docs.mjs").args([base, &port.unwrap_or(4174).to_string()]))?;
    }
    Ok(())
}

/// As the tests and hosts with a domain of their own want it.
pub(crate) fn build() -> Result<()> {
    build_site(BASE)
}

/// What Lighthouse says of the site, as it is built.
pub(crate) fn lighthouse() -> Result<()> {
    build()?;
    page::run_lighthouse(Path::new("tests/site/lighthouse.js"))
}

fn build_site(base: &str) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    let inputs =
        ["docs", "www/worker", "pkg/src", "pkg/typedoc.json", "pkg/package.json", "src", "www/public/icon.svg"];
    let locks = ["Cargo.toml", "Cargo.lock", "package-lock.json"];
    let stamp = Stamp::of("docs", &[&inputs[..], &locks[..]].concat())?;
    let is_of_base = || fs::read_to_string(format!("{SITE}/index.html")).is_ok_and(|page| page.contains(&icon(base)));
    if stamp.is_fresh(&[&format!("{SITE}/service-worker.js")]) && is_of_base() {
        return Ok(());
    }
    println!("building the docs…");
    // It empties the folder, so it is the first.
    run_quietly(npm().args(["run", "--silent", "build", "-w", "docs"]).env(VARIABLE, base))?;
    run(node().arg("docs/build/api.mjs").env(VARIABLE, base))?;
    rustdoc()?;
    run(node().arg("docs/build/seal.mjs"))?;
    stamp.save()
}

/// In the head of every page.
fn icon(base: &str) -> String {
    format!("\"{base}icon.svg\"")
}

/// Apart from cargo's own folder, where the other crates of the workspace are documented as well.
fn rustdoc() -> Result<()> {
    let dir = target::subdir("rustdoc")?;
    let made = dir.join("doc");
    if made.exists() {
        fs::remove_dir_all(&made).with_context(|| format!("cannot empty {}", made.display()))?;
    }
    let doc = ["doc", "--quiet", "--no-deps", "--locked", "--package", "jwt-wasm", "--lib", "--target-dir"];
    run(cargo().args(doc).arg(&dir).env("RUSTDOCFLAGS", "-D warnings --extend-css docs/build/crate.css"))?;
    copy(&made, &Path::new(SITE).join("crate"))
}

/// The site has headers of its own only where it stands alone: below the inspector, a host reads one file for both.
fn lay_together(base: &str) -> Result<()> {
    page::build()?;
    let whole = Path::new(WHOLE);
    if whole.exists() {
        fs::remove_dir_all(whole).with_context(|| format!("cannot empty {WHOLE}"))?;
    }
    copy(Path::new("www/dist"), whole)?;
    let below = whole.join(last_folder(base));
    copy(Path::new(SITE), &below)?;
    fs::remove_file(below.join("_headers")).context("the site has no _headers")?;
    let read = |dir: &str| {
        fs::read_to_string(format!("{dir}/_headers")).with_context(|| format!("cannot read {dir}/_headers"))
    };
    let headers = format!("{}\n{}", read("www/dist")?, below_folder(&read(SITE)?, last_folder(base)));
    fs::write(whole.join("_headers"), headers).context("cannot write the headers")
}

/// The rules of one file below a folder of another's. What holds for every file, the other says already.
fn below_folder(headers: &str, folder: &str) -> String {
    let rules = headers.split("\n\n").filter(|rule| !rule.contains("\n/*\n"));
    let lines = rules.flat_map(|rule| rule.trim_end().lines().chain([""]));
    let moved =
        lines.map(|line| if line.starts_with('/') { format!("/{folder}{line}\n") } else { format!("{line}\n") });
    moved.collect()
}

/// `docs`, of `/jwt-wasm/docs/`.
fn last_folder(base: &str) -> &str {
    base.trim_matches('/').rsplit('/').next().unwrap_or_default()
}

fn is_folder(base: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || "/-_.".contains(letter);
    base.len() > 2 && base.starts_with('/') && base.ends_with('/') && !base.contains("//") && base.chars().all(letters)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_site_are_moved_below_its_folder() {
        let headers = "# All.\n/*\n  A: b\n\n# Files.\n/assets/*\n  C: d\n\n/service-worker.js\n  E: f\n";
        let moved = "# Files.\n/docs/assets/*\n  C: d\n\n/docs/service-worker.js\n  E: f\n\n";
        assert_eq!(below_folder(headers, "docs"), moved);
    }

    #[test]
    fn a_base_is_a_folder_below_the_inspector() {
        assert!(is_folder("/docs/") && is_folder("/jwt-wasm/docs/"));
        assert!(!["", "/", "//", "docs/", "/docs", "//docs/", "/a b/", "/\"/"].iter().any(|base| is_folder(base)));
        assert_eq!(last_folder("/jwt-wasm/docs/"), "docs");
    }
}
