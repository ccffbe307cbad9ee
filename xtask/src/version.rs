//! Version numbers as tools print them: `v20.16.0`, `rustc 1.95.0 (59807616e 2026-04-14)`.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32);

impl Version {
    /// The first word of `text` that looks like a version.
    pub(crate) fn find(text: &str) -> Option<Version> {
        text.split_whitespace().find_map(|word| {
            let mut numbers = word.trim_start_matches('v').split(['.', '-']);
            Some(Version(numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn is_found_in_what_tools_print() {
        assert_eq!(Version::find("v20.16.0"), Some(Version(20, 16)));
        assert_eq!(Version::find("rustc 1.95.0 (59807616e 2026-04-14)"), Some(Version(1, 95)));
        assert_eq!(Version::find("rustc 1.97.0-nightly"), Some(Version(1, 97)));
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn compares_by_number_and_not_by_text() {
        assert!(Version(20, 9) < Version(20, 16));
        assert!(Version(100, 0) > Version(20, 16));
    }
}
