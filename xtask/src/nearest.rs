//! The name that a mistyped one was probably meant to be.

/// `there is no <kind> x; did you mean y?`, and all names, since the wanted one may be another.
pub(crate) fn unknown(kind: &str, name: &str, names: &[&str]) -> String {
    let hint = nearest(name, names).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let end = if hint.is_empty() { "." } else { "" };
    format!("there is no {kind} `{name}`{hint}{end} Choose one of: {}", names.join(", "))
}

/// The name that needs the fewest changes, if those are few beside its length.
pub(crate) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let most = |candidate: &str| candidate.len().div_ceil(3).min(3);
    let near = names.iter().map(|candidate| (distance(name, candidate), *candidate));
    near.filter(|(changes, candidate)| *changes <= most(candidate)).min().map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped, replaced or swapped with the next.
fn distance(from: &str, to: &str) -> usize {
    let [from, to]: [Vec<char>; 2] = [from, to].map(|word| word.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&last, column) + usize::from(letter != other);
            let mut least = replaced.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let is_swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(other) && to.get(column - 1) == Some(letter);
            if is_swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest, unknown};

    #[test]
    fn counts_the_changes_of_letters() {
        for (from, to, changes) in [
            ("", "", 0),
            ("", "abc", 3),
            ("test", "test", 0),
            ("tset", "test", 1),
            ("tests", "test", 1),
            ("demo", "docs", 3),
        ] {
            assert_eq!(distance(from, to), changes, "{from} {to}");
            assert_eq!(distance(to, from), changes, "{to} {from}");
        }
    }

    #[test]
    fn names_the_nearest_and_nothing_far_away() {
        let names = ["build", "browser", "test", "fuzz", "frameworks"];
        assert_eq!(nearest("brwser", &names), Some("browser"));
        assert_eq!(nearest("biuld", &names), Some("build"));
        assert_eq!(nearest("framework", &names), Some("frameworks"));
        assert_eq!(nearest("zebra", &names), None);
        assert_eq!(nearest("", &names), None);
    }

    #[test]
    fn says_what_there_is() {
        assert_eq!(
            unknown("step", "buld", &["build", "test"]),
            "there is no step `buld`; did you mean `build`? Choose one of: build, test"
        );
        assert_eq!(unknown("step", "x", &["build", "test"]), "there is no step `x`. Choose one of: build, test");
    }
}
