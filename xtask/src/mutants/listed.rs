//! The mutants that may survive, one a line, each with the reason.

use anyhow::{Result, bail};

pub(super) const SURVIVORS: &str = "tests/native/mutants.txt";

/// `name  # reason`, one a line; other lines are empty or begin with `#`.
pub(super) fn listed_in(text: &str) -> Result<Vec<String>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_once("  # ") {
            Some((name, reason)) if !reason.trim().is_empty() => Ok(name.trim().to_owned()),
            _ => bail!("{SURVIVORS}: this line needs a reason after two spaces and `# `: {line}"),
        })
        .collect()
}

/// `src/a.rs:12:5: replace …` without line and column, which change with every edit.
pub(super) fn without_place(mutant: &str) -> String {
    match mutant.split_once(": ") {
        Some((place, change)) => format!("{}: {change}", place.split(':').next().unwrap_or_default()),
        None => mutant.to_owned(),
    }
}

pub(super) fn file_of(name: &str) -> &str {
    name.split(':').next().unwrap_or_default()
}

/// What survived and is not listed, and what is listed but did not survive. A function can have the same mutant twice, and then
/// it is listed twice.
pub(super) fn compare(survived: &[String], listed: &[String]) -> (Vec<String>, Vec<String>) {
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
