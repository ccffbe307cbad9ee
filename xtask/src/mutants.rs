//! `cargo xtask mutants`: cargo-mutants changes the core in 1,000 places, one at a time, and the core's own tests must notice
//! each change. Its settings are in `.cargo/mutants.toml`.

use crate::process::{answer, cargo};
use crate::target;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The mutants that may survive, one a line, each with the reason.
const SURVIVORS: &str = "tests/native/mutants.txt";

/// The mutants of all of `src/`, or of these files.
pub(crate) fn mutants(files: &[&str]) -> Result<()> {
    if answer(cargo().args(["mutants", "--version"]))?.is_none() {
        bail!("this command needs cargo-mutants, which is not installed; run `cargo install cargo-mutants --locked`");
    }
    let listed = fs::read_to_string(SURVIVORS).with_context(|| format!("cannot read {SURVIVORS}"))?;
    let listed = listed_in(&listed)?;
    let out = target::subdir("mutants")?;
    let mut tool = cargo();
    tool.args(["mutants", "--no-shuffle", "--output"]).arg(&out);
    for file in files {
        tool.args(["--file", file]);
    }
    let status = tool.status().context("cannot start cargo-mutants")?;
    // 2: a mutant survived. 3: the tests did not end with one of them.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants failed ({status})");
    }
    let outcome = |name: &str| names(&out.join("mutants.out").join(name));
    let (caught, endless, survived) = (outcome("caught.txt")?, outcome("timeout.txt")?, outcome("missed.txt")?);
    let viable = caught.len().saturating_add(endless.len()).saturating_add(survived.len());
    if viable == 0 {
        bail!("no mutant was tried: `{}` is not a file of src/, or nothing in it can be changed", files.join(" "));
    }
    let (unlisted, left) = compare(&survived, &listed);
    println!(
        "\n{viable} viable mutants: {} caught, {} timed out, {} survived, {} of these listed in {SURVIVORS}",
        caught.len(),
        endless.len(),
        survived.len(),
        survived.len().saturating_sub(unlisted.len()),
    );
    let was_tried = |name: &str| {
        files.is_empty() || [&caught, &endless, &survived].into_iter().flatten().any(|it| file_of(it) == file_of(name))
    };
    for name in left.into_iter().filter(|name| was_tried(name)) {
        println!("{SURVIVORS}: remove this line, because the mutant no longer survives: {name}");
    }
    if !unlisted.is_empty() {
        bail!(
            "these mutants survive: write a test for each, or list it with a reason in {SURVIVORS}:\n  {}",
            unlisted.join("\n  "),
        );
    }
    Ok(())
}

/// `name  # reason`, one a line; other lines are empty or begin with `#`.
fn listed_in(text: &str) -> Result<Vec<String>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_once("  # ") {
            Some((name, reason)) if !reason.trim().is_empty() => Ok(name.trim().to_owned()),
            _ => bail!("{SURVIVORS}: this line needs a reason after two spaces and `# `: {line}"),
        })
        .collect()
}

/// The mutants with one outcome, without their places. A missing file means that there are none.
fn names(file: &Path) -> Result<Vec<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text.lines().map(without_place).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// `src/a.rs:12:5: replace …` without line and column, which change with every edit.
fn without_place(mutant: &str) -> String {
    match mutant.split_once(": ") {
        Some((place, change)) => format!("{}: {change}", place.split(':').next().unwrap_or_default()),
        None => mutant.to_owned(),
    }
}

fn file_of(name: &str) -> &str {
    name.split(':').next().unwrap_or_default()
}

/// What survived and is not listed, and what is listed but did not survive. A function can have the same mutant twice, and then
/// it is listed twice.
fn compare(survived: &[String], listed: &[String]) -> (Vec<String>, Vec<String>) {
    let mut left = listed.to_vec();
    let mut unlisted = Vec::new();
    for name in survived {
        match left.iter().position(|other| other == name) {
            Some(place) => drop(left.remove(place)),
            None => unlisted.push(name.clone()),
        }
    }
    (unlisted, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_mutant_is_listed_without_its_place() {
        let mutant = "src/a.rs:12:5: replace || with && in <impl From<A> for b::B>::from";
        let name = "src/a.rs: replace || with && in <impl From<A> for b::B>::from";
        assert_eq!(without_place(mutant), name);
        assert_eq!(file_of(name), "src/a.rs");
        let listed = listed_in(&format!("# Reasons.\n\n{name}  # it makes no difference\n")).unwrap();
        assert_eq!(listed, owned(&[name]));
        assert!(listed_in(name).is_err());
        assert!(listed_in(&format!("{name}  # ")).is_err());
    }

    #[test]
    fn each_listing_excuses_one_survivor() {
        let compared = compare(&owned(&["a", "a", "b"]), &owned(&["a", "c"]));
        assert_eq!(compared, (owned(&["a", "b"]), owned(&["c"])));
    }
}
