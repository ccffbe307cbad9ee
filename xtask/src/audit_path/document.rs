//! What `docs/audit.md` says of the path: the numbers, and a token's way from file to file.

use anyhow::{Context, Result, ensure};
use std::fs;

const DOCUMENT: &str = "docs/audit.md";
const NUMBERS: &str = "## How much it is";
const WALK: &str = "## A token's way, file by file";

/// Fails if a number is more than 3 % off, or if the walk names a function of the crate that no token enters, or one of
/// the package that does not exist.
pub(super) fn check<'t>(
    counts: impl Iterator<Item = (&'t str, usize)>,
    is_entered: &dyn Fn(&str, &str) -> bool,
) -> Result<()> {
    let text = fs::read_to_string(DOCUMENT).with_context(|| format!("cannot read {DOCUMENT}"))?;
    let numbers = section(&text, NUMBERS)?;
    for (title, count) in counts {
        let row = numbers.lines().find(|line| line.starts_with(&format!("| {title}")));
        let row = row.with_context(|| format!("{DOCUMENT} has no row for {title}"))?;
        let digits: String = row.rsplit('|').nth(1).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let stated: usize = digits.parse().with_context(|| format!("{DOCUMENT}: this row has no number: {row}"))?;
        ensure!(
            stated.abs_diff(count) * 100 <= count * 3,
            "{DOCUMENT}: {title} has {count} lines of code, not {stated}"
        );
    }
    let steps = steps(section(&text, WALK)?);
    ensure!(steps.len() > 20, "{DOCUMENT}: the walk has only {} functions", steps.len());
    for (file, name) in &steps {
        if file.starts_with("src/") {
            ensure!(is_entered(file, name), "{DOCUMENT}: no token that passes enters `{name}` of {file}");
        } else {
            let source = fs::read_to_string(file).with_context(|| format!("{DOCUMENT} names {file}"))?;
            let last = name.rsplit("::").next().unwrap_or(name);
            let is_there = ["fn ", "function "].iter().any(|word| {
                let declared = format!("{word}{last}");
                source
                    .match_indices(&declared)
                    .any(|(place, _)| source[place + declared.len()..].starts_with(['(', '<']))
            });
            ensure!(is_there, "{DOCUMENT}: {file} has no function `{name}`");
        }
    }
    println!("{DOCUMENT} has these numbers, and each of the {} functions of its walk is there", steps.len());
    Ok(())
}

fn section<'t>(text: &'t str, heading: &str) -> Result<&'t str> {
    let found = text.split("\n## ").find(|section| section.starts_with(heading.trim_start_matches("## ")));
    found.with_context(|| format!("{DOCUMENT} has no section `{heading}`"))
}

/// The functions of the numbered lines, each with its file. What is in backquotes is a file if it has a slash and an
/// ending, and otherwise a function of the last file.
fn steps(section: &str) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    for line in section.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit())) {
        let mut file = "";
        for quoted in line.split('`').skip(1).step_by(2) {
            if quoted.contains('/') && quoted.ends_with(".rs") || quoted.ends_with(".ts") {
                file = quoted;
            } else {
                steps.push((file.to_owned(), quoted.to_owned()));
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::{section, steps};

    #[test]
    fn the_walk_is_read() {
        let text = "# A\n\n## B\n`no`\n1. `src/a.rs` `f`, `G::h` → `pkg/src/b.ts` `c`\n\n## D\n2. `src/e.rs` `i`\n";
        let steps = steps(section(text, "## B").unwrap());
        let steps: Vec<_> = steps.iter().map(|(file, name)| format!("{file} {name}")).collect();
        assert_eq!(steps, ["src/a.rs f", "src/a.rs G::h", "pkg/src/b.ts c"]);
        assert!(section(text, "## C").is_err());
    }
}
